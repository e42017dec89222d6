import { z } from '@hono/zod-openapi'
import type { Form } from '../actions/forms.ts'
import {
  getOwnConsolidated,
  getOwnPaper,
  listOwnPapers,
  listSessionPapers,
} from '../actions/own-papers.ts'
import type { Context } from '../context.ts'
import { OWN_PAPER_SOURCES } from '../domain/own-paper.ts'
import { campaignQuery } from './consolidated.ts'
import { ballotPrint } from './counting-forms.ts'
import { actorOf } from './log-in.ts'
import { answers, file, route, router } from './routes.ts'
import { idParam } from './schemas.ts'

/** Which ballots, or whose extract, where the own paper is of these. */
export const paperChoice = ballotPrint.extend({ subject: z.string().max(100).optional() })

const paper = z.string().max(100)
const ownPapers = z.array(
  z.object({ name: z.string(), title: z.string(), source: z.enum(OWN_PAPER_SOURCES) }),
)
const tags = ['Giấy tờ để in']
const pdf = file('Tệp PDF', 'application/pdf')

/** The papers that an organisation added to those of the program: which there are, and each of them made anew. */
export function ownPaperRoutes(ctx: Context) {
  return router()
    .openapi(
      route('anyone_logged_in', {
        method: 'get',
        path: '/papers',
        tags,
        summary: 'Văn bản đơn vị thêm mà vai của tài khoản có thể in',
        responses: answers('Danh sách', ownPapers),
      }),
      (c) => c.json([...listOwnPapers(ctx, actorOf(c))], 200),
    )
    .openapi(
      route('read_session', {
        method: 'get',
        path: '/sessions/{id}/papers',
        tags,
        summary: 'Văn bản đơn vị thêm, lúc này in được cho kỳ',
        request: { params: idParam },
        responses: answers('Danh sách', ownPapers),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        return c.json([...(await listSessionPapers(ctx, actorOf(c), id))], 200)
      },
    )
    .openapi(
      route('read_session', {
        method: 'get',
        path: '/sessions/{id}/papers/{paper}/file',
        tags,
        summary:
          'Văn bản đơn vị thêm, từ số liệu của kỳ; kind, size cho phiếu, subject cho trích kết quả',
        request: { params: idParam.extend({ paper }), query: paperChoice },
        responses: pdf,
      }),
      async (c) => {
        const { id, paper: name } = c.req.valid('param')
        const made = await getOwnPaper(ctx, actorOf(c), id, name, c.req.valid('query'))
        return c.body(...pdfBody(made))
      },
    )
    .openapi(
      route('read_consolidated', {
        method: 'get',
        path: '/consolidated/papers/{paper}/file',
        tags,
        summary: 'Văn bản đơn vị thêm, từ số liệu của biểu tổng hợp đợt',
        request: { params: z.object({ paper }), query: campaignQuery },
        responses: pdf,
      }),
      async (c) => {
        const { paper: name } = c.req.valid('param')
        const made = await getOwnConsolidated(ctx, actorOf(c), name, c.req.valid('query'))
        return c.body(...pdfBody(made))
      },
    )
}

function pdfBody({ bytes, fileName }: Form) {
  return [
    new Uint8Array(bytes),
    200,
    {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${fileName}"`,
    },
  ] as const
}
