import type { Kysely } from 'kysely'
import type { Mode } from '../domain/proceedings.ts'
import type { SessionState } from '../domain/session.ts'
import type { Side } from '../domain/tally.ts'
import type { Day } from '../domain/time.ts'
import type { Database, Row } from './database.ts'
import { type StoredUse, useFromRow } from './uses.ts'

/** A name on a ballot with where its figures stand: which line of which ballot kind of which session. */
export type BallotLine = {
  readonly subject: string
  readonly person: string | null
  readonly name: string
  readonly position: string
  /** The code of the ballot kind, and the line on it from 1. */
  readonly kind: string
  readonly line: number
  readonly session: string
  readonly shortId: string
  readonly title: string
  readonly heldOn: Day
  readonly mode: Mode
  readonly state: SessionState
  readonly revision: number
  readonly regime: string
  readonly regimeSha256: string
  readonly organisation: string
  readonly organisationName: string
  readonly side: Side
}

function ballotLines(db: Kysely<Database>) {
  return db
    .selectFrom('subjects')
    .innerJoin('ballot_kinds', 'ballot_kinds.id', 'subjects.ballot_kind_id')
    .innerJoin('sessions', 'sessions.id', 'ballot_kinds.session_id')
    .innerJoin('organisations', 'organisations.id', 'sessions.organisation_id')
    .select([
      'subjects.id as subject',
      'subjects.person_id as person',
      'subjects.name as name',
      'subjects.position as position',
      'subjects.ordinal as line',
      'ballot_kinds.code as kind',
      'sessions.id as session',
      'sessions.short_id as shortId',
      'sessions.title as title',
      'sessions.held_on as heldOn',
      'sessions.mode as mode',
      'sessions.state as state',
      'sessions.revision as revision',
      'sessions.regime_id as regime',
      'sessions.regime_sha256 as regimeSha256',
      'sessions.side as side',
      'organisations.id as organisation',
      'organisations.name as organisationName',
    ])
    .where('sessions.state', '!=', 'cancelled')
    .orderBy('sessions.held_on')
    .orderBy('subjects.id')
}

type BallotLineRow = Omit<BallotLine, 'mode' | 'state' | 'side'> & {
  mode: string
  state: string
  side: string
}
const typed = (row: BallotLineRow): BallotLine => ({
  ...row,
  mode: row.mode as Mode,
  state: row.state as SessionState,
  side: row.side as Side,
})

/** Everywhere any of these people stand on a ballot, by day, in sessions that were not cancelled. */
export async function linesOfPeople(
  db: Kysely<Database>,
  people: readonly string[],
): Promise<BallotLine[]> {
  if (people.length === 0) return []
  const rows = await ballotLines(db).where('subjects.person_id', 'in', people).execute()
  return rows.map(typed)
}

/** These names on ballots, by day; those of cancelled sessions are left out. */
export async function linesOfSubjects(
  db: Kysely<Database>,
  subjects: readonly string[],
): Promise<BallotLine[]> {
  if (subjects.length === 0) return []
  const rows = await ballotLines(db).where('subjects.id', 'in', subjects).execute()
  return rows.map(typed)
}

/** Everywhere one of these names stands on a ballot, whoever it is, by day. */
export async function linesNamed(
  db: Kysely<Database>,
  names: readonly string[],
): Promise<BallotLine[]> {
  if (names.length === 0) return []
  const rows = await ballotLines(db).where('subjects.name', 'in', names).execute()
  return rows.map(typed)
}

/** Every stored outcome of these sessions, of every revision, oldest revision first. */
export async function outcomesOf(
  db: Kysely<Database>,
  sessions: readonly string[],
): Promise<Row<'outcomes'>[]> {
  if (sessions.length === 0) return []
  return db
    .selectFrom('outcomes')
    .selectAll()
    .where('session_id', 'in', sessions)
    .orderBy('revision')
    .execute()
}

/** What was recorded of what the competent level decided on these names, in the order it was made. */
export async function usesOfSubjects(
  db: Kysely<Database>,
  subjects: readonly string[],
): Promise<(StoredUse & { readonly session: string })[]> {
  if (subjects.length === 0) return []
  const rows = await db
    .selectFrom('use_records')
    .selectAll()
    .where('subject_id', 'in', subjects)
    .orderBy('recorded_at')
    .orderBy('ordinal')
    .execute()
  return rows.map((row) => ({ session: row.session_id, ...useFromRow(row) }))
}

/** The documents that say what a corrected revision changed: session and revision of each corrigendum. */
export async function corrigendaOf(
  db: Kysely<Database>,
  sessions: readonly string[],
): Promise<{ readonly session: string; readonly revision: number }[]> {
  if (sessions.length === 0) return []
  return db
    .selectFrom('documents')
    .select(['session_id as session', 'revision'])
    .distinct()
    .where('session_id', 'in', sessions)
    .where('name', '=', 'corrigendum')
    .execute()
}
