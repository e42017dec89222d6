import { fileURLToPath } from 'node:url'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { createMiddleware } from 'hono/factory'
import type { WebEnv } from '../../http/env.ts'
import { asks } from '../../http/permissions.ts'

/** The built script and style, above `src/ui/routes` and `dist/ui/routes` alike. */
const FOLDER = fileURLToPath(new URL('../../../dist/static', import.meta.url))

/** Script and style; browsers keep them and ask each time whether they are still the same. */
export function staticFiles() {
  return new Hono<WebEnv>()
    .use('/static/*', askAgain, etag())
    .get(
      '/static/*',
      asks('public'),
      serveStatic<WebEnv>({
        root: FOLDER,
        rewriteRequestPath: (path) => path.slice('/static'.length),
      }),
    )
    .get('/favicon.ico', asks('public'), (c) => c.body(null, 204))
}

const askAgain = createMiddleware<WebEnv>(async (c, next) => {
  await next()
  if (c.res.ok || c.res.status === 304) c.header('cache-control', 'no-cache')
})
