import type { HonoRequest } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { AppError } from '../errors.ts'
import { SPREADSHEET_LIMIT } from '../formats/spreadsheet.ts'
import type { WebEnv } from './env.ts'

/** Which media types the paths take, and how many bytes at most. */
export type BodyRule = {
  readonly paths: RegExp
  readonly types: readonly string[]
  readonly limit: number
}

/** Methods whose requests have no body. */
const READING = new Set(['GET', 'HEAD'])

const JSON_BODY = ['application/json']
const UPLOAD = ['multipart/form-data']
const FORM = ['application/x-www-form-urlencoded', ...UPLOAD]
const PDF = ['application/pdf']
const ZIP = ['application/zip']
const SCAN = [...PDF, 'image/png', 'image/jpeg']

/** Name, password, and what the set-up asks: strangers may send no more. */
const STRANGER_LIMIT = 16_000
const PDF_LIMIT = 30_000_000
/** An archive of a session; the command line takes larger ones. */
const ARCHIVE_LIMIT = 64_000_000
const SCAN_LIMIT = 20_000_000
/** The fields beside a scan where a page sends it. */
const BESIDE_SCAN = 10_000
/** A file of the largest size that is read, as a page carries it on (base64), and the fields beside it. */
const IMPORT_LIMIT = Math.ceil((SPREADSHEET_LIMIT * 4) / 3) + 300_000
/** A backup brought to the set-up page, which is read only from whoever knew its code; larger ones are put in the folder. */
const BACKUP_LIMIT = 256_000_000
const USUAL_LIMIT = 1_000_000

/** The first rule whose paths match holds; the last ones match every path. */
export const BODY_RULES: readonly BodyRule[] = [
  { paths: /^\/api\/v1\/login$/, types: JSON_BODY, limit: STRANGER_LIMIT },
  { paths: /^\/api\/v1\/verify$/, types: [...ZIP, ...PDF], limit: ARCHIVE_LIMIT },
  { paths: /^\/api\/v1\/documents\/[^/]+\/signed$/, types: PDF, limit: PDF_LIMIT },
  { paths: /^\/setup\/restore\/[^/]+\/file$/, types: UPLOAD, limit: BACKUP_LIMIT },
  { paths: /^\/(?:login|setup|setup\/restore.*)$/, types: FORM, limit: STRANGER_LIMIT },
  { paths: /^\/api\/v1\/documents\/[^/]+\/scan$/, types: SCAN, limit: SCAN_LIMIT },
  { paths: /^\/api\/.*\/import(?:\/preview)?$/, types: UPLOAD, limit: IMPORT_LIMIT },
  { paths: /^\/api\//, types: JSON_BODY, limit: USUAL_LIMIT },
  { paths: /^\/(?:verify|archives\/open)$/, types: FORM, limit: ARCHIVE_LIMIT },
  { paths: /^\/.*\/signed$/, types: FORM, limit: PDF_LIMIT },
  { paths: /\/scan$/, types: FORM, limit: SCAN_LIMIT + BESIDE_SCAN },
  { paths: /\/import$/, types: FORM, limit: IMPORT_LIMIT },
  { paths: /^/, types: FORM, limit: USUAL_LIMIT },
]

/** The rule for bodies sent to that path. */
export function bodyRuleOf(path: string): BodyRule {
  return BODY_RULES.find(({ paths }) => paths.test(path))!
}

/** The media type without its parameters, in small letters; empty when none is said. */
export function mediaTypeOf(request: HonoRequest): string {
  return (request.header('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
}

/** Refuses bodies of other types, `unsupported_media_type`, and longer ones, `too_large`, before they are read. */
export const limitBodies = createMiddleware<WebEnv>(async (c, next) => {
  const { types, limit } = bodyRuleOf(c.req.path)
  const type = mediaTypeOf(c.req)
  if (bringsBody(c.req) && !types.includes(type))
    throw new AppError('unsupported_media_type', { expected: types.join(', ') })
  if (READING.has(c.req.method)) return next()
  const length = announcedLength(c.req)
  if (length === null) return bodyLimit({ maxSize: limit })(c, next)
  if (length > limit) throw new AppError('too_large')
  return next()
})

/** How many bytes of a body the request announces, of which no server reads more; `null` where it comes in pieces. */
function announcedLength(request: HonoRequest): number | null {
  const length = request.header('content-length')
  const inPieces = length === undefined || request.header('transfer-encoding') !== undefined
  return inPieces ? null : Number(length)
}

/** Whether the request announces a body; one without a type is one of a type nobody takes. */
function bringsBody(request: HonoRequest): boolean {
  if (READING.has(request.method)) return false
  return (
    request.header('content-type') !== undefined ||
    request.header('transfer-encoding') !== undefined ||
    (announcedLength(request) ?? 0) > 0
  )
}
