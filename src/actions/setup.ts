import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context } from '../context.ts'
import type { Side } from '../domain/tally.ts'
import { AppError } from '../errors.ts'
import { countAccounts, insertAccount } from '../storage/accounts.ts'
import { commit } from '../storage/commit.ts'
import { insertOrganisation } from '../storage/organisations.ts'
import { requireGoodPassword } from './own-password.ts'

export type SetupInput = {
  readonly code: string
  readonly organisation: string
  readonly side: Side
  readonly username: string
  readonly fullName: string
  readonly password: string
}

/** Whether the first administrator exists; until then nothing but the set-up page is served. */
export async function isSetUp(ctx: Context): Promise<boolean> {
  return (await countAccounts(ctx.store.db)) > 0
}

/**
 * Makes the first organisation and its administrator, once. Refusals: `setup_done`, `setup_code_wrong`,
 * `invalid_input` for a password that is too easy.
 */
export async function setUp(ctx: Context, input: SetupInput): Promise<void> {
  await requireSetupCode(ctx, input.code)
  await makeFirst(ctx, input, { mustChange: false })
}

/** Refuses whoever does not know the code that the machine printed: `setup_code_wrong`; `setup_done`. */
export async function requireSetupCode(ctx: Context, code: string): Promise<void> {
  if (!ctx.setupCode || (await isSetUp(ctx))) throw new AppError('setup_done')
  if (!sameCode(code, ctx.setupCode)) throw new AppError('setup_code_wrong')
}

/** The first organisation and its administrator, as they are asked for. */
export type FirstOnes = Omit<SetupInput, 'code'>

/**
 * Makes the first organisation and its administrator; at the machine itself no code is needed.
 * `setup_done`, `invalid_input` for a password that is too easy.
 */
export async function makeFirst(
  ctx: Context,
  input: FirstOnes,
  { mustChange }: { readonly mustChange: boolean },
): Promise<void> {
  requireGoodPassword(ctx, input.password, input)
  const passwordHash = await ctx.passwords.hash(input.password)
  const organisation = ctx.newId()
  const account = ctx.newId()
  const at = ctx.now()
  await commit(ctx.store, { actor: null, at }, async (trx, record) => {
    if ((await countAccounts(trx)) > 0) throw new AppError('setup_done')
    const { side } = input
    const letterhead = { superior: null, locality: null, symbol: null }
    const first = { id: organisation, parent: null, side, name: input.organisation, ...letterhead }
    await insertOrganisation(trx, first)
    await insertAccount(trx, {
      id: account,
      username: input.username,
      full_name: input.fullName,
      role: 'admin',
      organisation_id: organisation,
      password_hash: passwordHash,
      disabled: 0,
      must_change: mustChange ? 1 : 0,
      created_at: at,
    })
    const { id, ...saved } = first
    record({ type: 'organisation_saved', organisation: id, ...saved })
    record({ type: 'program_set_up', organisation, account, username: input.username })
  })
}

function sameCode(typed: string, right: string): boolean {
  const digest = (text: string) =>
    createHash('sha256').update(text.replaceAll(/[\s-]/g, '').toUpperCase()).digest()
  return timingSafeEqual(digest(typed), digest(right))
}
