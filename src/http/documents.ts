import { z } from '@hono/zod-openapi'
import { getDocument, issueDocuments, listDocuments } from '../actions/documents.ts'
import { verifyArchiveFor } from '../actions/archives/verify-archive.ts'
import { verifyFor } from '../actions/verification.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { confirmationHeader, confirmed } from './confirmations.ts'
import { actorOf } from './log-in.ts'
import { mediaTypeOf } from './request-bodies.ts'
import { answers, file, route, router } from './routes.ts'
import * as shown from './document-schemas.ts'
import * as schemas from './schemas.ts'

const tags = ['Văn bản']
const bytes = z.any().openapi({ type: 'string', format: 'binary' })
const params = schemas.idParam
const stored = shown.document.omit({ current: true })

/** Documents: issue, download, verify. */
export function documentRoutes(ctx: Context) {
  return router()
    .openapi(
      route('read_documents', {
        method: 'get',
        path: '/sessions/{id}/documents',
        tags,
        summary: 'Mọi bản của các văn bản',
        request: { params },
        responses: answers('Danh sách', z.array(shown.listedDocument)),
      }),
      async (c) => {
        const found = await listDocuments(ctx, actorOf(c), c.req.valid('param').id)
        return c.json(shown.listedDocument.array().parse(found), 200)
      },
    )
    .openapi(
      route('issue_documents', {
        method: 'post',
        path: '/sessions/{id}/documents',
        tags,
        summary: 'Lập biên bản kiểm phiếu và báo cáo kết quả',
        request: { params, headers: confirmationHeader },
        responses: answers('Các văn bản vừa lập', z.array(stored)),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const sure = await confirmed(ctx, c, 'issue', id)
        const made = await issueDocuments(sure, actorOf(c), id)
        return c.json(stored.array().parse(made), 200)
      },
    )
    .openapi(
      route('read_documents', {
        method: 'get',
        path: '/documents/{id}/content',
        tags,
        summary: 'Tệp PDF, đúng từng byte như đã lưu',
        request: { params },
        responses: file('Tệp PDF', 'application/pdf'),
      }),
      async (c) => {
        const { bytes, fileName } = await getDocument(ctx, actorOf(c), c.req.valid('param').id)
        return c.body(new Uint8Array(bytes), 200, {
          'content-type': 'application/pdf',
          'content-disposition': `attachment; filename="${fileName}"`,
        })
      },
    )
    .openapi(
      route('verify_document', {
        method: 'post',
        path: '/verify',
        tags,
        summary: 'Kiểm tra một tệp PDF hoặc một hồ sơ kỳ phiếu (zip)',
        request: {
          body: {
            required: true,
            content: { 'application/zip': { schema: bytes }, 'application/pdf': { schema: bytes } },
          },
        },
        responses: answers('Từng bước kiểm tra', shown.verification),
      }),
      async (c) => {
        const type = mediaTypeOf(c.req)
        if (type !== 'application/pdf' && type !== 'application/zip')
          throw new AppError('unsupported_media_type', {
            expected: 'application/pdf, application/zip',
          })
        const sent = new Uint8Array(await c.req.arrayBuffer())
        const found =
          type === 'application/zip'
            ? (await verifyArchiveFor(ctx, actorOf(c), sent)).verification
            : await verifyFor(ctx, actorOf(c), sent)
        return c.json(shown.verification.parse(found), 200)
      },
    )
}
