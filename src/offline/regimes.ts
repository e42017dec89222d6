import { REGIME_TEXTS } from 'offline:regimes'
import { sha256 } from './sha256.ts'

/** A regulation that came with this page: the text of its file, and its digest as it is counted here. */
export type KnownRegime = { readonly id: string; readonly sha256: string; readonly body: string }

const known = REGIME_TEXTS.map((body): KnownRegime => {
  return { id: (JSON.parse(body) as { id: string }).id, sha256: sha256(body), body }
})

/** The regulation of that identity and digest; null where this page has none. Nothing is taken from the file that is checked. */
export function knownRegime(id: string, digest: string): KnownRegime | null {
  return known.find((each) => each.id === id && each.sha256 === digest) ?? null
}
