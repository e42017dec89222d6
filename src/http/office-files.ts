import type { Context } from '../context.ts'
import { actorOf } from './log-in.ts'
import { OFFICE_DOWNLOADS, downloadHeaders } from './office-downloads.ts'
import { file, route, router } from './routes.ts'
import { idParam } from './schemas.ts'

/** Results, list and documents as files for an office. */
export function officeFileRoutes(ctx: Context) {
  const routes = router()
  for (const download of OFFICE_DOWNLOADS)
    routes.openapi(
      route(download.act, {
        method: 'get',
        path: `/sessions/{id}/${download.path}`,
        tags: ['Tệp văn phòng'],
        summary: download.summary,
        request: { params: idParam },
        responses: file('Tệp', download.type.split(';')[0]!),
      }),
      async (c) => {
        const made = await download.make(ctx, actorOf(c), c.req.valid('param').id)
        return c.body(new Uint8Array(made.bytes), 200, downloadHeaders(download, made))
      },
    )
  return routes
}
