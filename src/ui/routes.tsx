import { Hono } from 'hono'
import type { Context } from '../context.ts'
import type { WebEnv } from '../http/env.ts'
import { administrationRoutes } from './routes/administration.tsx'
import { entryPages } from './routes/entry.tsx'
import { logInRoutes } from './routes/log-in.tsx'
import { reconcilingPages } from './routes/reconciling.tsx'
import { recordingPages } from './routes/recording.tsx'
import { regimePages } from './routes/regimes.tsx'
import { resultPages } from './routes/results.tsx'
import { sessionPages } from './routes/sessions.tsx'
import { staticFiles } from './routes/static-files.ts'
import { verifyPages } from './routes/verify.tsx'

export { answerErrorPage } from './routes/error.tsx'

/** Every page, and the files they need. */
export function pageRoutes(ctx: Context): Hono<WebEnv> {
  return new Hono<WebEnv>()
    .route('/', staticFiles())
    .route('/', logInRoutes(ctx))
    .route('/', administrationRoutes(ctx))
    .route('/', sessionPages(ctx))
    .route('/', recordingPages(ctx))
    .route('/', entryPages(ctx))
    .route('/', reconcilingPages(ctx))
    .route('/', resultPages(ctx))
    .route('/', regimePages(ctx))
    .route('/', verifyPages(ctx))
}
