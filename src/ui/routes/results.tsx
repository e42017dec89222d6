import { Hono } from 'hono'
import { getOutcome } from '../../actions/outcome.ts'
import { listSessionPapers } from '../../actions/own-papers.ts'
import { getPersonExtract } from '../../actions/person-extract.ts'
import { getSession } from '../../actions/sessions.ts'
import type { Context } from '../../context.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import { ResultsPage } from '../pages/results.tsx'
import { show, visitorOf } from '../visitor.ts'
import { download } from './download.ts'

/** The result, and what of it concerns one person. */
export function resultPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/sessions/:id/results', asks('read_outcome'), async (c) => {
      const actor = actorOf(c)
      const id = c.req.param('id')
      const { tally, outcome, tallySha256 } = await getOutcome(ctx, actor, id)
      const { session, regime, roster } = await getSession(ctx, actor, id)
      const props = { session, roster, regime: regime.regime, tally, outcome, tallySha256 }
      const ownPapers = await listSessionPapers(ctx, actor, id)
      return show(c, <ResultsPage {...props} ownPapers={ownPapers} visitor={visitorOf(c)} />)
    })
    .get('/sessions/:id/subjects/:subject/extract.pdf', asks('read_extract'), async (c) => {
      const { id, subject } = c.req.param()
      return download(c, await getPersonExtract(ctx, actorOf(c), id, subject))
    })
}
