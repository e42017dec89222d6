import { OpenAPIHono } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { createMiddleware } from 'hono/factory'
import { requestId } from 'hono/request-id'
import { secureHeaders } from 'hono/secure-headers'
import { isSetUp } from './actions/setup.ts'
import type { Context } from './context.ts'
import { AppError } from './errors.ts'
import { SPREADSHEET_LIMIT } from './formats/spreadsheet.ts'
import { accountRoutes } from './http/accounts.ts'
import { consolidatedRoutes } from './http/consolidated.ts'
import { countingFormRoutes } from './http/counting-forms.ts'
import { closingRoutes } from './http/closing.ts'
import { documentCopyRoutes } from './http/document-copies.ts'
import { documentRoutes } from './http/documents.ts'
import { entryRoutes } from './http/entries.ts'
import type { WebEnv } from './http/env.ts'
import { importRoutes } from './http/imports.ts'
import { laterDocumentRoutes } from './http/later-documents.ts'
import { journalRoutes } from './http/journal.ts'
import { actorOf, recogniseActor } from './http/log-in.ts'
import { officeFileRoutes } from './http/office-files.ts'
import { ownPaperRoutes } from './http/own-papers.ts'
import { organisationRoutes } from './http/organisations.ts'
import { answerProblem, refusalOf } from './http/problems.ts'
import { preparationRoutes } from './http/preparation.ts'
import { progressRoutes } from './http/progress.ts'
import { recheckRoutes } from './http/rechecks.ts'
import { sessionRoutes } from './http/sessions.ts'
import { sheetRoutes } from './http/sheets.ts'
import { createStreamPlaces } from './http/stream-places.ts'
import { signingRoutes } from './http/signing.ts'
import { shiftRoutes } from './http/shifts.ts'
import { useRoutes } from './http/uses.ts'
import { answerErrorPage, pageRoutes } from './ui/routes.tsx'

const API = '/api/v1'
const BODY_LIMIT = 1_000_000
const PDF_LIMIT = 30_000_000
/** A scan of 20 MB, and the fields beside it where a page sends it. */
const SCAN_LIMIT = 20_010_000
/** A file of the largest size that is read, as a page carries it on (base64), and the fields beside it. */
const IMPORT_LIMIT = Math.ceil((SPREADSHEET_LIMIT * 4) / 3) + 300_000
const IMPORTS = /\/import(?:\/preview)?$/

/** How large a body the path takes, in bytes. */
function limitOf(path: string): number {
  if (/\/(?:verify|signed)$/.test(path)) return PDF_LIMIT
  if (path.endsWith('/scan')) return SCAN_LIMIT
  return IMPORTS.test(path) ? IMPORT_LIMIT : BODY_LIMIT
}

/** The whole web program: API and pages over one context. */
export function createApp(ctx: Context, places = createStreamPlaces()) {
  const app = new OpenAPIHono<WebEnv>()
  app.use(requestId(), logRequests(ctx), headers())
  app.use((c, next) => bodyLimit({ maxSize: limitOf(c.req.path) })(c, next))
  app.use(csrf())
  app.use(requireSetUp(ctx))
  app.use(recogniseActor(ctx))
  app.use(`${API}/*`, async (c, next) => {
    if (c.req.path !== `${API}/login`) actorOf(c) // before anything of the request is looked at
    await next()
  })
  const api = app
    .route(API, accountRoutes(ctx))
    .route(API, organisationRoutes(ctx))
    .route(API, sessionRoutes(ctx))
    .route(API, closingRoutes(ctx))
    .route(API, preparationRoutes(ctx))
    .route(API, sheetRoutes(ctx))
    .route(API, importRoutes(ctx))
    .route(API, entryRoutes(ctx))
    .route(API, progressRoutes(ctx, places))
    .route(API, countingFormRoutes(ctx))
    .route(API, ownPaperRoutes(ctx))
    .route(API, officeFileRoutes(ctx))
    .route(API, documentRoutes(ctx))
    .route(API, signingRoutes(ctx))
    .route(API, documentCopyRoutes(ctx))
    .route(API, laterDocumentRoutes(ctx))
    .route(API, consolidatedRoutes(ctx))
    .route(API, useRoutes(ctx))
    .route(API, recheckRoutes(ctx))
    .route(API, shiftRoutes(ctx))
    .route(API, journalRoutes(ctx))
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Sổ Tín Nhiệm', version: ctx.version },
  })
  app.route('/', pageRoutes(ctx, places))
  app.notFound((c) => answer(c, new AppError('not_found', { what: 'page' })))
  app.onError((error, c) => {
    if (!refusalOf(error)) ctx.log.error({ requestId: c.get('requestId'), err: error }, 'fault')
    return answer(c, error)
  })
  return api
}

/** The program's type, from which a typed client is made. */
export type App = ReturnType<typeof createApp>

type WebContext = Parameters<typeof answerProblem>[0]

function answer(c: WebContext, error: unknown): Response | Promise<Response> {
  return c.req.path.startsWith('/api/') || c.req.path === '/openapi.json'
    ? answerProblem(c, error)
    : answerErrorPage(c, error)
}

/** Only this site's own scripts and styles; nothing framed, nothing cached, nothing sent along. */
function headers() {
  const secure = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
    strictTransportSecurity: false, // an office on plain HTTP must stay reachable
    referrerPolicy: 'same-origin', // `no-referrer` would make browsers send forms with `Origin: null`
    xFrameOptions: 'DENY',
  })
  return createMiddleware<WebEnv>(async (c, next) => {
    await secure(c, next)
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
    if (HALL_TOKEN.test(c.req.path)) c.header('referrer-policy', 'no-referrer')
  })
}

/** The token of a witness page in its path. */
const HALL_TOKEN = /^(\/hall\/)[^/]+/

/** One line a request: which route, how it went, how long it took; no names, no addresses. */
function logRequests(ctx: Context) {
  return createMiddleware<WebEnv>(async (c, next) => {
    const from = performance.now()
    await next()
    const ms = Math.round(performance.now() - from)
    const { method } = c.req
    const path = c.req.path.replace(HALL_TOKEN, '$1…') // whoever reads the log shall not watch
    ctx.log.info({ requestId: c.get('requestId'), method, path, status: c.res.status, ms })
  })
}

/** Until the first administrator exists, nothing but the set-up page and its style is served. */
function requireSetUp(ctx: Context) {
  let done = ctx.setupCode === null
  return createMiddleware<WebEnv>(async (c, next) => {
    done ||= await isSetUp(ctx)
    const open = c.req.path === '/setup' || c.req.path.startsWith('/static/')
    if (done || open) return next()
    if (c.req.path.startsWith('/api/')) throw new AppError('setup_required')
    return c.redirect('/setup', 303)
  })
}
