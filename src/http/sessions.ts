import { z } from '@hono/zod-openapi'
import { recordBallots } from '../actions/ballots.ts'
import { computeOutcome, getOutcome } from '../actions/outcome.ts'
import { closeSession } from '../actions/closing.ts'
import { acknowledgeWarning, getFindings } from '../actions/reconcile.ts'
import { saveRoster } from '../actions/rosters.ts'
import * as sessions from '../actions/sessions.ts'
import * as steps from '../actions/session-steps.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { Act } from '../domain/roles.ts'
import { actorOf } from './log-in.ts'
import { answers, body, done, route, router } from './routes.ts'
import * as shown from './answer-schemas.ts'
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
            organisation: shown.organisation,
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

type StepAction = (ctx: Context, actor: Actor, id: string) => Promise<unknown>

const STEP_ROUTES: readonly { path: string; act: Act; summary: string; action: StepAction }[] = [
  { path: 'freeze', act: 'freeze_roster', summary: 'Khóa danh sách', action: steps.freezeRoster },
  {
    path: 'unfreeze',
    act: 'unfreeze_roster',
    summary: 'Mở khóa danh sách',
    action: steps.unfreezeRoster,
  },
  { path: 'open', act: 'open_counting', summary: 'Bắt đầu kiểm phiếu', action: steps.openCounting },
  {
    path: 'pause',
    act: 'pause_counting',
    summary: 'Tạm dừng kiểm phiếu',
    action: steps.pauseCounting,
  },
  {
    path: 'resume',
    act: 'resume_counting',
    summary: 'Tiếp tục kiểm phiếu',
    action: steps.resumeCounting,
  },
  {
    path: 'close',
    act: 'close_session',
    summary: 'Khóa số liệu sau đối chiếu',
    action: closeSession,
  },
  { path: 'compute', act: 'compute_outcome', summary: 'Tính kết quả', action: computeOutcome },
  {
    path: 'publish',
    act: 'publish_session',
    summary: 'Ghi nhận đã công bố',
    action: steps.publishSession,
  },
]

const REASONED_ROUTES = [
  {
    path: 'cancel',
    act: 'cancel_session',
    summary: 'Hủy kỳ lấy phiếu, có lý do',
    action: steps.cancelSession,
  },
  {
    path: 'reopen',
    act: 'reopen_session',
    summary: 'Mở lại kỳ đã khóa, có lý do',
    action: steps.reopenSession,
  },
] as const

function stepRoutes(ctx: Context) {
  const routes = router()
  for (const { path, act, summary, action } of REASONED_ROUTES)
    routes.openapi(
      route(act, {
        method: 'post',
        path: `/sessions/{id}/${path}`,
        tags,
        summary,
        request: {
          params,
          ...body(z.strictObject({ reason: schemas.acknowledgement.shape.reason })),
        },
        responses: done('Đã xong'),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        await action(ctx, actorOf(c), id, c.req.valid('json').reason)
        return c.body(null, 204)
      },
    )
  for (const { path, act, summary, action } of STEP_ROUTES)
    routes.openapi(
      route(act, {
        method: 'post',
        path: `/sessions/{id}/${path}`,
        tags,
        summary,
        request: { params },
        responses: done('Đã xong'),
      }),
      async (c) => {
        await action(ctx, actorOf(c), c.req.valid('param').id)
        return c.body(null, 204)
      },
    )
  return routes
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
        responses: answers('Lỗi và cảnh báo', shown.findings),
      }),
      async (c) => {
        const found = await getFindings(ctx, actorOf(c), c.req.valid('param').id)
        return c.json(shown.findings.parse(found), 200)
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
