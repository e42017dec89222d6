import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { isWithinOrganisation } from '../domain/organisation.ts'
import type { Act } from '../domain/roles.ts'
import { listAccounts } from '../storage/accounts.ts'
import { listOrganisations } from '../storage/organisations.ts'
import { sessionFor } from './access.ts'

/**
 * Full names by account of the people who can have worked on the session, those of its organisation and of
 * the ones above it, for whoever may do `act` there.
 */
export async function listAuthorNames(
  ctx: Context,
  actor: Actor,
  session: string,
  act: Act = 'read_sheets',
): Promise<ReadonlyMap<string, string>> {
  const { db } = ctx.store
  const { organisation } = await sessionFor(db, actor, session, act)
  const all = await listOrganisations(db)
  const accounts = await listAccounts(db)
  return new Map(
    accounts
      .filter((each) => isWithinOrganisation(all, organisation, each.organisation))
      .map((each) => [each.account, each.fullName]),
  )
}
