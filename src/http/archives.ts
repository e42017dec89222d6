import { type MadeArchive, exportArchive } from '../actions/archives/make-archive.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { archiveReadme } from '../messages/archive-readme.ts'
import { actorOf } from './log-in.ts'
import { file, route, router } from './routes.ts'
import * as schemas from './schemas.ts'

/** The archive of a session, to be taken away. */
export function archiveRoutes(ctx: Context) {
  return router().openapi(
    route('export_archive', {
      method: 'get',
      path: '/sessions/{id}/archive',
      tags: ['Văn bản'],
      summary: 'Hồ sơ kỳ phiếu (zip): mọi văn bản, số liệu, nhật ký, ký bằng khóa của máy chủ',
      request: { params: schemas.idParam },
      responses: file('Tệp zip, định dạng tin-nhiem/archive@1', 'application/zip'),
    }),
    async (c) => {
      const { body, headers } = await archiveAnswer(ctx, actorOf(c), c.req.valid('param').id)
      return c.body(body, 200, headers)
    },
  )
}

/** The archive as an answer that is sent while it is made. Refusals: those of `exportArchive`. */
export async function archiveAnswer(ctx: Context, actor: Actor, id: string) {
  const { fileName, pieces } = await exportArchive(ctx, actor, id, archiveReadme)
  const headers = {
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="${fileName}"`,
  }
  return { body: streamOf(pieces), headers }
}

/** One piece is made when it is asked for; whoever stops listening stops the making. */
function streamOf(pieces: MadeArchive['pieces']): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await pieces.return()
    },
  })
}
