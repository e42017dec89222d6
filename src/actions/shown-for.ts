import type { Kysely } from 'kysely'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { type Asked, FINAL_ACTS, type Shown, isPossible } from '../domain/final-act.ts'
import { type Act, rolesThatMay } from '../domain/roles.ts'
import type { Session } from '../domain/session.ts'
import { signingAct } from '../domain/signing-order.ts'
import { AppError } from '../errors.ts'
import type { Database } from '../storage/database.ts'
import { findDocument } from '../storage/documents.ts'
import { findSheetSession } from '../storage/sheets.ts'
import { requireAct, sessionFor } from './access.ts'
import { factsOf } from './shown-facts.ts'

/** Whoever does the act, or who confirms it beside them. */
export type As = 'first' | 'second'

/**
 * What the actor is shown before that final act, as it stands in `db`. Refused, with the code of the act
 * itself, where the act cannot be done now; `forbidden` for whoever has no part in it.
 */
export async function shownFor(
  ctx: Context,
  db: Kysely<Database>,
  actor: Actor,
  asked: Asked,
  as: As = 'first',
): Promise<Shown> {
  const { id, act } = await placeOf(db, actor, asked, as)
  const session = await sessionFor(db, actor, id, act)
  if (!isPossible(asked.act, session.state)) throw wrongState(asked, session)
  const { facts, bound } = await factsOf(ctx, db, actor, session, asked)
  const { shortId, mode, revision, state } = session
  const { act: name, target } = asked
  return { act: name, target, session: id, shortId, mode, revision, state, facts, bound }
}

/** The session the target belongs to, and the right the actor needs there. */
async function placeOf(db: Kysely<Database>, actor: Actor, asked: Asked, as: As) {
  const { on, acts, second } = FINAL_ACTS[asked.act]
  if (as === 'second') {
    if (second === null) throw new AppError('forbidden', { act: asked.act, role: actor.role })
    return { id: await sessionOf(db, asked), act: second }
  }
  if (on !== 'document') {
    requireAct(actor, acts[0])
    return { id: await sessionOf(db, asked), act: acts[0] }
  }
  const { document } = await documentOf(db, asked.target)
  const act: Act = asked.act === 'scan' ? 'file_scan' : signingAct(document.name)
  return { id: document.session, act }
}

function wrongState({ act }: Asked, { state }: Session): AppError {
  const roles = FINAL_ACTS[act].acts.flatMap((each) => rolesThatMay(each, state))
  return new AppError('wrong_state', { act, state, roles })
}

/** The session the target belongs to; `not_found`. */
export async function sessionOf(db: Kysely<Database>, { act, target }: Asked): Promise<string> {
  const { on } = FINAL_ACTS[act]
  if (on === 'session') return target
  if (on === 'document') return (await documentOf(db, target)).document.session
  const found = await findSheetSession(db, target)
  if (found === undefined) throw new AppError('not_found', { what: on })
  return found
}

async function documentOf(db: Kysely<Database>, id: string) {
  const found = await findDocument(db, id)
  if (!found) throw new AppError('not_found', { what: 'document' })
  return found
}
