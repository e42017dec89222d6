import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { definitiveCounts } from '../domain/entry.ts'
import type { JournalEntry } from '../domain/journal.ts'
import type { Roster } from '../domain/roster.ts'
import type { Session } from '../domain/session.ts'
import { type TimelineFilter, withoutFigures } from '../domain/timeline.ts'
import { findRoster } from '../storage/roster.ts'
import { listProgramLines } from '../storage/session-journal.ts'
import type { StoredSheet } from '../storage/sheets.ts'
import { sessionFor } from './access.ts'
import { listAuthorNames } from './authors.ts'
import { storedSheets } from './sheets.ts'
import {
  type ProvenEntry,
  type TimelinePart,
  type WalkedTimeline,
  walkSession,
} from './timeline-walk.ts'

/** A part of a session's time-line. */
export type SessionTimeline = Omit<WalkedTimeline, 'places' | 'span'> & {
  readonly session: Session
  readonly roster: Roster
  readonly sheets: readonly StoredSheet[]
  /** Full names by account. */
  readonly authors: ReadonlyMap<string, string>
  /** How many entries the filter asks for. */
  readonly hits: number
  /** Starts of the program, jumps of its clock and restored backups between them; none where the filter picks entries out. */
  readonly program: readonly JournalEntry[]
  /** The places after which the parts before and behind begin; `null` where there is none. */
  readonly previous: number | null
  readonly next: number | null
  /** What was read off the passes is left out, since some sheet is not definitive. */
  readonly withheld: boolean
}

/**
 * The session's entries that the filter asks for, in the order of their places, each with what it changed. Refusals: those of
 * `sessionFor`.
 */
export async function getTimeline(
  ctx: Context,
  actor: Actor,
  id: string,
  filter: TimelineFilter,
  part: TimelinePart,
): Promise<SessionTimeline> {
  const { db } = ctx.store
  const session = await sessionFor(db, actor, id, 'read_session_journal')
  const roster = await findRoster(db, id)
  const sheets = await storedSheets(ctx, db, session, roster)
  const withheld = !sheets.every((sheet) => definitiveCounts(sheet))
  const { places, span, entries, ...walked } = await walkSession(db, id, filter, part)
  const between = isByDays(filter) ? await listProgramLines(db, span.after, span.to) : []
  const begin = places.findIndex((place) => place > part.after)
  const last = entries.at(-1)?.place
  return {
    ...walked,
    session,
    roster,
    sheets,
    authors: await listAuthorNames(ctx, actor, id, 'read_session_journal'),
    hits: places.length,
    entries: withheld ? entries.map(withheldEntry) : entries,
    program: between.map(({ entry }) => JSON.parse(entry) as JournalEntry),
    previous: begin > 0 ? (places[begin - part.limit - 1] ?? 0) : null,
    next: last === undefined || last === places.at(-1) ? null : last,
    withheld,
  }
}

/** Whether the filter asks for everything of some days. */
function isByDays({ what, account, role, sheet, subject }: TimelineFilter): boolean {
  return [what, account, role, sheet, subject].every((each) => each === null)
}

function withheldEntry(entry: ProvenEntry): ProvenEntry {
  const shown = withoutFigures(entry)
  if (shown === entry) return entry
  return { ...entry, ...shown, proof: { ...entry.proof, stored: null } }
}
