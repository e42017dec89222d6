import { z } from '@hono/zod-openapi'
import { recordBallots } from '../actions/ballots.ts'
import { getOutcome } from '../actions/outcome.ts'
import { acknowledgeWarning, getFindings } from '../actions/reconcile.ts'
import { saveRoster } from '../actions/rosters.ts'
import * as sessions from '../actions/sessions.ts'
import type { Context } from '../context.ts'
import { actorOf } from './log-in.ts'
import { answers, body, done, route, router } from './routes.ts'
import { stepRoutes } from './session-steps.ts'
import { organisation } from './account-answers.ts'
import { findings } from './finding-answers.ts'
import * as shown from './session-answers.ts'
import * as schemas from './schemas.ts'

const tags = ['Kỳ lấy phiếu']
const params = schemas.idParam

/** Sessions: set-up, state, findings and result. */
export function sessionRoutes(ctx: Context) {
  return setUpRoutes(ctx).route('/', stepRoutes(ctx)).route('/', resultRoutes(ctx))
}

function setUpRoutes(ctx: Context) {
  return router()
    .openapi(
      route('read_session', {
        method: 'get',
        path: '/sessions',
        tags,
        summary: 'Các kỳ lấy phiếu trong phạm vi của tài khoản',
        responses: answers('Danh sách', z.array(shown.session)),
      }),
      async (c) => {
        const found = await sessions.listSessions(ctx, actorOf(c))
        return c.json(shown.session.array().parse(found), 200)
      },
    )
    .openapi(
      route('create_session', {
        method: 'post',
        path: '/sessions',
        tags,
        summary: 'Mở kỳ lấy phiếu',
        request: body(schemas.newSession),
        responses: answers('Kỳ mới', shown.session),
      }),
      async (c) => {
        const made = await sessions.createSession(ctx, actorOf(c), c.req.valid('json'))
        return c.json(shown.session.parse(made), 200)
      },
    )
    .openapi(
      route('read_session', {
        method: 'get',
        path: '/sessions/{id}',
        tags,
        summary: 'Một kỳ lấy phiếu với danh sách và quy định áp dụng',
        request: { params },
        responses: answers(
          'Kỳ lấy phiếu',
          z.object({
            session: shown.session,
            organisation: organisation,
            roster: shown.roster,
          }),
        ),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const { session, organisation, roster } = await sessions.getSession(ctx, actorOf(c), id)
        return c.json(
          {
            session: shown.session.parse(session),
            organisation,
            roster: shown.roster.parse(roster),
          },
          200,
        )
      },
    )
    .openapi(
      route('edit_session', {
        method: 'put',
        path: '/sessions/{id}/ballot-kinds',
        tags,
        summary: 'Loại phiếu và người được lấy phiếu, theo thứ tự trên phiếu',
        request: { params, ...body(schemas.newBallotKinds) },
        responses: answers('Danh sách đã lưu', shown.roster),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const saved = await saveRoster(ctx, actorOf(c), id, c.req.valid('json'))
        return c.json(shown.roster.parse(saved), 200)
      },
    )
    .openapi(
      route('record_voters', {
        method: 'put',
        path: '/sessions/{id}/voters',
        tags,
        summary: 'Số người: thành viên, triệu tập, có mặt, vắng',
        request: { params, ...body(schemas.voters) },
        responses: done('Đã lưu'),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        await sessions.recordVoters(ctx, actorOf(c), id, c.req.valid('json'))
        return c.body(null, 204)
      },
    )
    .openapi(
      route('record_minutes_facts', {
        method: 'put',
        path: '/sessions/{id}/minutes-facts',
        tags,
        summary: 'Ban kiểm phiếu, địa điểm, thời gian cho biên bản',
        request: { params, ...body(schemas.minutesFacts) },
        responses: done('Đã lưu'),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        await sessions.recordMinutesFacts(ctx, actorOf(c), id, c.req.valid('json'))
        return c.body(null, 204)
      },
    )
    .openapi(
      route('record_ballots', {
        method: 'put',
        path: '/sessions/{id}/ballots',
        tags,
        summary: 'Số phiếu phát ra, thu về và các tập phiếu',
        request: { params, ...body(schemas.ballotRecords) },
        responses: done('Đã lưu'),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        await recordBallots(ctx, actorOf(c), id, c.req.valid('json'))
        return c.body(null, 204)
      },
    )
}

function resultRoutes(ctx: Context) {
  return router()
    .openapi(
      route('read_findings', {
        method: 'get',
        path: '/sessions/{id}/findings',
        tags,
        summary: 'Lỗi và cảnh báo khi cộng các tập phiếu',
        request: { params },
        responses: answers('Lỗi và cảnh báo', findings),
      }),
      async (c) => {
        const found = await getFindings(ctx, actorOf(c), c.req.valid('param').id)
        return c.json(findings.parse(found), 200)
      },
    )
    .openapi(
      route('acknowledge_warning', {
        method: 'post',
        path: '/sessions/{id}/acknowledgements',
        tags,
        summary: 'Ghi lý do cho cảnh báo, quyết định hoặc giải trình về một lỗi',
        request: { params, ...body(schemas.acknowledgement) },
        responses: done('Đã ghi'),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        await acknowledgeWarning(ctx, actorOf(c), id, c.req.valid('json'))
        return c.body(null, 204)
      },
    )
    .openapi(
      route('read_outcome', {
        method: 'get',
        path: '/sessions/{id}/outcome',
        tags,
        summary: 'Kết quả (outcome@1) và số liệu (tally@1)',
        request: { params },
        responses: answers('Hai tệp chuẩn', z.object({ tally: z.any(), outcome: z.any() })),
      }),
      async (c) => {
        const { files } = await getOutcome(ctx, actorOf(c), c.req.valid('param').id)
        return c.json({ tally: JSON.parse(files.tally), outcome: JSON.parse(files.outcome) }, 200)
      },
    )
}
