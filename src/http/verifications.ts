import { z } from '@hono/zod-openapi'
import { checkPaperHead, checkPaperSeal } from '../actions/paper-check.ts'
import { STAGES } from '../actions/run-memory.ts'
import {
  newestVerification,
  startVerification,
  stopVerification,
  verifySession,
} from '../actions/verification-runs.ts'
import type { Context } from '../context.ts'
import { verificationStep } from './document-schemas.ts'
import { actorOf } from './log-in.ts'
import { answers, route, router } from './routes.ts'
import * as schemas from './schemas.ts'

const TAGS = ['Nhật ký']
const NEWEST = '/journal/verifications/newest'

const head = z.object({ seq: z.int(), hash: z.string() })
const somebody = z.object({ account: schemas.id, fullName: z.string() })
const sessionName = z.object({ id: z.string(), shortId: z.string(), open: z.boolean() })
const steps = z.array(verificationStep)

const run = z.object({
  state: z.enum(['running', 'done', 'stopped', 'broken']),
  startedBy: somebody,
  startedAt: z.string(),
  progress: z.object({ stage: z.enum(STAGES), done: z.int(), of: z.int() }),
  endedAt: z.string().nullable(),
  stoppedBy: somebody.nullable(),
  fault: z.string().nullable(),
  verification: z.object({ entries: z.int(), head, steps, holds: z.boolean() }).nullable(),
  recorded: z.boolean(),
  sessions: z.array(sessionName),
})

const sessionVerification = z.object({
  head: z.object({ entries: z.int(), hash: z.string() }),
  steps,
  holds: z.boolean(),
})

const paperFinding = z.object({
  seq: z.int(),
  answer: z.enum(['same', 'differs', 'changed', 'absent']),
  entry: z.object({ at: z.string(), type: z.string(), session: sessionName.nullable() }).nullable(),
})

/** Digits as paper has them, in whatever groups. */
const typed = z.string().max(300)

/** The verification of the database and of single sessions, and what is typed from paper. */
export function verificationRoutes(ctx: Context) {
  return router()
    .openapi(
      route('read_journal', {
        method: 'post',
        path: '/journal/verifications',
        tags: TAGS,
        summary: 'Bắt đầu kiểm tra toàn bộ cơ sở dữ liệu; đang có lần kiểm tra thì trả về lần đó',
        responses: answers('Lần kiểm tra đang chạy', run),
      }),
      async (c) => c.json(run.parse(await startVerification(ctx, actorOf(c))), 200),
    )
    .openapi(
      route('read_journal', {
        method: 'get',
        path: NEWEST,
        tags: TAGS,
        summary: 'Lần kiểm tra đang chạy hoặc gần nhất từ khi khởi động chương trình',
        responses: answers('Tiến độ, rồi từng bước và kết quả', run),
      }),
      async (c) => c.json(run.parse(await newestVerification(ctx, actorOf(c))), 200),
    )
    .openapi(
      route('read_journal', {
        method: 'delete',
        path: NEWEST,
        tags: TAGS,
        summary: 'Dừng lần kiểm tra đang chạy',
        responses: answers('Lần kiểm tra được yêu cầu dừng', run),
      }),
      async (c) => c.json(run.parse(await stopVerification(ctx, actorOf(c))), 200),
    )
    .openapi(
      route('read_journal', {
        method: 'get',
        path: '/journal/heads/{seq}',
        tags: TAGS,
        summary: 'Đối chiếu một mục nhật ký in trên giấy: số mục và ít nhất 8 ký tự đầu của mã',
        request: { params: z.object({ seq: typed }), query: z.object({ hash: typed }) },
        responses: answers('Giống, khác hay không có; mục ấy là việc gì, của kỳ nào', paperFinding),
      }),
      async (c) => {
        const { seq } = c.req.valid('param')
        const { hash } = c.req.valid('query')
        return c.json(await checkPaperHead(ctx, actorOf(c), { seq, hash }), 200)
      },
    )
    .openapi(
      route('verify_session', {
        method: 'get',
        path: '/journal/seals/{seal}',
        tags: TAGS,
        summary: 'Khóa in trên giấy (ít nhất 8 ký tự đầu) có phải khóa niêm phong của máy này',
        request: { params: z.object({ seal: typed }) },
        responses: answers(
          'Khóa chính thức, khóa tập dượt, hay không phải của máy này',
          z.object({ seal: z.enum(['real', 'rehearsal', 'unknown']) }),
        ),
      }),
      (c) => c.json({ seal: checkPaperSeal(ctx, actorOf(c), c.req.valid('param').seal) }, 200),
    )
    .openapi(
      route('verify_session', {
        method: 'get',
        path: '/sessions/{id}/verification',
        tags: TAGS,
        summary: 'Kiểm tra một kỳ phiếu theo nhật ký của kỳ; kèm mục in trên giấy nếu có',
        request: {
          params: schemas.idParam,
          query: z.object({ seq: typed.optional(), hash: typed.optional() }),
        },
        responses: answers('Từng bước và kết quả', sessionVerification),
      }),
      async (c) => {
        const { seq = '', hash = '' } = c.req.valid('query')
        const paper = seq === '' && hash === '' ? null : { seq, hash }
        const { id } = c.req.valid('param')
        const found = await verifySession(ctx, actorOf(c), id, paper)
        return c.json(sessionVerification.parse(found), 200)
      },
    )
}
