import type { FoundStep } from '../actions/verification-step.ts'
import { readCanonicalJson } from './canonical-json.ts'
import { notHere } from './check-data.ts'
import { knownRegime } from './regimes.ts'
import { sha256 } from './sha256.ts'

const FILE = 'destruction.json'

/** What minutes of a destruction of ballots tell: steps as of figures, of which they carry none. */
export type CheckedDestruction = {
  readonly steps: readonly FoundStep[]
  /** Whether they say that they are of a rehearsal. */
  readonly rehearsal: boolean
}

/** The steps about the data of minutes of a destruction; `null` for any other document. */
export function checkDestruction(
  attachments: ReadonlyMap<string, Uint8Array>,
): CheckedDestruction | null {
  const bytes = attachments.get(FILE)
  if (!bytes || attachments.has('tally.json')) return null
  const none = (['outcome_recomputed', 'recount_agrees'] as const).map((id) =>
    notHere(id, 'no_figures'),
  )
  const told = readCanonicalJson(bytes)?.value as Told | undefined
  if (typeof told?.regime?.id !== 'string' || typeof told.regime.sha256 !== 'string') {
    const detail = { code: 'not_canonical' }
    const failed: FoundStep = { id: 'data_attached', status: 'failed', detail }
    const unread: FoundStep = { id: 'regime_known', status: 'not_applicable', detail: {} }
    return { steps: [failed, unread, ...none], rehearsal: false }
  }
  const { id, sha256: digest } = told.regime
  const destructionSha256 = sha256(bytes)
  const detail = { regime: id, sha256: digest }
  const regime: FoundStep = knownRegime(id, digest)
    ? { id: 'regime_known', status: 'ok', detail }
    : { id: 'regime_known', status: 'failed', detail: { reason: 'regime_unknown', ...detail } }
  const attached: FoundStep = { id: 'data_attached', status: 'ok', detail: { destructionSha256 } }
  return { steps: [attached, regime, ...none], rehearsal: told.mode === 'rehearsal' }
}

/** The parts that are read; the rest is for people. */
type Told = { readonly mode?: unknown; readonly regime?: { id?: unknown; sha256?: unknown } }
