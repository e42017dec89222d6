import { setImmediate as otherWork } from 'node:timers/promises'
import type { JournalEntry } from '../domain/journal.ts'
import { type FactDifference, compareFacts } from '../domain/replay/facts.ts'
import type { ProgramReplay } from '../domain/replay/program-replay.ts'
import { recogniseSubjects } from '../domain/replay/roster-replay.ts'
import { replaySession, startSessionReplay } from '../domain/replay/session-replay.ts'
import { disagreements } from '../recount/compare.ts'
import { sessionFacts } from '../storage/fact-rows.ts'
import { listOutcomes } from '../storage/results.ts'
import { listSessionEntries, listSessionIds } from '../storage/session-journal.ts'
import type { DatabaseBasis } from './database-verification.ts'

/** A difference between the journal and the tables, of which session. */
export type SessionDifference = FactDifference & { readonly session: string }

/** What comparing sessions with their entries shows. */
export type SessionFindings = {
  /** Real or a rehearsal. */
  readonly modes: readonly SessionDifference[]
  /** Bytes and digests of documents and scans. */
  readonly documents: readonly SessionDifference[]
  readonly others: readonly SessionDifference[]
  /** How many stored results were counted again, and those that the second count does not come to. */
  readonly outcomes: number
  readonly apart: readonly { readonly session: string; readonly revision: number }[]
}

const PAGE = 500

/** Replays the entries of one session after the other and compares what they come to with the tables. */
export async function checkSessions(
  basis: DatabaseBasis,
  persons: ProgramReplay['persons'],
  progress: (done: number) => void,
): Promise<SessionFindings> {
  const { db } = basis.store
  const found = nothingFound()
  let done = 0
  for (let after = ''; ;) {
    const sessions = await listSessionIds(db, after, PAGE)
    if (sessions.length === 0) return found
    for (const session of sessions) {
      await checkSession(basis, session, persons, found)
      after = session
      done += 1
      progress(done)
      await otherWork() // SQLite answers at once: nobody else would get a turn
    }
  }
}

type Found = {
  modes: SessionDifference[]
  documents: SessionDifference[]
  others: SessionDifference[]
  outcomes: number
  apart: { session: string; revision: number }[]
}

/** Before the first session. */
export function nothingFound(): Found {
  return { modes: [], documents: [], others: [], outcomes: 0, apart: [] }
}

/** Replays the entries of one session, compares what they come to with the tables, and adds what differs. */
export async function checkSession(
  basis: DatabaseBasis,
  session: string,
  persons: ProgramReplay['persons'],
  found: Found,
): Promise<void> {
  for (const each of await compareSession(basis, session, persons))
    found[kindOf(each)].push({ session, ...each })
  for (const outcome of await listOutcomes(basis.store.db, session)) {
    found.outcomes += 1
    if (!isSame(basis, outcome)) found.apart.push({ session, revision: outcome.revision })
  }
}

/** Whether the second count comes to the stored text; texts that are none agree with nothing. */
function isSame(
  { recount }: DatabaseBasis,
  { tally, outcome, regime }: Awaited<ReturnType<typeof listOutcomes>>[number],
): boolean {
  try {
    return disagreements(outcome, recount(tally, regime)).length === 0
  } catch {
    return false
  }
}

function kindOf({ table, field }: FactDifference): 'modes' | 'documents' | 'others' {
  if (table === 'sessions' && (field === 'mode' || field === 'shown_mode')) return 'modes'
  const isFile = table === 'documents' || table === 'document_scans'
  return isFile && (field === 'sha256' || field === 'bytes') ? 'documents' : 'others'
}

async function compareSession(
  { store }: DatabaseBasis,
  session: string,
  persons: ProgramReplay['persons'],
): Promise<readonly FactDifference[]> {
  const replay = startSessionReplay(session)
  for (let after = 0; ;) {
    const entries = await listSessionEntries(store.db, session, after, PAGE)
    if (entries.length === 0) break
    for (const { place, entry } of entries) {
      replayText(replay, entry)
      after = place
    }
  }
  recogniseSubjects(replay.facts, persons)
  return compareFacts(replay.facts, await sessionFacts(store.db, session))
}

/** An entry that is no JSON any more tells nothing; that it was changed, its chain tells. */
function replayText(replay: Parameters<typeof replaySession>[0], text: string): void {
  try {
    replaySession(replay, JSON.parse(text) as JournalEntry)
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error
  }
}
