import { z } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import { fileScan, getScan } from '../actions/scans.ts'
import { listScans } from '../actions/signing-register.ts'
import { acceptSignedFile } from '../actions/uploaded-signing.ts'
import type { Context } from '../context.ts'
import { SIGNING_ACTS } from '../domain/signing-order.ts'
import { AppError } from '../errors.ts'
import type { WebEnv } from './env.ts'
import { confirmationHeader, confirmed } from './confirmations.ts'
import { actorOf } from './log-in.ts'
import { answers, file, route, router } from './routes.ts'
import * as shown from './document-schemas.ts'
import { idParam as params } from './schemas.ts'
import * as signing from './signing-schemas.ts'

const tags = ['Ký văn bản']
const stored = shown.document.omit({ current: true })
const binary = z.any().openapi({ type: 'string', format: 'binary' })

/** Files that were signed elsewhere: with another program, or by hand and scanned. */
export function signedFileRoutes(ctx: Context) {
  return router()
    .openapi(
      route(SIGNING_ACTS, {
        method: 'post',
        path: '/documents/{id}/signed',
        tags,
        summary: 'Nộp bản mới nhất đã ký bằng công cụ của đơn vị',
        request: {
          params,
          headers: confirmationHeader,
          query: z.object({ field: signing.fieldName.optional() }),
          body: { required: true, content: { 'application/pdf': { schema: binary } } },
        },
        responses: answers('Bản vừa ký', stored),
      }),
      async (c) => {
        const bytes = await bytesOf(c, ['application/pdf'])
        const { field = null } = c.req.valid('query')
        const { id } = c.req.valid('param')
        const sure = await confirmed(ctx, c, 'sign', id)
        const signed = await acceptSignedFile(sure, actorOf(c), id, field, bytes)
        return c.json(stored.parse(signed), 200)
      },
    )
    .openapi(
      route('file_scan', {
        method: 'post',
        path: '/documents/{id}/scan',
        tags,
        summary: 'Lưu bản quét văn bản đã ký tay (PDF, PNG, JPEG, tối đa 20 MB)',
        request: {
          params,
          headers: confirmationHeader,
          query: signing.scanQuery,
          body: {
            required: true,
            content: {
              'application/pdf': { schema: binary },
              'image/png': { schema: binary },
              'image/jpeg': { schema: binary },
            },
          },
        },
        responses: answers('Bản quét vừa lưu', signing.scan),
      }),
      async (c) => {
        const bytes = await bytesOf(c, SCAN_TYPES)
        const mediaType = SCAN_TYPES.find((each) => each === c.req.header('content-type'))!
        const { fields, replaces, reason = '' } = c.req.valid('query')
        if (replaces !== undefined && reason === '')
          throw new AppError('invalid_input', { issues: [{ path: '/reason', rule: 'required' }] })
        const replaced = replaces === undefined ? null : { scan: replaces, reason }
        const filed = { mediaType, bytes, fields, replaces: replaced }
        const { id } = c.req.valid('param')
        const sure = await confirmed(ctx, c, 'scan', id)
        const kept = await fileScan(sure, actorOf(c), id, filed)
        return c.json(signing.scan.parse(kept), 200)
      },
    )
    .openapi(
      route('read_documents', {
        method: 'get',
        path: '/sessions/{id}/scans',
        tags,
        summary: 'Mọi bản quét văn bản ký tay',
        request: { params },
        responses: answers('Danh sách', z.array(signing.scan.extend({ current: z.boolean() }))),
      }),
      async (c) => {
        const found = await listScans(ctx, actorOf(c), c.req.valid('param').id)
        const list = signing.scan.extend({ current: z.boolean() }).array()
        return c.json(list.parse(found), 200)
      },
    )
    .openapi(
      route('read_documents', {
        method: 'get',
        path: '/scans/{id}/content',
        tags,
        summary: 'Bản quét, đúng từng byte như đã lưu',
        request: { params },
        responses: file('Tệp PDF hoặc ảnh', 'application/octet-stream'),
      }),
      async (c) => {
        const { bytes, mediaType } = await getScan(ctx, actorOf(c), c.req.valid('param').id)
        return c.body(new Uint8Array(bytes), 200, {
          'content-type': mediaType,
          'content-disposition': 'attachment',
        })
      },
    )
}

const SCAN_TYPES = ['application/pdf', 'image/png', 'image/jpeg'] as const

async function bytesOf(c: HonoContext<WebEnv>, types: readonly string[]): Promise<Uint8Array> {
  if (!types.includes(c.req.header('content-type') ?? ''))
    throw new AppError('unsupported_media_type', { expected: types.join(', ') })
  return new Uint8Array(await c.req.arrayBuffer())
}
