import { z } from '@hono/zod-openapi'
import { closeSession } from '../actions/closing.ts'
import { computeOutcome } from '../actions/outcome.ts'
import * as steps from '../actions/session-steps.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { FinalAct } from '../domain/final-act.ts'
import type { Act } from '../domain/roles.ts'
import { confirmationHeader, confirmed } from './confirmations.ts'
import { actorOf } from './log-in.ts'
import { body, done, route, router } from './routes.ts'
import * as schemas from './schemas.ts'

const tags = ['Kỳ lấy phiếu']
const params = schemas.idParam

type StepAction = (ctx: Context, actor: Actor, id: string) => Promise<unknown>

type StepRoute = {
  readonly path: string
  readonly act: Act
  readonly summary: string
  readonly action: StepAction
  /** What it is confirmed as, where it is final. */
  readonly final?: FinalAct
}

const STEP_ROUTES: readonly StepRoute[] = [
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
    final: 'close',
  },
  { path: 'compute', act: 'compute_outcome', summary: 'Tính kết quả', action: computeOutcome },
  {
    path: 'publish',
    act: 'publish_session',
    summary: 'Ghi nhận đã công bố',
    action: steps.publishSession,
    final: 'publish',
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

/** The steps of a session, one route each; those that end one ask to be confirmed. */
export function stepRoutes(ctx: Context) {
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
          headers: confirmationHeader,
          ...body(z.strictObject({ reason: schemas.acknowledgement.shape.reason })),
        },
        responses: done('Đã xong'),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const sure = await confirmed(ctx, c, path, id)
        await action(sure, actorOf(c), id, c.req.valid('json').reason)
        return c.body(null, 204)
      },
    )
  for (const { path, act, summary, action, final } of STEP_ROUTES)
    routes.openapi(
      route(act, {
        method: 'post',
        path: `/sessions/{id}/${path}`,
        tags,
        summary,
        request: { params, ...(final ? { headers: confirmationHeader } : {}) },
        responses: done('Đã xong'),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const sure = final ? await confirmed(ctx, c, final, id) : ctx
        await action(sure, actorOf(c), id)
        return c.body(null, 204)
      },
    )
  return routes
}
