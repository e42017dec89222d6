import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { listAccounts } from '../storage/accounts.ts'
import { sessionFor } from './access.ts'

/** Full names by account of the people of the session's organisation, for whoever reads its sheets. */
export async function listAuthorNames(
  ctx: Context,
  actor: Actor,
  session: string,
): Promise<ReadonlyMap<string, string>> {
  const { organisation } = await sessionFor(ctx.store.db, actor, session, 'read_sheets')
  const accounts = await listAccounts(ctx.store.db)
  return new Map(
    accounts
      .filter((each) => each.organisation === organisation)
      .map((each) => [each.account, each.fullName]),
  )
}
