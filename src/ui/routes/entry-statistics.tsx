import { Hono } from 'hono'
import { ACTIVITY_TYPES } from '../../actions/activity/activity-files.ts'
import { getEntryStatistics } from '../../actions/entry-statistics.ts'
import type { Context } from '../../context.ts'
import { activityAnswer } from '../../http/activity-report.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import { EntryStatisticsPage } from '../pages/entry-statistics.tsx'
import { show, visitorOf } from '../visitor.ts'

/** The statistics of entry of a session, and its activity report to be taken away. */
export function entryStatisticsPages(ctx: Context) {
  const pages = new Hono<WebEnv>().get(
    '/sessions/:id/audit/statistics',
    asks('read_entry_statistics'),
    async (c) => {
      const found = await getEntryStatistics(ctx, actorOf(c), c.req.param('id'))
      return show(c, <EntryStatisticsPage visitor={visitorOf(c)} {...found} />)
    },
  )
  for (const type of ACTIVITY_TYPES)
    pages.get(`/sessions/:id/audit/activity.${type}`, asks('read_activity_report'), async (c) => {
      const { body, headers } = await activityAnswer(ctx, actorOf(c), c.req.param('id') ?? '', type)
      return c.body(body, 200, headers)
    })
  return pages
}
