import type { Kysely } from 'kysely'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { isWithinOrganisation } from '../domain/organisation.ts'
import {
  type Act,
  may,
  mayEver,
  mayOn,
  reachOf,
  rolesThatEverMay,
  rolesThatMay,
} from '../domain/roles.ts'
import { type Session, type Step, after } from '../domain/session.ts'
import { AppError } from '../errors.ts'
import type { RegimeFile } from '../formats/regime-file.ts'
import { parseRegime } from '../formats/regime.ts'
import type { Database } from '../storage/database.ts'
import { listOrganisations } from '../storage/organisations.ts'
import { findRegimeBody } from '../storage/regimes.ts'
import { findSession } from '../storage/sessions.ts'

/** Refuses with `forbidden`, and who may instead, unless the actor's role may ever do one of the acts. */
export function requireAct(actor: Actor, ...acts: readonly Act[]): void {
  const { role } = actor
  if (acts.some((act) => mayEver(role, act))) return
  throw new AppError('forbidden', { act: acts[0], role, roles: rolesThatEverMay(acts) })
}

/**
 * Refuses, with `forbidden` unless told otherwise, an act that is for one's own work only on another's work,
 * and one that is never for one's own work on that.
 */
export function requireOwnership(
  actor: Actor,
  act: Act,
  own: boolean,
  refusal = new AppError('forbidden', { act, own }),
): void {
  if (!mayOn(actor.role, act, own)) throw refusal
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
  if (!session || !(await reaches(db, actor, act, session.organisation)))
    throw new AppError('not_found', { what: 'session' })
  requireState(actor, session, act)
  return session
}

/** Refuses with `wrong_state`, and who may act instead, what the role may not do in the session's state. */
export function requireState(actor: Actor, { state }: Pick<Session, 'state'>, act: Act): void {
  if (may(actor.role, act, state)) return
  throw new AppError('wrong_state', { act, state, roles: rolesThatMay(act, state) })
}

/** The organisations in which the actor can do the act. */
export async function organisationsInReach(
  db: Kysely<Database>,
  actor: Actor,
  act: Act,
): Promise<readonly string[]> {
  const reach = reachOf(actor.role, act)
  if (reach === 'own') return [actor.organisation]
  const all = await listOrganisations(db)
  return all
    .filter(({ id }) => reach === 'everywhere' || isWithinOrganisation(all, id, actor.organisation))
    .map((each) => each.id)
}

async function reaches(
  db: Kysely<Database>,
  actor: Actor,
  act: Act,
  organisation: string,
): Promise<boolean> {
  if (organisation === actor.organisation) return true
  return (await organisationsInReach(db, actor, act)).includes(organisation)
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
  session: Pick<Session, 'regime' | 'regimeSha256'>,
): Promise<RegimeFile> {
  const present = regimes.find((each) => each.sha256 === session.regimeSha256)
  if (present) return present
  const body = await findRegimeBody(db, session.regimeSha256)
  if (body === undefined) throw new AppError('unknown_regime', { regime: session.regime })
  return parseRegime(new TextEncoder().encode(body), `${session.regime}.json`)
}
