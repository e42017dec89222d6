import { Hono } from 'hono'
import { closeHalls, findOpenHall, getHallProgress, openHall } from '../../actions/halls.ts'
import { watchHall } from '../../actions/live-progress.ts'
import { getSession } from '../../actions/sessions.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import { hallProgress } from '../../http/progress-schemas.ts'
import { streamProgress } from '../../http/progress-stream.ts'
import type { StreamPlaces } from '../../http/stream-places.ts'
import { HallLinkPage } from '../pages/hall-link.tsx'
import { HallClosedPage, HallPage } from '../pages/hall.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'

/** Opening and closing the page for witnesses, and the page itself, which asks for no account. */
export function hallPages(ctx: Context, places: StreamPlaces) {
  return new Hono<WebEnv>()
    .post('/sessions/:id/halls', asks('open_hall'), async (c) => {
      const [actor, id] = [actorOf(c), c.req.param('id')]
      const { token, expiresAt } = await openHall(ctx, actor, id)
      const { session } = await getSession(ctx, actor, id)
      const link = new URL(`/hall/${token}`, c.req.url)
      return show(c, <HallLinkPage {...{ visitor: visitorOf(c), session, link, expiresAt }} />)
    })
    .post('/sessions/:id/halls/close', asks('close_hall'), async (c) => {
      await closeHalls(ctx, actorOf(c), c.req.param('id'))
      return sendOn(c, `/sessions/${c.req.param('id')}`, 'hall_closed')
    })
    .get('/hall/:token', asks('hall_token'), async (c) => {
      const token = c.req.param('token')
      if (!(await findOpenHall(ctx, token))) return show(c, <HallClosedPage />, 404)
      return show(c, <HallPage progress={await getHallProgress(ctx, token)} token={token} />)
    })
    .get('/hall/:token/stream', asks('hall_token'), async (c) => {
      const token = c.req.param('token')
      const session = await findOpenHall(ctx, token)
      if (!session) throw new AppError('not_found', { what: 'hall' })
      return streamProgress(ctx, c, places, {
        whose: token,
        watch: (from) => watchHall(ctx, { token, ...from }),
        shown: (found) => hallProgress.parse(found),
      })
    })
}
