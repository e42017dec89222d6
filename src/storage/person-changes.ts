import type { Kysely, Transaction } from 'kysely'
import type { PersonAct, PersonMove } from '../domain/person-change.ts'
import type { Instant } from '../domain/time.ts'
import type { Database, Row } from './database.ts'

/** That names were said to be one human being, or not to be: what moved, why, who said so and when. */
export type PersonChange = {
  readonly id: string
  readonly act: PersonAct
  readonly reason: string
  readonly account: string
  readonly changedAt: Instant
  readonly undoes: string | null
  readonly moves: readonly PersonMove[]
}

export async function insertPersonChange(
  trx: Transaction<Database>,
  change: PersonChange,
): Promise<void> {
  const { id, act, reason, account, changedAt, undoes, moves } = change
  await trx
    .insertInto('person_changes')
    .values({ id, act, reason, account_id: account, changed_at: changedAt, undoes })
    .execute()
  await trx
    .insertInto('person_moves')
    .values(
      moves.map(({ subject, old, new: now }) => ({
        change_id: id,
        subject_id: subject,
        old_person: old,
        new_person: now,
      })),
    )
    .execute()
}

/** Every change by which a name came to this person or left it, oldest first. */
export async function changesOfPerson(
  db: Kysely<Database>,
  person: string,
): Promise<PersonChange[]> {
  const touched = await db
    .selectFrom('person_moves')
    .select('change_id')
    .where((is) => is.or([is('old_person', '=', person), is('new_person', '=', person)]))
    .execute()
  return changesById(db, [...new Set(touched.map((each) => each.change_id))])
}

/** One change, or `undefined`. */
export async function findPersonChange(
  db: Kysely<Database>,
  id: string,
): Promise<PersonChange | undefined> {
  const [found] = await changesById(db, [id])
  return found
}

/** Whether a later change takes this one back. */
export async function isUndone(db: Kysely<Database>, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('person_changes')
    .select('id')
    .where('undoes', '=', id)
    .executeTakeFirst()
  return row !== undefined
}

async function changesById(db: Kysely<Database>, ids: readonly string[]): Promise<PersonChange[]> {
  if (ids.length === 0) return []
  const changes = await db
    .selectFrom('person_changes')
    .selectAll()
    .where('id', 'in', ids)
    .orderBy('changed_at')
    .orderBy('id')
    .execute()
  const moves = await db
    .selectFrom('person_moves')
    .selectAll()
    .where('change_id', 'in', ids)
    .orderBy('subject_id')
    .execute()
  return changes.map((change) => changeFromRow(change, moves))
}

function changeFromRow(
  row: Row<'person_changes'>,
  moves: readonly Row<'person_moves'>[],
): PersonChange {
  return {
    id: row.id,
    act: row.act as PersonAct,
    reason: row.reason,
    account: row.account_id,
    changedAt: row.changed_at,
    undoes: row.undoes,
    moves: moves
      .filter((each) => each.change_id === row.id)
      .map((each) => ({
        subject: each.subject_id,
        old: each.old_person,
        new: each.new_person,
      })),
  }
}
