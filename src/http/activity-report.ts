import {
  ACTIVITY_TYPES,
  type ActivityType,
  getActivityReport,
} from '../actions/activity/activity-files.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { ACTIVITY_WORDS } from '../messages/activity-words.ts'
import { actorOf } from './log-in.ts'
import { file, route, router } from './routes.ts'
import { idParam as params } from './schemas.ts'

const MEDIA = {
  pdf: { type: 'application/pdf', summary: 'Báo cáo hoạt động của kỳ, kèm bảng CSV và chữ ký' },
  zip: { type: 'application/zip', summary: 'Bảng CSV các mục nhật ký của kỳ cùng chữ ký' },
  csv: { type: 'text/csv', summary: 'Bảng CSV các mục nhật ký của kỳ, không có chữ ký đi kèm' },
} as const satisfies Record<ActivityType, { type: string; summary: string }>

/** The activity report of a session, to be taken away. */
export function activityReportRoutes(ctx: Context) {
  const routes = router()
  for (const type of ACTIVITY_TYPES)
    routes.openapi(
      route('read_activity_report', {
        method: 'get',
        path: `/sessions/{id}/activity.${type}`,
        tags: ['Kiểm tra – giám sát'],
        summary: MEDIA[type].summary,
        request: { params },
        responses: file('Tệp', MEDIA[type].type),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const { body, headers } = await activityAnswer(ctx, actorOf(c), id, type)
        return c.body(body, 200, headers)
      },
    )
  return routes
}

/** The report as an answer to be kept under its name. Refusals: those of `getActivityReport`. */
export async function activityAnswer(ctx: Context, actor: Actor, id: string, type: ActivityType) {
  const made = await getActivityReport(ctx, actor, id, type, ACTIVITY_WORDS)
  const charset = type === 'csv' ? '; charset=utf-8' : ''
  const headers = {
    'content-type': `${MEDIA[type].type}${charset}`,
    'content-disposition': `attachment; filename="${made.fileName}"`,
  }
  return { body: new Uint8Array(made.bytes), headers }
}
