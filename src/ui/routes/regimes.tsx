import { Hono } from 'hono'
import { getRegime, listRegimes } from '../../actions/regimes.ts'
import type { Context } from '../../context.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import { RegimePage } from '../pages/regime.tsx'
import { RegimesPage } from '../pages/regimes.tsx'
import { show, visitorOf } from '../visitor.ts'

/** The regulations, and each of them article by article. */
export function regimePages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/regimes', asks('read_regimes'), (c) => {
      const listed = listRegimes(ctx, actorOf(c))
      return show(c, <RegimesPage visitor={visitorOf(c)} {...listed} />)
    })
    .get('/regimes/:id', asks('read_regimes'), async (c) => {
      const file = await getRegime(ctx, actorOf(c), c.req.param('id'))
      return show(c, <RegimePage visitor={visitorOf(c)} file={file} />)
    })
}
