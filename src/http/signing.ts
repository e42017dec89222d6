import { z } from '@hono/zod-openapi'
import { recordDocumentSettings } from '../actions/document-settings.ts'
import { completeExternal, getPreparedFile, prepareExternal } from '../actions/external-signing.ts'
import { signDocument } from '../actions/signing.ts'
import { getSigning } from '../actions/signing-register.ts'
import { retryTimestamp } from '../actions/timestamps.ts'
import type { Context } from '../context.ts'
import { SIGNING_ACTS } from '../domain/signing-order.ts'
import { confirmationHeader, confirmed } from './confirmations.ts'
import { actorOf } from './log-in.ts'
import { answers, body, done, file, route, router } from './routes.ts'
import * as shown from './document-schemas.ts'
import * as schemas from './schemas.ts'
import * as signing from './signing-schemas.ts'
import { signedFileRoutes } from './signed-files.ts'

const tags = ['Ký văn bản']
const params = schemas.idParam
const stored = shown.document.omit({ current: true })

/** What the papers are given, and every way of signing them. */
export function signingRoutes(ctx: Context) {
  return keyRoutes(ctx)
    .route('/', externalRoutes(ctx))
    .route('/', signedFileRoutes(ctx))
    .route('/', timestampRoutes(ctx))
}

function keyRoutes(ctx: Context) {
  return router()
    .openapi(
      route('record_document_settings', {
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
      route('read_documents', {
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
      route(SIGNING_ACTS, {
        method: 'post',
        path: '/documents/{id}/signatures',
        tags,
        summary: 'Ký bản mới nhất vào chỗ ký đến lượt; kỳ tập dượt không gửi khóa',
        request: { params, headers: confirmationHeader, ...body(signing.signatureWish) },
        responses: answers('Bản vừa ký', stored),
      }),
      async (c) => {
        const { keyStore, token, field, image } = c.req.valid('json')
        const p12 = keyStore && { bytes: fromBase64(keyStore.p12), password: keyStore.password }
        const wish = { field, image: image === null ? null : fromBase64(image) }
        const { id } = c.req.valid('param')
        const sure = await confirmed(ctx, c, 'sign', id)
        const signed = await signDocument(sure, actorOf(c), id, token ?? p12, wish)
        return c.json(stored.parse(signed), 200)
      },
    )
}

function timestampRoutes(ctx: Context) {
  return router().openapi(
    route('retry_timestamp', {
      method: 'post',
      path: '/documents/{id}/timestamp',
      tags,
      summary: 'Lấy ngay dấu thời gian mà văn bản đang chờ',
      request: { params },
      responses: answers('Còn chờ hay không', z.object({ waits: z.boolean() })),
    }),
    async (c) => {
      const { waits } = await retryTimestamp(ctx, actorOf(c), c.req.valid('param').id)
      return c.json({ waits }, 200)
    },
  )
}

function externalRoutes(ctx: Context) {
  return router()
    .openapi(
      route(SIGNING_ACTS, {
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
      route(SIGNING_ACTS, {
        method: 'get',
        path: '/documents/{id}/signatures/prepared/{preparation}',
        tags,
        summary: 'Tệp đã chuẩn bị, chỉ còn thiếu chữ ký, để so ở máy sẽ ký',
        request: { params: params.extend({ preparation: schemas.id }) },
        responses: file('Tệp PDF', 'application/pdf'),
      }),
      async (c) => {
        const { id, preparation } = c.req.valid('param')
        const bytes = await getPreparedFile(ctx, actorOf(c), id, preparation)
        return c.body(new Uint8Array(bytes), 200, { 'content-type': 'application/pdf' })
      },
    )
    .openapi(
      route('complete_signature', {
        method: 'post',
        path: '/documents/{id}/signatures/prepared/{preparation}',
        tags,
        summary: 'Nộp chữ ký (CMS) làm ở máy khác',
        request: {
          params: params.extend({ preparation: schemas.id }),
          headers: confirmationHeader,
          ...body(signing.completion),
        },
        responses: answers('Bản vừa ký', stored),
      }),
      async (c) => {
        const { id, preparation } = c.req.valid('param')
        const cms = fromBase64(c.req.valid('json').cms)
        const sure = await confirmed(ctx, c, 'sign', id)
        const signed = await completeExternal(sure, actorOf(c), id, preparation, cms)
        return c.json(stored.parse(signed), 200)
      },
    )
}

function fromBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'))
}
