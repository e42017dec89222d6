import { z } from '@hono/zod-openapi'
import { checkBackup, downloadBackup, listBackups, makeBackup } from '../actions/backups.ts'
import { BACKUP_STAGES } from '../actions/take-backup.ts'
import type { Context } from '../context.ts'
import { actorOf } from './log-in.ts'
import { answers, body, done, file, route, router } from './routes.ts'

const tags = ['Sao lưu']
const head = z.object({ seq: z.int(), hash: z.string() })
const backup = z.object({
  name: z.string(),
  bytes: z.int(),
  madeAt: z.string().nullable(),
  head: head.nullable(),
  encrypted: z.boolean().nullable(),
  increment: z.boolean(),
  seal: z.enum(['own', 'other']).nullable(),
  check: z.enum(['made', 'again', 'damaged', 'unknown']),
  checkedAt: z.string().nullable(),
})
const overview = z.object({
  folder: z.string(),
  scheduled: z.boolean(),
  hours: z.int(),
  minutes: z.int(),
  keep: z.int(),
  locked: z.boolean(),
  possible: z.boolean(),
  readable: z.boolean(),
  running: z.object({ stage: z.enum(BACKUP_STAGES), since: z.string() }).nullable(),
  fault: z.object({ code: z.string(), at: z.string() }).nullable(),
  files: z.array(backup).readonly(),
})
/** A passphrase, or none for a backup in clear; `passphrase_weak` tells what is too short. */
const passphraseBody = z.object({ passphrase: z.string().max(1000).nullable() })
const named = z.object({ name: z.string().max(100) })

/** Backups: made, listed, checked and taken away by administrators. */
export function backupRoutes(ctx: Context) {
  return router()
    .openapi(
      route('manage_backups', {
        method: 'get',
        path: '/backups',
        tags,
        summary: 'Các bản sao lưu trong thư mục, lần đang chạy và lần hỏng gần nhất',
        responses: answers('Tình hình sao lưu', overview),
      }),
      (c) => c.json({ ...listBackups(ctx, actorOf(c)) }, 200),
    )
    .openapi(
      route('manage_backups', {
        method: 'post',
        path: '/backups',
        tags,
        summary: 'Sao lưu ngay; trả lời khi đã kiểm tra và ghi xong',
        request: body(passphraseBody),
        responses: answers('Bản sao lưu mới', z.object({ name: z.string(), head })),
      }),
      async (c) => {
        const { name, done: made } = makeBackup(ctx, actorOf(c), c.req.valid('json').passphrase)
        return c.json({ name, head: (await made).head }, 200)
      },
    )
    .openapi(
      route('manage_backups', {
        method: 'get',
        path: '/backups/{name}/file',
        tags,
        summary: 'Tải bản sao lưu',
        request: { params: named },
        responses: file('Tệp', 'application/octet-stream'),
      }),
      async (c) => {
        const { name } = c.req.valid('param')
        return sendBackup(await downloadBackup(ctx, actorOf(c), name), name)
      },
    )
    .openapi(
      route('manage_backups', {
        method: 'post',
        path: '/backups/{name}/check',
        tags,
        summary: 'Đọc lại trọn bản sao lưu',
        request: { params: named, ...body(passphraseBody) },
        responses: done('Còn nguyên'),
      }),
      async (c) => {
        const { passphrase } = c.req.valid('json')
        await checkBackup(ctx, actorOf(c), c.req.valid('param').name, passphrase)
        return c.body(null, 204)
      },
    )
}

/** Answers with the file, which is never held in memory whole. */
export function sendBackup(
  { stream, bytes }: Awaited<ReturnType<typeof downloadBackup>>,
  name: string,
): Response {
  return new Response(stream, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(bytes),
      'content-disposition': `attachment; filename="${name}"`,
    },
  })
}
