import { Hono } from 'hono'
import { getRevisionComparison } from '../../actions/revision-comparison.ts'
import {
  type SessionComparison,
  getSessionComparison,
  getSessionComparisonCsv,
  listComparableSessions,
} from '../../actions/session-comparison.ts'
import { getSession } from '../../actions/sessions.ts'
import type { Context } from '../../context.ts'
import { checked } from '../../formats/issues.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import { revisionsQuery } from '../../http/revision-schemas.ts'
import { sessionsQuery } from '../../http/session-comparison-schemas.ts'
import { COMPARISON_WORDS } from '../../messages/comparison-words.ts'
import { refusalFrom } from '../forms/refusal.ts'
import { RevisionComparisonPage } from '../pages/revision-comparison.tsx'
import { SessionComparisonPage } from '../pages/session-comparison.tsx'
import { show, visitorOf } from '../visitor.ts'

/** What an auditor lays side by side. */
export function comparisonPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/sessions/:id/audit/revisions', asks('compare_revisions'), async (c) => {
      const actor = actorOf(c)
      const id = c.req.param('id')
      const asked = checked(revisionsQuery, c.req.query())
      const found = await getRevisionComparison(ctx, actor, id, asked)
      const { regime } = await getSession(ctx, actor, id)
      const all = c.req.query('all') === 'yes'
      const props = { ...found, regime: regime.regime, all, visitor: visitorOf(c) }
      return show(c, <RevisionComparisonPage {...props} />)
    })
    .get('/compare', asks('compare_sessions'), async (c) => {
      const actor = actorOf(c)
      const typed = c.req.query()
      const sessions = await listComparableSessions(ctx, actor)
      const sent: { found: SessionComparison | null; file: string } = { found: null, file: '' }
      const chosen = Boolean(typed.left) && Boolean(typed.right) && typed.narrow === undefined
      const refusal = chosen
        ? await refusalFrom(async () => {
            const query = checked(sessionsQuery, typed)
            sent.file = `/compare.csv?${new URLSearchParams(query).toString()}`
            sent.found = await getSessionComparison(ctx, actor, query)
          })
        : undefined
      const props = { ...sent, sessions, typed, refusal, visitor: visitorOf(c) }
      return show(c, <SessionComparisonPage {...props} />, refusal?.status)
    })
    .get('/compare.csv', asks('compare_sessions'), async (c) => {
      const query = checked(sessionsQuery, c.req.query())
      const table = await getSessionComparisonCsv(ctx, actorOf(c), query, COMPARISON_WORDS)
      return c.body(new Uint8Array(table.bytes), 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${table.fileName}"`,
      })
    })
}
