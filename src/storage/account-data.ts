import { type Kysely, type Transaction, sql } from 'kysely'
import type { JournalEntry } from '../domain/journal.ts'
import { BEFORE_ISSUE } from '../domain/session.ts'
import type { Instant } from '../domain/time.ts'
import type { Database } from './database.ts'
import { type Kept, PERSONAL_DATA } from './personal-data.ts'

/** The entries of the journal that the account made, and those that others, or nobody, made about it. */
export async function entriesOf(
  db: Kysely<Database>,
  account: string,
): Promise<{ readonly by: readonly JournalEntry[]; readonly about: readonly JournalEntry[] }> {
  const rows = await db
    .selectFrom('journal')
    .select('entry')
    .where('entry', 'like', `%"account":"${account}"%`)
    .orderBy('seq')
    .execute()
  const entries = rows.map(({ entry }) => JSON.parse(entry) as JournalEntry)
  const by = entries.filter(({ actor }) => actor?.account === account)
  const about = entries.filter(
    ({ actor, event }) =>
      actor?.account !== account && 'account' in event && event.account === account,
  )
  return { by, about }
}

/** How many rows of each table name the account; tables without any are left out. */
export async function rowsNaming(
  db: Kysely<Database>,
  account: string,
): Promise<Readonly<Record<string, number>>> {
  const counted: [string, number][] = []
  for (const [table] of tablesWith('account_id')) {
    const { rows } = await sql<{ n: number | string }>`
      select count(*) as n from ${sql.table(table)} where account_id = ${account}`.execute(db)
    counted.push([table, Number(rows[0]?.n)])
  }
  return Object.fromEntries(counted.filter(([, n]) => n > 0))
}

/** When each log-in of the account began and ends. */
export async function logInsOf(
  db: Kysely<Database>,
  account: string,
): Promise<readonly { startedAt: Instant; expiresAt: Instant }[]> {
  return db
    .selectFrom('logins')
    .select(['created_at as startedAt', 'expires_at as expiresAt'])
    .where('account_id', '=', account)
    .orderBy('created_at')
    .execute()
}

/** How many things under way wait for the account: passes of sessions without papers, signatures, witness pages. */
export async function openDuties(
  db: Kysely<Database>,
  account: string,
  now: Instant,
): Promise<number> {
  const count = sql<number | string>`count(*)`.as('n')
  const passes = await db
    .selectFrom('pass_authors')
    .innerJoin('sheets', 'sheets.id', 'pass_authors.sheet_id')
    .innerJoin('sessions', 'sessions.id', 'sheets.session_id')
    .select(count)
    .where('pass_authors.account_id', '=', account)
    .where('sessions.state', 'in', [...BEFORE_ISSUE])
    .executeTakeFirstOrThrow()
  const signatures = await db
    .selectFrom('prepared_signatures')
    .select(count)
    .where('account_id', '=', account)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow()
  const halls = await db
    .selectFrom('halls')
    .select(count)
    .where('account_id', '=', account)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow()
  return [passes, signatures, halls].reduce((sum, { n }) => sum + Number(n), 0)
}

/** How many administrators beside this account can log in. */
export async function otherAdministrators(db: Kysely<Database>, account: string): Promise<number> {
  const { n } = await db
    .selectFrom('accounts')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('role', '=', 'admin')
    .where('disabled', '=', 0)
    .where('id', '!=', account)
    .executeTakeFirstOrThrow()
  return Number(n)
}

const WITH_ACCOUNT: readonly Kept[] = ['account', 'log_in']

/**
 * Puts other names and another password hash in the account's place and removes every row that the register of
 * personal data keeps no longer than the account or its log-ins.
 */
export async function eraseAccount(
  trx: Transaction<Database>,
  account: string,
  put: { readonly username: string; readonly fullName: string; readonly passwordHash: string },
): Promise<void> {
  for (const [table, kept] of tablesWith('account_id'))
    if (WITH_ACCOUNT.includes(kept))
      await sql`delete from ${sql.table(table)} where account_id = ${account}`.execute(trx)
  await trx
    .updateTable('accounts')
    .set({ username: put.username, full_name: put.fullName, password_hash: put.passwordHash })
    .where('id', '=', account)
    .execute()
}

/** The tables that have the column, with how long the register keeps it. */
function tablesWith(column: string): readonly (readonly [table: string, kept: Kept])[] {
  return Object.entries(PERSONAL_DATA).flatMap(([table, columns]) => {
    const found = Object.entries(columns).find(([name]) => name === column)
    return found ? [[table, found[1][1]] as const] : []
  })
}
