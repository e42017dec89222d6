import { z } from '@hono/zod-openapi'
import { listDocumentCopies, printCopies } from '../actions/document-copies.ts'
import type { Context } from '../context.ts'
import { MOST_COPIES } from '../domain/document-copy.ts'
import { STORED_NAMES } from '../domain/proceedings.ts'
import { filledLine } from '../formats/parts.ts'
import { actorOf } from './log-in.ts'
import { answers, body, route, router } from './routes.ts'
import { idParam } from './schemas.ts'

const tags = ['Văn bản']
const copy = z.object({
  number: z.int(),
  document: z.string(),
  name: z.enum(STORED_NAMES),
  revision: z.int(),
  recipient: z.string(),
  account: z.string(),
  printedAt: z.string(),
})

/** How many copies are printed, and for whom. */
export const copyOrder = z.strictObject({
  copies: z.int('number').min(1, 'number').max(MOST_COPIES, 'number'),
  recipient: filledLine(200),
})

/** The register of printed copies. */
export function documentCopyRoutes(ctx: Context) {
  return router()
    .openapi(
      route('read_documents', {
        method: 'get',
        path: '/sessions/{id}/document-copies',
        tags,
        summary: 'Sổ bản in: bản nào đã in, ai in, cho ai',
        request: { params: idParam },
        responses: answers('Các bản đã in', z.array(copy)),
      }),
      async (c) => {
        const found = await listDocumentCopies(ctx, actorOf(c), c.req.valid('param').id)
        return c.json(copy.array().parse(found), 200)
      },
    )
    .openapi(
      route('print_copies', {
        method: 'post',
        path: '/documents/{id}/copies',
        tags,
        summary: 'Ghi bản in của bản mới nhất và nhận số bản; tệp không đổi',
        request: { params: idParam, ...body(copyOrder) },
        responses: answers('Các bản vừa ghi', z.array(copy)),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const made = await printCopies(ctx, actorOf(c), id, c.req.valid('json'))
        return c.json(copy.array().parse(made), 200)
      },
    )
}
