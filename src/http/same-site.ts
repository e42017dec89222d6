import type { HonoRequest } from 'hono'
import { createMiddleware } from 'hono/factory'
import { AppError } from '../errors.ts'
import type { WebEnv } from './env.ts'
import { mediaTypeOf } from './request-bodies.ts'

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/** What pages of other sites can send without asking first: a form's three types, and no type at all. */
const SENT_BY_ANYONE = new Set([
  '',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
])

/**
 * Refuses, `cross_site`, whatever changes something and was not sent by a page of this site. A browser says
 * where a request comes from; a program says so by `Origin`, or sends a type no foreign page can send.
 */
export const requireSameSite = createMiddleware<WebEnv>(async (c, next) => {
  if (!READING.has(c.req.method) && !isOwn(c.req)) throw new AppError('cross_site')
  await next()
})

function isOwn(request: HonoRequest): boolean {
  const origin = request.header('origin')
  const site = request.header('sec-fetch-site')
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  if (origin !== undefined) return origin === new URL(request.url).origin
  return site !== undefined || !SENT_BY_ANYONE.has(mediaTypeOf(request))
}
