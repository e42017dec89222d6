import { X509Certificate } from 'node:crypto'
import { Hono } from 'hono'
import type { WebEnv } from '../http/env.ts'
import { securityHeaders } from '../http/headers.ts'
import { CaPage } from './pages/ca.tsx'
import { staticFiles } from './routes/static-files.ts'
import { show } from './visitor.ts'

/** The authority's certificate (DER) with its fingerprint in groups, the port that serves TLS, and the hosts that are ours. */
export type CaSite = {
  readonly certificate: Uint8Array
  readonly fingerprint: readonly string[]
  readonly securePort: number
  isOurs(host: string): boolean
}

const CERTIFICATE = '/so-tin-nhiem-ca.crt'
const PEM = '/so-tin-nhiem-ca.pem'

/**
 * What is served without TLS beside a program of its own authority: that authority's certificate, the page that
 * says how to install it, and the way to the program. It knows no log-in and reads no body.
 */
export function caSite(site: CaSite): Hono<WebEnv> {
  const style = staticFiles()
  const pem = new X509Certificate(site.certificate).toString()
  return new Hono<WebEnv>()
    .use(securityHeaders(0), async (c, next) => {
      if (!site.isOurs(new URL(c.req.url).hostname)) return c.text('421', 421)
      if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return c.text('405', 405)
      return next()
    })
    .get('/', (c) => {
      const program = programAt(site, c.req.url, '/')
      return show(c, <CaPage {...{ ...site, program, files: { der: CERTIFICATE, pem: PEM } }} />)
    })
    .get(CERTIFICATE, (c) =>
      c.body(new Uint8Array(site.certificate), 200, {
        'content-type': 'application/x-x509-ca-cert',
        'content-disposition': 'attachment; filename="so-tin-nhiem-ca.crt"',
      }),
    )
    .get(PEM, (c) =>
      c.body(pem, 200, {
        'content-type': 'application/x-pem-file',
        'content-disposition': 'attachment; filename="so-tin-nhiem-ca.pem"',
      }),
    )
    .get('/static/style.css', (c) => style.fetch(c.req.raw))
    .notFound((c) => c.redirect(programAt(site, c.req.url, c.req.path), 302))
}

/** The same host with TLS: only hosts of ours come this far. */
function programAt({ securePort }: CaSite, asked: string, path: string): string {
  return `https://${new URL(asked).hostname}:${securePort}${path}`
}
