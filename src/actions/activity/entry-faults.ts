import type { EntryFault } from '../../domain/activity-report.ts'
import { type Checkpoint, isSealed as isSealing, readCheckpoint } from '../../domain/checkpoint.ts'
import { FIRST_PREV_HASH, chainInput, sessionChainInput } from '../../domain/journal.ts'
import { sha256 } from '../../storage/sha256.ts'
import type { ChainedEntry } from '../../storage/session-journal.ts'
import { readEntry } from '../session-entries.ts'

/** The faults that the entries tell by themselves, without the journal and its signed heads. */
export const CHAIN_FAULTS: readonly EntryFault['what'][] = [
  'place',
  'link',
  'hash',
  'journal_hash',
  'text',
]

/** Every entry that is not where, or not what, it was when it was written; each with the first thing that is wrong. */
export function chainFaults(
  session: string,
  entries: readonly ChainedEntry[],
): readonly EntryFault[] {
  let before = { place: 0, seq: 0, hash: FIRST_PREV_HASH }
  return entries.flatMap((each) => {
    const { place, seq, entry, prevHash, hash, journalPrevHash, journalHash } = each
    const followed = place === before.place + 1 && seq > before.seq
    const linked = prevHash === before.hash
    before = { place, seq, hash }
    const fault = (what: EntryFault['what']): readonly EntryFault[] => [{ place, seq, what }]
    if (!followed) return fault('place')
    if (!linked) return fault('link')
    if (hash !== sha256(sessionChainInput({ session, place }, prevHash, entry)))
      return fault('hash')
    if (journalHash !== sha256(chainInput(journalPrevHash, entry))) return fault('journal_hash')
    return isOf(session, entry, seq) ? [] : fault('text')
  })
}

/** Whether the stored text is an entry of that number and session. */
function isOf(session: string, text: string, seq: number): boolean {
  const read = readEntry(text)
  return read?.seq === seq && 'session' in read.event && read.event.session === session
}

/** A signed head as stored, and whether it is the installation's own. */
export type FoundHead = { readonly body: string; readonly own: boolean }

/** What signed heads say of the session's entries. */
export type HeadFindings = {
  readonly sealing: { readonly expected: number; readonly found: number }
  readonly faults: readonly EntryFault[]
}

/**
 * Whether the heads that tell of the session find its entries as they tell, and whether each entry with which a head had
 * to be signed, from `since` on, has one of its own transaction.
 */
export function checkHeads(
  session: string,
  entries: readonly ChainedEntry[],
  heads: readonly FoundHead[],
  since: number | null,
): HeadFindings {
  const faults: EntryFault[] = []
  const good: { readonly checkpoint: Checkpoint; readonly entries: number }[] = []
  const byPlace = new Map(entries.map((each) => [each.place, each]))
  for (const { body, own } of heads) {
    const checkpoint = readCheckpoint(body)
    const told = checkpoint?.sessions.find((each) => each.session === session)
    if (!checkpoint || !told) continue
    if (own && byPlace.get(told.entries)?.hash === told.hash)
      good.push({ checkpoint, entries: told.entries })
    else faults.push({ place: told.entries, seq: checkpoint.seq, what: 'head' })
  }
  const sealing = entries.flatMap(({ place, seq, entry }) => {
    const read = since !== null && seq >= since ? readEntry(entry) : null
    return read && isSealing(read.event) ? [{ place, seq, at: read.at }] : []
  })
  const bare = sealing.filter(
    (each) =>
      !good.some(
        ({ checkpoint, entries: told }) =>
          checkpoint.at === each.at && checkpoint.seq >= each.seq && told >= each.place,
      ),
  )
  faults.push(...bare.map(({ place, seq }) => ({ place, seq, what: 'unsealed' }) as const))
  return {
    sealing: { expected: sealing.length, found: sealing.length - bare.length },
    faults: faults.toSorted((a, b) => a.place - b.place),
  }
}
