import { z } from '@hono/zod-openapi'
import { closeHalls, listHalls, openHall } from '../actions/halls.ts'
import { watchProgress } from '../actions/live-progress.ts'
import { getProgress } from '../actions/progress.ts'
import type { Context } from '../context.ts'
import { actorOf, tokenOf } from './log-in.ts'
import * as shown from './progress-schemas.ts'
import { streamProgress } from './progress-stream.ts'
import { answers, done, route, router, stream } from './routes.ts'
import * as schemas from './schemas.ts'
import type { StreamPlaces } from './stream-places.ts'

const tags = ['Tiến độ kiểm phiếu']
const params = schemas.idParam

/** How far a session is, once and as it goes, and who without an account may see it. */
export function progressRoutes(ctx: Context, places: StreamPlaces) {
  return router()
    .openapi(
      route('read_session', {
        method: 'get',
        path: '/sessions/{id}/progress',
        tags,
        summary: 'Tiến độ kiểm phiếu; không có số liệu nào của phiếu',
        request: { params },
        responses: answers('Tiến độ', shown.progress),
      }),
      async (c) => {
        const found = await getProgress(ctx, actorOf(c), c.req.valid('param').id)
        return c.json(shown.progress.parse(found), 200)
      },
    )
    .openapi(
      route('read_session', {
        method: 'get',
        path: '/sessions/{id}/progress/stream',
        tags,
        summary: 'Tiến độ kiểm phiếu mỗi khi thay đổi (server-sent events, sự kiện "progress")',
        request: { params, headers: z.object({ 'last-event-id': z.string().optional() }) },
        responses: stream('Mỗi sự kiện là một tiến độ; id là số mục nhật ký'),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        await getProgress(ctx, actorOf(c), id) // refused before anything is streamed
        const token = tokenOf(c) ?? ''
        return streamProgress(ctx, c, places, {
          whose: token,
          watch: (from) => watchProgress(ctx, id, { token, ...from }),
          shown: (found) => shown.progress.parse(found),
        })
      },
    )
    .route('/', hallRoutes(ctx))
}

function hallRoutes(ctx: Context) {
  return router()
    .openapi(
      route('open_hall', {
        method: 'get',
        path: '/sessions/{id}/halls',
        tags,
        summary: 'Các trang theo dõi đang mở cho giám sát',
        request: { params },
        responses: answers('Các trang đang mở', shown.openHalls),
      }),
      async (c) => c.json([...(await listHalls(ctx, actorOf(c), c.req.valid('param').id))], 200),
    )
    .openapi(
      route('open_hall', {
        method: 'post',
        path: '/sessions/{id}/halls',
        tags,
        summary: 'Mở trang theo dõi cho giám sát; đường dẫn chỉ đưa ra một lần',
        request: { params },
        responses: answers('Đường dẫn', shown.hallLink),
      }),
      async (c) => {
        const opened = await openHall(ctx, actorOf(c), c.req.valid('param').id)
        return c.json({ path: `/hall/${opened.token}`, expiresAt: opened.expiresAt }, 200)
      },
    )
    .openapi(
      route('close_hall', {
        method: 'post',
        path: '/sessions/{id}/halls/close',
        tags,
        summary: 'Đóng mọi trang theo dõi của kỳ lấy phiếu',
        request: { params },
        responses: done('Đã đóng'),
      }),
      async (c) => {
        await closeHalls(ctx, actorOf(c), c.req.valid('param').id)
        return c.body(null, 204)
      },
    )
}
