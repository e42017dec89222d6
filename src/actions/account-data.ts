import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { Instant } from '../domain/time.ts'
import { AppError } from '../errors.ts'
import {
  entriesOf,
  eraseAccount as eraseStoredAccount,
  logInsOf,
  openDuties,
  otherAdministrators,
  rowsNaming,
} from '../storage/account-data.ts'
import { type Identity, listIdentities } from '../storage/account-identities.ts'
import { type Account, isErased, listAccounts } from '../storage/accounts.ts'
import { textsOf } from '../storage/comments.ts'
import { commit } from '../storage/commit.ts'
import { findOrganisation } from '../storage/organisations.ts'
import { requireAct } from './access.ts'

type Act = { readonly seq: number; readonly at: Instant; readonly type: string }

/** Everything that is held about an account but its password, tokens and other secrets. */
export type AccountData = {
  readonly format: 'tin-nhiem/account-data@1'
  readonly madeAt: Instant
  readonly account: Account & { readonly organisationName: string; readonly erased: boolean }
  readonly logIns: readonly { readonly startedAt: Instant; readonly expiresAt: Instant }[]
  /** Who the account is at the unit's identity provider; `null` where it is not linked. */
  readonly identity: (Identity & { readonly linkedAt: Instant }) | null
  /** How many rows of each table name the account. */
  readonly rows: Readonly<Record<string, number>>
  /** How many entries of the journal there are of each type of what the account did. */
  readonly counts: Readonly<Record<string, number>>
  /** What the account did, and what others did with it: each an entry of the journal. */
  readonly acts: readonly Act[]
  /** What the account wrote in threads with auditors, or as one; what it took back too. */
  readonly comments: Awaited<ReturnType<typeof textsOf>>
  readonly about: readonly Act[]
}

/** What is held about one's own account, or, for administrators, about any. `forbidden`, `not_found`. */
export async function getAccountData(ctx: Context, actor: Actor, id: string): Promise<AccountData> {
  requireAct(actor, id === actor.account ? 'read_own_data' : 'manage_accounts')
  const { db } = ctx.store
  const account = await accountFor(ctx, id)
  const organisation = await findOrganisation(db, account.organisation)
  const { by, about } = await entriesOf(db, id)
  const acts = by.map(({ seq, at, event }) => ({ seq, at, type: event.type }))
  const counts: Record<string, number> = {}
  for (const { type } of acts) counts[type] = (counts[type] ?? 0) + 1
  return {
    format: 'tin-nhiem/account-data@1',
    madeAt: ctx.now(),
    account: {
      ...account,
      organisationName: organisation?.name ?? '',
      erased: isErased(account),
    },
    logIns: await logInsOf(db, id),
    identity: (await listIdentities(db)).get(id) ?? null,
    rows: await rowsNaming(db, id),
    counts,
    acts,
    comments: await textsOf(db, id),
    about: about.map(({ seq, at, event }) => ({ seq, at, type: event.type })),
  }
}

/** The same to be taken away as a file, which the journal tells of. */
export async function exportAccountData(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<AccountData> {
  const data = await getAccountData(ctx, actor, id)
  await commit(ctx.store, { actor, at: data.madeAt }, async (_trx, record) =>
    record({ type: 'account_data_exported', account: id }),
  )
  return data
}

/**
 * Takes the names, the password and all that lets in from a barred account; what it did stays under its id, and the
 * journal and papers stay as they are. `nameOf` makes the name shown from then on out of a code.
 *
 * `forbidden`, `not_found`, `account_erased`, `account_not_barred`, `last_administrator`, `account_on_duty`.
 */
export async function eraseAccount(
  ctx: Context,
  actor: Actor,
  id: string,
  nameOf: (code: string) => string,
): Promise<void> {
  requireAct(actor, 'erase_account')
  const passwordHash = await ctx.passwords.hash(ctx.newCode(40)) // one that nobody knows
  const at = ctx.now()
  await commit(ctx.store, { actor, at }, async (trx, record) => {
    const account = (await listAccounts(trx)).find((each) => each.account === id)
    if (!account) throw new AppError('not_found', { what: 'account' })
    if (isErased(account)) throw new AppError('account_erased')
    if (!account.disabled) throw new AppError('account_not_barred')
    if ((await otherAdministrators(trx, id)) === 0) throw new AppError('last_administrator')
    const duties = await openDuties(trx, id, at)
    if (duties > 0) throw new AppError('account_on_duty', { duties })
    const code = ctx.newCode(8)
    await eraseStoredAccount(trx, id, {
      username: `#${code.toLowerCase()}`,
      fullName: nameOf(code),
      passwordHash,
    })
    record({ type: 'account_erased', account: id })
  })
  if (!(await ctx.store.dialect.forgetDeleted(ctx.store.db, 'accounts')))
    ctx.log.warn('the database is being read by another process: its log keeps the erased name')
}

async function accountFor(ctx: Context, id: string): Promise<Account> {
  const account = (await listAccounts(ctx.store.db)).find((each) => each.account === id)
  if (!account) throw new AppError('not_found', { what: 'account' })
  return account
}
