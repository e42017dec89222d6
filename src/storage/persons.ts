import type { Kysely, Transaction } from 'kysely'
import type { Mode } from '../domain/proceedings.ts'
import type { SessionState } from '../domain/session.ts'
import type { Instant } from '../domain/time.ts'
import type { Database } from './database.ts'

/** Where somebody is put to the vote: a name on the ballots of one session. */
export type Standing = {
  readonly subject: string
  readonly person: string | null
  readonly name: string
  readonly position: string
  readonly session: string
  readonly organisation: string
  readonly organisationName: string
  readonly heldOn: string
  readonly mode: Mode
  readonly state: SessionState
}

function standings(db: Kysely<Database>) {
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
      'sessions.id as session',
      'organisations.id as organisation',
      'organisations.name as organisationName',
      'sessions.held_on as heldOn',
      'sessions.mode as mode',
      'sessions.state as state',
    ])
    .orderBy('sessions.held_on')
    .orderBy('subjects.id')
}

type StandingRow = Omit<Standing, 'mode' | 'state'> & { mode: string; state: string }
const typed = (row: StandingRow): Standing => ({
  ...row,
  mode: row.mode as Mode,
  state: row.state as SessionState,
})

/** Everywhere somebody of one of these names is put to the vote, in sessions that were not cancelled. */
export async function standingsByName(
  db: Kysely<Database>,
  names: readonly string[],
): Promise<Standing[]> {
  if (names.length === 0) return []
  const rows = await standings(db)
    .where('subjects.name', 'in', names)
    .where('sessions.state', '!=', 'cancelled')
    .execute()
  return rows.map(typed)
}

/** Everywhere this person is put to the vote, in sessions that were not cancelled. */
export async function standingsOf(db: Kysely<Database>, person: string): Promise<Standing[]> {
  const rows = await standings(db)
    .where('subjects.person_id', '=', person)
    .where('sessions.state', '!=', 'cancelled')
    .execute()
  return rows.map(typed)
}

/** Everywhere any of these people are put to the vote, in sessions that were not cancelled, by day. */
export async function standingsOfAll(
  db: Kysely<Database>,
  people: readonly string[],
): Promise<Standing[]> {
  if (people.length === 0) return []
  const rows = await standings(db)
    .where('subjects.person_id', 'in', people)
    .where('sessions.state', '!=', 'cancelled')
    .execute()
  return rows.map(typed)
}

/** One name on the ballots of one session. */
export async function findStanding(
  db: Kysely<Database>,
  subject: string,
): Promise<Standing | undefined> {
  const row = await standings(db).where('subjects.id', '=', subject).executeTakeFirst()
  return row && typed(row)
}

export async function insertPerson(
  trx: Transaction<Database>,
  id: string,
  createdAt: Instant,
): Promise<void> {
  await trx.insertInto('persons').values({ id, created_at: createdAt }).execute()
}

/** Says which human being these names on ballots are; `null` says that nobody knows any more. */
export async function updatePerson(
  trx: Transaction<Database>,
  subjects: readonly string[],
  person: string | null,
): Promise<void> {
  await trx.updateTable('subjects').set({ person_id: person }).where('id', 'in', subjects).execute()
}
