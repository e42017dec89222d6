import type { Kysely, Transaction } from 'kysely'
import type { Instant } from '../domain/time.ts'
import type { Database, Row } from './database.ts'

/** The account's second factor or the draft of one. */
export async function findSecondFactor(
  db: Kysely<Database>,
  account: string,
): Promise<Row<'second_factors'> | undefined> {
  return db
    .selectFrom('second_factors')
    .selectAll()
    .where('account_id', '=', account)
    .executeTakeFirst()
}

/** Stores a draft in the place of an earlier one. */
export async function saveFactorDraft(
  trx: Transaction<Database>,
  account: string,
  draft: { readonly secret: Uint8Array; readonly at: Instant },
): Promise<void> {
  await trx
    .deleteFrom('second_factors')
    .where('account_id', '=', account)
    .where('confirmed_at', 'is', null)
    .execute()
  await trx
    .insertInto('second_factors')
    .values({
      account_id: account,
      secret: draft.secret,
      made_at: draft.at,
      confirmed_at: null,
      last_step: null,
    })
    .execute()
}

/** Takes the draft into use with its first code and these recovery codes. */
export async function confirmFactor(
  trx: Transaction<Database>,
  account: string,
  first: { readonly at: Instant; readonly step: number; readonly codeDigests: readonly string[] },
): Promise<void> {
  await trx
    .updateTable('second_factors')
    .set({ confirmed_at: first.at, last_step: first.step })
    .where('account_id', '=', account)
    .execute()
  await trx.deleteFrom('recovery_codes').where('account_id', '=', account).execute()
  await trx
    .insertInto('recovery_codes')
    .values(
      first.codeDigests.map((digest) => ({
        account_id: account,
        code_digest: digest,
        used_at: null,
      })),
    )
    .execute()
}

/** Uses up the code of a step; false when that one or a later one was used already. */
export async function useStep(
  trx: Transaction<Database>,
  account: string,
  step: number,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('second_factors')
    .set({ last_step: step })
    .where('account_id', '=', account)
    .where('confirmed_at', 'is not', null)
    .where((eb) => eb.or([eb('last_step', 'is', null), eb('last_step', '<', step)]))
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Uses up a recovery code; false when there is none of that digest or it was used. */
export async function useRecoveryCode(
  trx: Transaction<Database>,
  account: string,
  digest: string,
  at: Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('recovery_codes')
    .set({ used_at: at })
    .where('account_id', '=', account)
    .where('code_digest', '=', digest)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** How many recovery codes the account has left. */
export async function countRecoveryCodes(db: Kysely<Database>, account: string): Promise<number> {
  const { n } = await db
    .selectFrom('recovery_codes')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('account_id', '=', account)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** Takes the second factor and its recovery codes away; false when there was none in use. */
export async function deleteSecondFactor(
  trx: Transaction<Database>,
  account: string,
): Promise<boolean> {
  const factor = await findSecondFactor(trx, account)
  await trx.deleteFrom('recovery_codes').where('account_id', '=', account).execute()
  await trx.deleteFrom('second_factors').where('account_id', '=', account).execute()
  return factor !== undefined && factor.confirmed_at !== null
}

/** The accounts that have a second factor in use. */
export async function accountsWithFactor(db: Kysely<Database>): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('second_factors')
    .select('account_id')
    .where('confirmed_at', 'is not', null)
    .execute()
  return new Set(rows.map((row) => row.account_id))
}
