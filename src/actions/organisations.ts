import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { Organisation } from '../domain/organisation.ts'
import { AppError } from '../errors.ts'
import { commit } from '../storage/commit.ts'
import {
  findOrganisation,
  insertOrganisation,
  listOrganisations as listStoredOrganisations,
} from '../storage/organisations.ts'
import { organisationsInReach, requireAct } from './access.ts'

/** Adds an organisation, at the top or below another. */
export async function createOrganisation(
  ctx: Context,
  actor: Actor,
  input: Omit<Organisation, 'id'>,
): Promise<Organisation> {
  requireAct(actor, 'manage_organisations')
  if (input.parent !== null && !(await findOrganisation(ctx.store.db, input.parent)))
    throw new AppError('not_found', { what: 'organisation' })
  const organisation = { id: ctx.newId(), ...input }
  await commit(ctx.store, { actor, at: ctx.now() }, async (trx, record) => {
    await insertOrganisation(trx, organisation)
    record({ type: 'organisation_saved', organisation: organisation.id, ...input })
  })
  return organisation
}

/** The organisations the actor can see: every one for an administrator. */
export async function listOrganisations(
  ctx: Context,
  actor: Actor,
): Promise<readonly Organisation[]> {
  requireAct(actor, 'read_organisations')
  const all = await listStoredOrganisations(ctx.store.db)
  const reach = await organisationsInReach(ctx.store.db, actor, 'read_organisations')
  return all.filter((each) => reach.includes(each.id))
}
