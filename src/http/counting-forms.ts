import { z } from '@hono/zod-openapi'
import { BALLOT_SIZES, getBallotPapers } from '../actions/ballot-papers.ts'
import { getEntryLog } from '../actions/entry-log.ts'
import type { Form } from '../actions/forms.ts'
import { getProcedureChecklist } from '../actions/procedure-checklist.ts'
import { getRoleCards } from '../actions/role-cards.ts'
import { findSheetByCode } from '../actions/sheet-codes.ts'
import { getTallySheets } from '../actions/tally-sheets.ts'
import { getZeroReport } from '../actions/zero-report.ts'
import type { Context } from '../context.ts'
import { actorOf } from './log-in.ts'
import { answers, body, file, route, router } from './routes.ts'
import { idParam } from './schemas.ts'

/** The code on a tally sheet, as typed. */
export const sheetCode = z.string().max(100)

/** Which ballots are printed, and on which paper. */
export const ballotPrint = z.object({
  kind: z.string().max(100).optional(),
  size: z.enum(BALLOT_SIZES).optional(),
})

const foundSheet = z.object({ id: z.string(), number: z.int() })

const tags = ['Giấy tờ để in']
const request = { params: idParam }
const responses = file('Tệp PDF', 'application/pdf')

/** Papers of the counting itself, made anew each time, and the sheet behind the code on one of them. */
export function countingFormRoutes(ctx: Context) {
  return router()
    .openapi(
      route('read_tally_sheets', {
        method: 'get',
        path: '/sessions/{id}/tally-sheets.pdf',
        tags,
        summary: 'Bảng kẻ phiếu của mọi tập phiếu, để in',
        request,
        responses,
      }),
      async (c) => c.body(...pdf(await getTallySheets(ctx, actorOf(c), c.req.valid('param').id))),
    )
    .openapi(
      route('read_ballot_papers', {
        method: 'get',
        path: '/sessions/{id}/ballot-papers.pdf',
        tags,
        summary: 'Phiếu tín nhiệm của một loại phiếu hoặc mọi loại, khi danh sách đã khóa, để in',
        request: { ...request, query: ballotPrint },
        responses,
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        return c.body(...pdf(await getBallotPapers(ctx, actorOf(c), id, c.req.valid('query'))))
      },
    )
    .openapi(
      route('read_session', {
        method: 'get',
        path: '/sessions/{id}/procedure.pdf',
        tags,
        summary: 'Bảng kiểm quy trình: các bước, hạn cuối, đã ghi gì, còn thiếu ai, để in',
        request,
        responses,
      }),
      async (c) =>
        c.body(...pdf(await getProcedureChecklist(ctx, actorOf(c), c.req.valid('param').id))),
    )
    .openapi(
      route('read_zero_report', {
        method: 'get',
        path: '/sessions/{id}/zero-report.pdf',
        tags,
        summary: 'Báo cáo số 0: tình trạng khi mở kiểm phiếu, để in',
        request,
        responses,
      }),
      async (c) => c.body(...pdf(await getZeroReport(ctx, actorOf(c), c.req.valid('param').id))),
    )
    .openapi(
      route('read_role_cards', {
        method: 'get',
        path: '/sessions/{id}/role-cards.pdf',
        tags,
        summary: 'Thẻ việc của từng vai: giữ lại gì, đối chiếu gì, với các mã của kỳ này, để in',
        request,
        responses,
      }),
      async (c) => c.body(...pdf(await getRoleCards(ctx, actorOf(c), c.req.valid('param').id))),
    )
    .openapi(
      route('read_entry_log', {
        method: 'get',
        path: '/sessions/{id}/entry-log.pdf',
        tags,
        summary: 'Nhật ký nhập phiếu, khi mọi tập phiếu đã chốt số liệu, để in',
        request,
        responses,
      }),
      async (c) => c.body(...pdf(await getEntryLog(ctx, actorOf(c), c.req.valid('param').id))),
    )
    .openapi(
      route(['take_pass', 'enter_pass'], {
        method: 'post',
        path: '/sessions/{id}/sheets/by-code',
        tags: ['Nhập phiếu'],
        summary: 'Tìm tập phiếu theo mã in trên bảng kẻ phiếu',
        request: { ...request, ...body(z.strictObject({ code: sheetCode })) },
        responses: answers('Tập phiếu', foundSheet),
      }),
      async (c) => {
        const { code } = c.req.valid('json')
        const found = await findSheetByCode(ctx, actorOf(c), c.req.valid('param').id, code)
        return c.json(foundSheet.parse(found), 200)
      },
    )
}

function pdf({ bytes, fileName }: Form) {
  return [
    new Uint8Array(bytes),
    200,
    {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${fileName}"`,
    },
  ] as const
}
