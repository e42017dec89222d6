import {
  FIRST_PREV_HASH,
  type JournalEntry,
  chainInput,
  sessionChainInput,
} from '../../domain/journal.ts'
import { sha256 } from '../../storage/sha256.ts'
import type { FoundStep } from '../verification-step.ts'
import type { ArchiveContents } from './archive-contents.ts'
import { factFault } from './journal-facts.ts'
import type { OpenArchive } from './open-archive.ts'

/** Why one of these steps fails. */
export const JOURNAL_REASONS = ['journal_broken', 'journal_cut', 'facts_differ'] as const

/**
 * Three steps: each entry proves itself and the one before it; the newest is the one the manifest names; and what the
 * other files say is what the entries tell.
 */
export function checkJournal(
  archive: OpenArchive,
  contents: ArchiveContents,
): readonly FoundStep[] {
  const broken = breakOf(archive.manifest.session, contents)
  const chain = step(
    'journal_chain',
    broken === null ? null : { reason: 'journal_broken', ...broken },
  )
  const head = step('journal_head', headFault(archive, contents))
  if (broken !== null)
    return [chain, head, { id: 'journal_facts', status: 'not_applicable', detail: NOT_REACHED }]
  return [chain, head, step('journal_facts', factFault(contents))]
}

const NOT_REACHED = { reason: 'not_reached' }

function step(id: string, fault: FoundStep['detail'] | null): FoundStep {
  return { id, status: fault ? 'failed' : 'ok', detail: fault ?? {} }
}

/** The first entry that is not where, or not what, it was when it was written. */
function breakOf(
  session: string,
  { entries }: ArchiveContents,
): { readonly place: number; readonly what: string } | null {
  let [before, seq] = [FIRST_PREV_HASH, 0]
  for (const [at, each] of entries.entries()) {
    const place = at + 1
    const { entry, prevHash, hash, journalPrevHash, journalHash } = each
    const what =
      each.place !== place || each.seq <= seq
        ? 'gap'
        : prevHash !== before
          ? 'link'
          : hash !== sha256(sessionChainInput({ session, place }, prevHash, entry)) ||
              journalHash !== sha256(chainInput(journalPrevHash, entry))
            ? 'hash'
            : isOf(session, entry, each.seq)
              ? null
              : 'entry'
    if (what) return { place, what }
    before = hash
    seq = each.seq
  }
  return null
}

/** Whether the stored text is an entry of that number and session. */
function isOf(session: string, text: string, seq: number): boolean {
  try {
    const { seq: own, event } = JSON.parse(text) as JournalEntry
    return own === seq && 'session' in event && event.session === session
  } catch {
    return false
  }
}

function headFault({ manifest }: OpenArchive, { entries }: ArchiveContents) {
  const { journal, asOf } = manifest
  const last = entries.at(-1)
  const same =
    last?.hash === journal.hash &&
    last.seq === journal.seq &&
    entries.length === journal.entries &&
    (JSON.parse(last.entry) as JournalEntry).at === asOf
  return same ? null : { reason: 'journal_cut', entries: entries.length, told: journal.entries }
}
