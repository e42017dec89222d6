import { z } from '@hono/zod-openapi'
import { dropBallot, holdPass, saveBallot, saveDraft } from '../actions/drafts.ts'
import { givePassBack, releasePass, takePass } from '../actions/entries.ts'
import { submitPass } from '../actions/submissions.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { sheetCode } from './counting-forms.ts'
import * as schemas from './entry-schemas.ts'
import { actorOf } from './log-in.ts'
import { answers, body, done, route, router } from './routes.ts'
import { idParam as params } from './schemas.ts'

const tags = ['Nhập phiếu']
const headers = schemas.ifMatch
const optionalCode = {
  required: false,
  content: { 'application/json': { schema: z.strictObject({ code: sheetCode.optional() }) } },
} as const

/** One's own pass of a sheet: taking it up, typing it, handing it in. */
export function entryRoutes(ctx: Context) {
  return takingRoutes(ctx).route('/', typingRoutes(ctx)).route('/', ballotRoutes(ctx))
}

function takingRoutes(ctx: Context) {
  return router()
    .openapi(
      route(['take_pass', 'enter_pass'], {
        method: 'post',
        path: '/sheets/{id}/pass',
        tags,
        summary: 'Nhận một lượt nhập, hoặc mở lại lượt của mình; có thể kèm mã trên bảng kẻ phiếu',
        request: { params, body: optionalCode },
        responses: answers('Lượt nhập của mình', schemas.ownPass),
      }),
      async (c) => {
        const { code } = c.req.valid('json')
        const pass = await takePass(ctx, actorOf(c), c.req.valid('param').id, code)
        c.header('ETag', `"${pass.revision}"`)
        return c.json(schemas.ownPass.parse(pass), 200)
      },
    )
    .openapi(
      route('enter_pass', {
        method: 'delete',
        path: '/sheets/{id}/pass',
        tags,
        summary: 'Trả lại lượt của mình khi chưa nộp; bỏ những gì đã gõ',
        request: { params },
        responses: done('Đã trả lại'),
      }),
      async (c) => {
        await givePassBack(ctx, actorOf(c), c.req.valid('param').id)
        return c.body(null, 204)
      },
    )
    .openapi(
      route('release_pass', {
        method: 'delete',
        path: '/sheets/{id}/passes/{passNo}',
        tags,
        summary: 'Trưởng ban lấy lại một lượt chưa nộp để người khác nhập',
        request: { params: schemas.passParams },
        responses: done('Đã lấy lại'),
      }),
      async (c) => {
        const { id, passNo } = c.req.valid('param')
        await releasePass(ctx, actorOf(c), id, passNo)
        return c.body(null, 204)
      },
    )
}

function typingRoutes(ctx: Context) {
  return router()
    .openapi(
      route('enter_pass', {
        method: 'put',
        path: '/sheets/{id}/pass',
        tags,
        summary: 'Lưu tạm lượt đang nhập; If-Match là bản đã xem',
        request: { params, headers, ...body(schemas.draft) },
        responses: answers('Đã lưu', schemas.saved),
      }),
      async (c) => {
        const revision = seenRevision(c.req.valid('header'))
        const { cursor, seen, tab, ...counts } = c.req.valid('json')
        const { id } = c.req.valid('param')
        const draft = { counts, cursor, seen, tab, revision }
        const saved = await saveDraft(ctx, actorOf(c), id, draft)
        c.header('ETag', `"${saved.revision}"`)
        return c.json(schemas.saved.parse(saved), 200)
      },
    )
    .openapi(
      route('enter_pass', {
        method: 'post',
        path: '/sheets/{id}/pass/window',
        tags,
        summary: 'Báo lượt này đang mở ở cửa sổ nào',
        request: { params, ...body(schemas.hold) },
        responses: answers('Lượt này đang mở ở đâu', schemas.held),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const held = await holdPass(ctx, actorOf(c), id, c.req.valid('json'))
        return c.json(schemas.held.parse(held), 200)
      },
    )
    .openapi(
      route('enter_pass', {
        method: 'post',
        path: '/sheets/{id}/pass/submission',
        tags,
        summary: 'Nộp lượt nhập',
        request: { params, headers, ...body(schemas.submission) },
        responses: answers('Trạng thái tập phiếu và lỗi của lượt này', schemas.submittedPass),
      }),
      async (c) => {
        const revision = seenRevision(c.req.valid('header'))
        const { seen, ...counts } = c.req.valid('json')
        const { id } = c.req.valid('param')
        const submitted = await submitPass(ctx, actorOf(c), id, counts, { revision, seen })
        return c.json(schemas.submittedPass.parse(submitted), 200)
      },
    )
}

function ballotRoutes(ctx: Context) {
  return router()
    .openapi(
      route('enter_pass', {
        method: 'put',
        path: '/sheets/{id}/pass/ballots/{place}',
        tags,
        summary: 'Lưu một lá phiếu ở thứ tự của nó trong tập',
        request: { params: schemas.ballotParams, headers, ...body(schemas.ballot) },
        responses: answers('Đã lưu', schemas.saved),
      }),
      async (c) => {
        const revision = seenRevision(c.req.valid('header'))
        const { id, place } = c.req.valid('param')
        const ballot = { ...c.req.valid('json'), place, revision }
        const saved = await saveBallot(ctx, actorOf(c), id, ballot)
        c.header('ETag', `"${saved.revision}"`)
        return c.json(schemas.saved.parse(saved), 200)
      },
    )
    .openapi(
      route('enter_pass', {
        method: 'delete',
        path: '/sheets/{id}/pass/ballots/{place}',
        tags,
        summary: 'Bỏ lá phiếu cuối cùng vừa nhập',
        request: { params: schemas.ballotParams, headers, query: schemas.ballotQuery },
        responses: answers('Đã bỏ', schemas.saved),
      }),
      async (c) => {
        const revision = seenRevision(c.req.valid('header'))
        const { id, place } = c.req.valid('param')
        const { tab } = c.req.valid('query')
        const saved = await dropBallot(ctx, actorOf(c), id, { place, revision, tab })
        c.header('ETag', `"${saved.revision}"`)
        return c.json(schemas.saved.parse(saved), 200)
      },
    )
    .openapi(
      route('enter_pass', {
        method: 'post',
        path: '/sheets/{id}/pass/ballots/submission',
        tags,
        summary: 'Nộp lượt đã nhập từng lá phiếu; máy chủ cộng các lá phiếu',
        request: { params, headers, ...body(schemas.ballotsSubmission) },
        responses: answers('Trạng thái tập phiếu và lỗi của lượt này', schemas.submittedPass),
      }),
      async (c) => {
        const revision = seenRevision(c.req.valid('header'))
        const { seen } = c.req.valid('json')
        const { id } = c.req.valid('param')
        const submitted = await submitPass(ctx, actorOf(c), id, null, { revision, seen })
        return c.json(schemas.submittedPass.parse(submitted), 200)
      },
    )
}

/** The revision named by `If-Match`; `revision_required` when none is. */
function seenRevision(header: { 'if-match'?: string | undefined }): number {
  const [, revision] = /^"(\d{1,9})"$/.exec(header['if-match'] ?? '') ?? []
  if (revision === undefined) throw new AppError('revision_required')
  return Number(revision)
}
