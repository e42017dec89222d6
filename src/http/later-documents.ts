import { z } from '@hono/zod-openapi'
import { issueCorrigendum, issueNotice } from '../actions/later-documents.ts'
import { getPersonExtract } from '../actions/person-extract.ts'
import type { Context } from '../context.ts'
import * as shown from './document-schemas.ts'
import { confirmationHeader, confirmed } from './confirmations.ts'
import { actorOf } from './log-in.ts'
import { answers, file, route, router } from './routes.ts'
import { idParam } from './schemas.ts'

const tags = ['Văn bản']
const stored = shown.document.omit({ current: true })
const request = { params: idParam, headers: confirmationHeader }

/** Documents that are made after the minutes are signed, and the extract for one person. */
export function laterDocumentRoutes(ctx: Context) {
  return router()
    .openapi(
      route('issue_later_document', {
        method: 'post',
        path: '/sessions/{id}/documents/notice',
        tags,
        summary: 'Lập thông báo kết quả, khi biên bản đã ký',
        request,
        responses: answers('Thông báo vừa lập', stored),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const sure = await confirmed(ctx, c, 'notice', id)
        const made = await issueNotice(sure, actorOf(c), id)
        return c.json(stored.parse(made), 200)
      },
    )
    .openapi(
      route('issue_later_document', {
        method: 'post',
        path: '/sessions/{id}/documents/corrigendum',
        tags,
        summary: 'Lập đính chính so với văn bản của lần trước, khi biên bản lần này đã ký',
        request,
        responses: answers('Đính chính vừa lập', stored),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const sure = await confirmed(ctx, c, 'corrigendum', id)
        const made = await issueCorrigendum(sure, actorOf(c), id)
        return c.json(stored.parse(made), 200)
      },
    )
    .openapi(
      route('read_extract', {
        method: 'get',
        path: '/sessions/{id}/subjects/{subject}/extract.pdf',
        tags,
        summary: 'Trích kết quả của một người, khi biên bản đã ký, để in',
        request: { params: idParam.extend({ subject: z.string().max(100) }) },
        responses: file('Tệp PDF', 'application/pdf'),
      }),
      async (c) => {
        const { id, subject } = c.req.valid('param')
        const { bytes, fileName } = await getPersonExtract(ctx, actorOf(c), id, subject)
        return c.body(new Uint8Array(bytes), 200, {
          'content-type': 'application/pdf',
          'content-disposition': `attachment; filename="${fileName}"`,
        })
      },
    )
}
