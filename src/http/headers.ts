import { createMiddleware } from 'hono/factory'
import { secureHeaders } from 'hono/secure-headers'
import type { WebEnv } from './env.ts'

/** The token of a witness page in its path. */
export const HALL_TOKEN = /^(\/hall\/)[^/]+/

/** The way back from an identity provider, whose code stands in the address. */
const WAY_BACK = /^\/login\/oidc\/callback$/

const HSTS = 'strict-transport-security'

/** Powers of a browser that no page of ours uses, so no script that slipped in may either. */
const UNUSED = [
  'accelerometer',
  'camera',
  'displayCapture',
  'geolocation',
  'gyroscope',
  'hid',
  'localFonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickeyCredentialsGet',
  'screenWakeLock',
  'serial',
  'usb',
  'xrSpatialTracking',
] as const

/**
 * Only this site's own scripts and styles; nothing framed, nothing kept, nothing sent along, no power of the
 * browser that is not used. `hstsSeconds` above 0 tells browsers to come with TLS only.
 */
export function securityHeaders(hstsSeconds: number) {
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
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ["'none'"],
    },
    permissionsPolicy: Object.fromEntries(UNUSED.map((power) => [power, []])),
    strictTransportSecurity: hstsSeconds > 0 && `max-age=${hstsSeconds}`,
    referrerPolicy: 'same-origin', // `no-referrer` would make browsers send forms with `Origin: null`
    xFrameOptions: 'DENY',
  })
  return createMiddleware<WebEnv>(async (c, next) => {
    await secure(c, next)
    const { headers } = c.res // set here, because `c.header` would make the whole answer anew
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
    // of no meaning for files, and viewers of PDF inside browsers stumble over it
    if (headers.get('content-type')?.startsWith('text/html'))
      headers.set('cross-origin-embedder-policy', 'require-corp')
    // other programs of this machine are reached by that name too, and not over TLS
    if (new URL(c.req.url).hostname === 'localhost') headers.delete(HSTS)
    if (HALL_TOKEN.test(c.req.path) || WAY_BACK.test(c.req.path))
      headers.set('referrer-policy', 'no-referrer')
  })
}
