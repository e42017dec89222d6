import type { Context as HonoContext } from 'hono'
import { requireState } from '../../actions/access.ts'
import { getSession } from '../../actions/sessions.ts'
import type { Context } from '../../context.ts'
import type { Act } from '../../domain/roles.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { visitorOf } from '../visitor.ts'

/** A request below one session's page. */
export type SessionRequest = HonoContext<WebEnv, '/:id'>

/** The session for a form; refused as of `sessionFor` where the form would not be accepted. */
export async function sessionToRecord(ctx: Context, c: SessionRequest, act: Act) {
  const actor = actorOf(c)
  const found = await getSession(ctx, actor, c.req.param('id'))
  requireState(actor, found.session, act)
  return { ...found, visitor: visitorOf(c) }
}
