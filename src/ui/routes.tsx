import { Hono } from 'hono'
import type { Context } from '../context.ts'
import type { WebEnv } from '../http/env.ts'
import type { StreamPlaces } from '../http/stream-places.ts'
import { accountDataPages } from './routes/account-data.tsx'
import { accountPages } from './routes/accounts.tsx'
import { backupPages } from './routes/backups.tsx'
import { administrationRoutes } from './routes/administration.tsx'
import { commentPages } from './routes/comments.tsx'
import { comparisonPages } from './routes/comparisons.tsx'
import { confirmationPages } from './routes/confirmations.tsx'
import { documentSettingsPages } from './routes/document-settings.tsx'
import { documentPages } from './routes/documents.tsx'
import { consolidatedPages } from './routes/consolidated.tsx'
import { draftPages } from './routes/drafts.tsx'
import { entryPages } from './routes/entry.tsx'
import { hallPages } from './routes/hall.tsx'
import { identityLinkPages } from './routes/identity-links.tsx'
import { identityLogInRoutes } from './routes/identity-log-in.tsx'
import { logInRoutes } from './routes/log-in.tsx'
import { ownAccountPages } from './routes/own-account.tsx'
import { reconcilingPages } from './routes/reconciling.tsx'
import { passImportPages } from './routes/pass-import.tsx'
import { officeFilePages } from './routes/office-files.ts'
import { paperPages } from './routes/papers.tsx'
import { personRecordPages } from './routes/person-records.tsx'
import { personPages } from './routes/persons.tsx'
import { preparationPages } from './routes/preparation.tsx'
import { recordingPages } from './routes/recording.tsx'
import { regimePages } from './routes/regimes.tsx'
import { resultPages } from './routes/results.tsx'
import { retentionPages } from './routes/retention.tsx'
import { rosterImportPages } from './routes/roster-import.tsx'
import { rosterPages } from './routes/roster.tsx'
import { secondFactorPages } from './routes/second-factor.tsx'
import { sessionPages } from './routes/sessions.tsx'
import { setupRestorePages } from './routes/setup-restore.tsx'
import { staticFiles } from './routes/static-files.ts'
import { usePages } from './routes/uses.tsx'
import { archivePages } from './routes/archives.tsx'
import { auditPages } from './routes/audit.tsx'
import { verificationPages } from './routes/verifications.tsx'
import { entryStatisticsPages } from './routes/entry-statistics.tsx'
import { verifyPages } from './routes/verify.tsx'

export { answerErrorPage } from './routes/error.tsx'

/** Every page, and the files they need. */
export function pageRoutes(ctx: Context, places: StreamPlaces): Hono<WebEnv> {
  return new Hono<WebEnv>()
    .route('/', staticFiles())
    .route('/', logInRoutes(ctx))
    .route('/', identityLogInRoutes(ctx))
    .route('/', identityLinkPages(ctx))
    .route('/', setupRestorePages(ctx))
    .route('/', administrationRoutes(ctx))
    .route('/', accountDataPages(ctx))
    .route('/', accountPages(ctx))
    .route('/', backupPages(ctx))
    .route('/', ownAccountPages(ctx))
    .route('/', secondFactorPages(ctx))
    .route('/', sessionPages(ctx))
    .route('/', confirmationPages(ctx))
    .route('/', draftPages(ctx))
    .route('/', rosterPages(ctx))
    .route('/', rosterImportPages(ctx))
    .route('/', preparationPages(ctx))
    .route('/', personPages(ctx))
    .route('/', recordingPages(ctx))
    .route('/', entryPages(ctx))
    .route('/', hallPages(ctx, places))
    .route('/', passImportPages(ctx))
    .route('/', paperPages(ctx))
    .route('/', officeFilePages(ctx))
    .route('/', reconcilingPages(ctx))
    .route('/', resultPages(ctx))
    .route('/', documentPages(ctx))
    .route('/', documentSettingsPages(ctx))
    .route('/', consolidatedPages(ctx))
    .route('/', usePages(ctx))
    .route('/', commentPages(ctx))
    .route('/', retentionPages(ctx))
    .route('/', personRecordPages(ctx))
    .route('/', regimePages(ctx))
    .route('/', verifyPages(ctx))
    .route('/', verificationPages(ctx))
    .route('/', archivePages(ctx))
    .route('/', auditPages(ctx))
    .route('/', comparisonPages(ctx))
    .route('/', entryStatisticsPages(ctx))
}
