import { type z } from '@hono/zod-openapi'
import { createMiddleware } from 'hono/factory'
import { importPass, previewPassImport } from '../actions/pass-imports.ts'
import { importRoster, previewRosterImport, proveRoster } from '../actions/roster-imports.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { WebEnv } from './env.ts'
import * as schemas from './import-schemas.ts'
import { actorOf } from './log-in.ts'
import { answers, route, router } from './routes.ts'
import { idParam as params } from './schemas.ts'

const tags = ['Nạp từ tệp']
const MULTIPART = 'multipart/form-data'

/** Taking over finished counts and lists of people from files; each is shown before it is stored. */
export function importRoutes(ctx: Context) {
  return passImportRoutes(ctx).route('/', rosterImportRoutes(ctx))
}

function passImportRoutes(ctx: Context) {
  return router()
    .openapi(
      route('enter_pass', {
        method: 'post',
        path: '/sheets/{id}/pass/import/preview',
        tags,
        summary:
          'Xem trước số liệu trong tệp (xlsx, ods, csv, dán, tally@1) cho lượt nhập của mình',
        middleware: requireMultipart,
        request: { params, ...form(schemas.passFile) },
        responses: answers('Những gì sẽ vào lượt nhập; chưa lưu gì', schemas.passPreview),
      }),
      async (c) => {
        const { mapping, ...source } = c.req.valid('form')
        const file = { bytes: await bytesOf(source), mapping }
        const shown = await previewPassImport(ctx, actorOf(c), c.req.valid('param').id, file)
        return c.json(schemas.passPreview.parse(shown), 200)
      },
    )
    .openapi(
      route('enter_pass', {
        method: 'post',
        path: '/sheets/{id}/pass/import',
        tags,
        summary: 'Nạp tệp đã xem trước vào bản đang nhập của mình; nộp sau như thường lệ',
        middleware: requireMultipart,
        request: { params, ...form(schemas.shownPassFile) },
        responses: answers('Những gì đã vào lượt nhập', schemas.passPreview),
      }),
      async (c) => {
        const { mapping, digest, ...source } = c.req.valid('form')
        const file = { bytes: await bytesOf(source), mapping, digest }
        const stored = await importPass(ctx, actorOf(c), c.req.valid('param').id, file)
        return c.json(schemas.passPreview.parse(stored), 200)
      },
    )
}

function rosterImportRoutes(ctx: Context) {
  return router()
    .openapi(
      route('edit_session', {
        method: 'post',
        path: '/sessions/{id}/ballot-kinds/import/preview',
        tags,
        summary: 'Xem trước danh sách trong tệp, kèm mã kiểm tra thiếu hai nhóm',
        middleware: requireMultipart,
        request: { params, ...form(schemas.rosterFile) },
        responses: answers('Danh sách sẽ có; chưa lưu gì', schemas.rosterPreview),
      }),
      async (c) => {
        const { mappings, kinds, ...source } = c.req.valid('form')
        const file = { bytes: await bytesOf(source), mappings, kinds }
        const shown = await previewRosterImport(ctx, actorOf(c), c.req.valid('param').id, file)
        return c.json(schemas.rosterPreview.parse(shown), 200)
      },
    )
    .openapi(
      route('edit_session', {
        method: 'post',
        path: '/sessions/{id}/ballot-kinds/import',
        tags,
        summary: 'Nạp danh sách đã xem trước, với hai nhóm mã kiểm tra gõ từ bản giấy',
        middleware: requireMultipart,
        request: { params, ...form(schemas.confirmedRosterFile) },
        responses: answers('Danh sách đã lưu và mã kiểm tra đủ', schemas.importedRoster),
      }),
      async (c) => {
        const { file, text, ...confirmed } = c.req.valid('form')
        const bytes = await bytesOf({ file, text })
        const { id } = c.req.valid('param')
        const stored = await importRoster(ctx, actorOf(c), id, { ...confirmed, bytes })
        return c.json(schemas.importedRoster.parse(stored), 200)
      },
    )
    .openapi(
      route('read_session', {
        method: 'get',
        path: '/sessions/{id}/ballot-kinds/fingerprint',
        tags,
        summary: 'Mã kiểm tra của danh sách đã lưu, 16 nhóm, để in kèm danh sách',
        request: { params },
        responses: answers('Mã kiểm tra', schemas.fingerprint),
      }),
      async (c) => {
        const { fingerprint } = await proveRoster(ctx, actorOf(c), c.req.valid('param').id)
        return c.json([...fingerprint], 200)
      },
    )
}

function form<S extends z.ZodType>(schema: S) {
  return { body: { required: true, content: { [MULTIPART]: { schema } } } } as const
}

const requireMultipart = createMiddleware<WebEnv>(async (c, next) => {
  if (!c.req.header('content-type')?.toLowerCase().startsWith(`${MULTIPART};`))
    throw new AppError('unsupported_media_type', { expected: MULTIPART })
  await next()
})

/** The bytes of the file chosen or of the text pasted; `invalid_input` unless exactly one was sent. */
async function bytesOf({
  file,
  text,
}: {
  readonly file?: File | undefined
  readonly text?: string | undefined
}): Promise<Uint8Array> {
  const rule = file && text !== undefined ? 'one_source' : !file && text === undefined && 'required'
  if (rule) throw new AppError('invalid_input', { issues: [{ path: '/file', rule }] })
  return file ? new Uint8Array(await file.arrayBuffer()) : new TextEncoder().encode(text)
}
