import { OpenAPIHono } from '@hono/zod-openapi'
import { requestId } from 'hono/request-id'
import type { Context } from './context.ts'
import { AppError } from './errors.ts'
import { accountDataRoutes } from './http/account-data.ts'
import { accountRoutes } from './http/accounts.ts'
import { watchBackups } from './http/backup-watch.ts'
import { backupRoutes } from './http/backups.ts'
import { watchAirGap } from './http/air-gap.ts'
import { confirmationRoutes } from './http/confirmations.ts'
import { comparisonRoutes } from './http/comparisons.ts'
import { consolidatedRoutes } from './http/consolidated.ts'
import { commentRoutes } from './http/comments.ts'
import { countingFormRoutes } from './http/counting-forms.ts'
import { closingRoutes } from './http/closing.ts'
import { documentCopyRoutes } from './http/document-copies.ts'
import { activityReportRoutes } from './http/activity-report.ts'
import { archiveRoutes } from './http/archives.ts'
import { documentRoutes } from './http/documents.ts'
import { entryRoutes } from './http/entries.ts'
import type { WebEnv } from './http/env.ts'
import { OPEN_GATE } from './http/gate.ts'
import { securityHeaders } from './http/headers.ts'
import { importRoutes } from './http/imports.ts'
import { laterDocumentRoutes } from './http/later-documents.ts'
import { entryStatisticsRoutes } from './http/entry-statistics.ts'
import { journalRoutes } from './http/journal.ts'
import { COOKIE, recogniseActor, requireStanding } from './http/log-in.ts'
import { ownAccountRoutes } from './http/own-account.ts'
import { officeFileRoutes } from './http/office-files.ts'
import { ownPaperRoutes } from './http/own-papers.ts'
import { organisationRoutes } from './http/organisations.ts'
import { requireOwnHost } from './http/own-host.ts'
import { asks, namedRoutes, requirePermission } from './http/permissions.ts'
import { answerProblem, refusalOf } from './http/problems.ts'
import { preparationRoutes } from './http/preparation.ts'
import { progressRoutes } from './http/progress.ts'
import { limitRates } from './http/rate-limits.ts'
import { recheckRoutes } from './http/rechecks.ts'
import { limitBodies } from './http/request-bodies.ts'
import { logRequests } from './http/request-log.ts'
import { requireSetUp } from './http/require-set-up.ts'
import { retentionRoutes } from './http/retention.ts'
import { requireSameSite } from './http/same-site.ts'
import { secondFactorRoutes } from './http/second-factor.ts'
import { COOKIE_SCHEME } from './http/routes.ts'
import { sessionRoutes } from './http/sessions.ts'
import { sheetRoutes } from './http/sheets.ts'
import { createStreamPlaces } from './http/stream-places.ts'
import { signingRoutes } from './http/signing.ts'
import { sessionJournalRoutes } from './http/session-journal.ts'
import { shiftRoutes } from './http/shifts.ts'
import { personRecordRoutes } from './http/persons.ts'
import { useRoutes } from './http/uses.ts'
import { verificationRoutes } from './http/verifications.ts'
import { requireWholeAddress } from './http/whole-address.ts'
import { answerErrorPage, pageRoutes } from './ui/routes.tsx'

const API = '/api/v1'

/** The whole web program: API and pages over one context. */
export function createApp(ctx: Context, places = createStreamPlaces(), gate = OPEN_GATE) {
  const app = new OpenAPIHono<WebEnv>()
  app.use(requestId(), logRequests(ctx), securityHeaders(gate.hstsSeconds))
  app.use(requireWholeAddress, requireOwnHost(gate))
  app.use(limitRates(gate, 'address'), watchAirGap(gate), requireSameSite)
  app.use(requireSetUp(ctx))
  app.use(recogniseActor(ctx), limitRates(gate, 'account'), requireStanding())
  app.use(watchBackups(ctx))
  app.use(requirePermission(), limitBodies) // before anything of the body is read
  const api = app
    .route(API, accountRoutes(ctx))
    .route(API, ownAccountRoutes(ctx))
    .route(API, secondFactorRoutes(ctx))
    .route(API, accountDataRoutes(ctx))
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
    .route(API, archiveRoutes(ctx))
    .route(API, signingRoutes(ctx))
    .route(API, documentCopyRoutes(ctx))
    .route(API, laterDocumentRoutes(ctx))
    .route(API, consolidatedRoutes(ctx))
    .route(API, retentionRoutes(ctx))
    .route(API, useRoutes(ctx))
    .route(API, commentRoutes(ctx))
    .route(API, personRecordRoutes(ctx))
    .route(API, recheckRoutes(ctx))
    .route(API, shiftRoutes(ctx))
    .route(API, journalRoutes(ctx))
    .route(API, backupRoutes(ctx))
    .route(API, sessionJournalRoutes(ctx))
    .route(API, verificationRoutes(ctx))
    .route(API, comparisonRoutes(ctx))
    .route(API, entryStatisticsRoutes(ctx))
    .route(API, activityReportRoutes(ctx))
    .route(API, confirmationRoutes(ctx))
  app.openAPIRegistry.registerComponent('securitySchemes', COOKIE_SCHEME, {
    type: 'apiKey',
    in: 'cookie',
    name: COOKIE,
  })
  app.get('/openapi.json', asks('public'))
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Sổ Tín Nhiệm', version: ctx.version },
  })
  app.route('/', pageRoutes(ctx, places))
  app.notFound((c) => answer(c, new AppError('not_found', { what: 'page' })))
  namedRoutes(app.routes) // a route that names no permission is not served
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
