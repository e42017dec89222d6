import type { Context as HonoContext } from 'hono'
import { getSession } from '../../actions/sessions.ts'
import type { Context } from '../../context.ts'
import { type Act, may, rolesThatMay } from '../../domain/roles.ts'
import { AppError } from '../../errors.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { visitorOf } from '../visitor.ts'

/** A request below one session's page. */
export type SessionRequest = HonoContext<WebEnv, '/:id'>

/** The session for a form; `forbidden` or `wrong_state` where the form would not be accepted. */
export async function sessionToRecord(ctx: Context, c: SessionRequest, act: Act) {
  const { role } = actorOf(c)
  const found = await getSession(ctx, actorOf(c), c.req.param('id'))
  const { state } = found.session
  if (!may(role, act, state)) {
    const roles = rolesThatMay(act, state)
    throw new AppError(roles.length > 0 ? 'forbidden' : 'wrong_state', { act, state, roles })
  }
  return { ...found, visitor: visitorOf(c) }
}
