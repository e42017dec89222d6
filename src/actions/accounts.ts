import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { Role } from '../domain/roles.ts'
import { AppError } from '../errors.ts'
import {
  type Account,
  disableAccount as disableStoredAccount,
  insertAccount,
  listAccounts as listStoredAccounts,
} from '../storage/accounts.ts'
import { commit } from '../storage/commit.ts'
import { isUniqueViolation } from '../storage/dialect.ts'
import { findOrganisation } from '../storage/organisations.ts'
import { requireAct } from './access.ts'

export type NewAccount = {
  readonly username: string
  readonly fullName: string
  readonly role: Role
  readonly organisation: string
  readonly password: string
}

/** Makes an account; `username_taken` when another has that name. */
export async function createAccount(
  ctx: Context,
  actor: Actor,
  input: NewAccount,
): Promise<string> {
  requireAct(actor, 'manage_accounts')
  if (!(await findOrganisation(ctx.store.db, input.organisation)))
    throw new AppError('not_found', { what: 'organisation' })
  const passwordHash = await ctx.passwords.hash(input.password)
  const account = ctx.newId()
  const at = ctx.now()
  try {
    await commit(ctx.store, { actor, at }, async (trx, record) => {
      await insertAccount(trx, {
        id: account,
        username: input.username,
        full_name: input.fullName,
        role: input.role,
        organisation_id: input.organisation,
        password_hash: passwordHash,
        disabled: 0,
        created_at: at,
      })
      const { username, fullName, role, organisation } = input
      record({ type: 'account_created', account, username, fullName, role, organisation })
    })
  } catch (error) {
    if (isUniqueViolation(error))
      throw new AppError('username_taken', { username: input.username }, error)
    throw error
  }
  return account
}

/** Bars an account from logging in, at once; nobody can bar themselves. */
export async function disableAccount(ctx: Context, actor: Actor, account: string): Promise<void> {
  requireAct(actor, 'manage_accounts')
  if (account === actor.account) throw new AppError('forbidden', { act: 'manage_accounts' })
  await commit(ctx.store, { actor, at: ctx.now() }, async (trx, record) => {
    if (!(await disableStoredAccount(trx, account)))
      throw new AppError('not_found', { what: 'account' })
    record({ type: 'account_disabled', account })
  })
}

/** Every account, for administrators. */
export async function listAccounts(ctx: Context, actor: Actor): Promise<readonly Account[]> {
  requireAct(actor, 'manage_accounts')
  return listStoredAccounts(ctx.store.db)
}
