import type { Kysely } from 'kysely'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { isWithinOrganisation } from '../domain/organisation.ts'
import { type Act, may, mayEver, reachesBelow, rolesThatMay } from '../domain/roles.ts'
import { type Session, type Step, after } from '../domain/session.ts'
import { AppError } from '../errors.ts'
import type { RegimeFile } from '../formats/regime-file.ts'
import { parseRegime } from '../formats/regime.ts'
import type { Database } from '../storage/database.ts'
import { listOrganisations } from '../storage/organisations.ts'
import { findRegimeBody } from '../storage/regimes.ts'
import { findSession } from '../storage/sessions.ts'

/** Refuses with `forbidden` unless the actor's role may do the act at all. */
export function requireAct(actor: Actor, act: Act): void {
  if (!mayEver(actor.role, act)) throw new AppError('forbidden', { act, role: actor.role })
}

/**
 * The session, if it is in the actor's reach and the act is allowed in its state. Refusals:
 * `forbidden` for the role, `not_found` out of reach, `wrong_state` with who may act instead.
 */
export async function sessionFor(
  db: Kysely<Database>,
  actor: Actor,
  id: string,
  act: Act,
): Promise<Session> {
  requireAct(actor, act)
  const session = await findSession(db, id)
  if (!session || !(await reaches(db, actor, session.organisation)))
    throw new AppError('not_found', { what: 'session' })
  if (!may(actor.role, act, session.state))
    throw new AppError('wrong_state', {
      act,
      state: session.state,
      roles: rolesThatMay(act, session.state),
    })
  return session
}

/** The organisations whose sessions the actor can see. */
export async function organisationsInReach(
  db: Kysely<Database>,
  actor: Actor,
): Promise<readonly string[]> {
  if (!reachesBelow(actor.role)) return [actor.organisation]
  const all = await listOrganisations(db)
  return all
    .filter((each) => isWithinOrganisation(all, each.id, actor.organisation))
    .map((each) => each.id)
}

async function reaches(db: Kysely<Database>, actor: Actor, organisation: string): Promise<boolean> {
  return (await organisationsInReach(db, actor)).includes(organisation)
}

/** The state after the step; `wrong_state` when it cannot start here. */
export function stateAfter(session: Session, step: Step) {
  const state = after(session.state, step)
  if (!state) throw new AppError('wrong_state', { step, state: session.state })
  return state
}

/** The regulation the session was opened under: the file itself, or the recorded copy of it. */
export async function regimeOf(
  { regimes }: Pick<Context, 'regimes'>,
  db: Kysely<Database>,
  session: Session,
): Promise<RegimeFile> {
  const present = regimes.find((each) => each.sha256 === session.regimeSha256)
  if (present) return present
  const body = await findRegimeBody(db, session.regimeSha256)
  if (body === undefined) throw new AppError('unknown_regime', { regime: session.regime })
  return parseRegime(new TextEncoder().encode(body), `${session.regime}.json`)
}
