import { createRoute, z } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import { recordDocumentSettings } from '../actions/document-settings.ts'
import { completeExternal, prepareExternal } from '../actions/external-signing.ts'
import { fileScan, getScan } from '../actions/scans.ts'
import { signDocument } from '../actions/signing.ts'
import { getSigning, listScans } from '../actions/signing-register.ts'
import { acceptSignedFile } from '../actions/uploaded-signing.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { WebEnv } from './env.ts'
import { actorOf } from './log-in.ts'
import { answers, body, done, file, router } from './routes.ts'
import * as shown from './answer-schemas.ts'
import * as schemas from './schemas.ts'
import * as signing from './signing-schemas.ts'

const tags = ['Ký văn bản']
const params = schemas.idParam
const stored = shown.document.omit({ current: true })
const binary = z.any().openapi({ type: 'string', format: 'binary' })

/** What the papers are given, and every way of signing them. */
export function signingRoutes(ctx: Context) {
  return keyRoutes(ctx).route('/', externalRoutes(ctx)).route('/', fileRoutes(ctx))
}

function keyRoutes(ctx: Context) {
  return router()
    .openapi(
      createRoute({
        method: 'put',
        path: '/sessions/{id}/document-settings',
        tags,
        summary: 'Thể thức văn bản: bố cục, độ mật, nơi nhận, ai ký, đóng dấu',
        request: { params, ...body(signing.documentSettings) },
        responses: done('Đã ghi'),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        await recordDocumentSettings(ctx, actorOf(c), id, c.req.valid('json'))
        return c.body(null, 204)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/sessions/{id}/signing',
        tags,
        summary: 'Mỗi văn bản: ai đã ký, đến lượt ai, đang chờ dấu thời gian không',
        request: { params },
        responses: answers('Tình trạng ký', z.array(signing.signing)),
      }),
      async (c) => {
        const found = await getSigning(ctx, actorOf(c), c.req.valid('param').id)
        const told = found.map(({ document: { id, name }, ...each }) => ({
          ...each,
          document: id,
          name,
        }))
        return c.json(signing.signing.array().parse(told), 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/documents/{id}/signatures',
        tags,
        summary: 'Ký bản mới nhất vào chỗ ký đến lượt; kỳ tập dượt không gửi khóa',
        request: { params, ...body(signing.signatureWish) },
        responses: answers('Bản vừa ký', stored),
      }),
      async (c) => {
        const { keyStore, token, field, image } = c.req.valid('json')
        const p12 = keyStore && { bytes: fromBase64(keyStore.p12), password: keyStore.password }
        const wish = { field, image: image === null ? null : fromBase64(image) }
        const { id } = c.req.valid('param')
        const signed = await signDocument(ctx, actorOf(c), id, token ?? p12, wish)
        return c.json(stored.parse(signed), 200)
      },
    )
}

function externalRoutes(ctx: Context) {
  return router()
    .openapi(
      createRoute({
        method: 'post',
        path: '/documents/{id}/signatures/prepared',
        tags,
        summary: 'Chuẩn bị ký ở máy khác: mã băm phải ký, dùng một lần, trong 15 phút',
        request: { params, ...body(signing.preparationWish) },
        responses: answers('Mã băm phải ký', signing.preparation),
      }),
      async (c) => {
        const { image, ...wish } = c.req.valid('json')
        const asked = { ...wish, image: image === null ? null : fromBase64(image) }
        const made = await prepareExternal(ctx, actorOf(c), c.req.valid('param').id, asked)
        return c.json(signing.preparation.parse(made), 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/documents/{id}/signatures/prepared/{preparation}',
        tags,
        summary: 'Nộp chữ ký (CMS) làm ở máy khác',
        request: {
          params: params.extend({ preparation: schemas.id }),
          ...body(signing.completion),
        },
        responses: answers('Bản vừa ký', stored),
      }),
      async (c) => {
        const { id, preparation } = c.req.valid('param')
        const cms = fromBase64(c.req.valid('json').cms)
        const signed = await completeExternal(ctx, actorOf(c), id, preparation, cms)
        return c.json(stored.parse(signed), 200)
      },
    )
}

function fileRoutes(ctx: Context) {
  return router()
    .openapi(
      createRoute({
        method: 'post',
        path: '/documents/{id}/signed',
        tags,
        summary: 'Nộp bản mới nhất đã ký bằng công cụ của đơn vị',
        request: {
          params,
          query: z.object({ field: signing.fieldName.optional() }),
          body: { required: true, content: { 'application/pdf': { schema: binary } } },
        },
        responses: answers('Bản vừa ký', stored),
      }),
      async (c) => {
        const bytes = await bytesOf(c, ['application/pdf'])
        const { field = null } = c.req.valid('query')
        const { id } = c.req.valid('param')
        const signed = await acceptSignedFile(ctx, actorOf(c), id, field, bytes)
        return c.json(stored.parse(signed), 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/documents/{id}/scan',
        tags,
        summary: 'Lưu bản quét văn bản đã ký tay (PDF, PNG, JPEG, tối đa 20 MB)',
        request: {
          params,
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
        const kept = await fileScan(ctx, actorOf(c), c.req.valid('param').id, filed)
        return c.json(signing.scan.parse(kept), 200)
      },
    )
    .openapi(
      createRoute({
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
      createRoute({
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

function fromBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'))
}
