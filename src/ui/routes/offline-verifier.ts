import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Context as HonoContext } from 'hono'
import type { WebEnv } from '../../http/env.ts'

/** The built page, above `src/ui/routes` and `dist/ui/routes` alike. */
const FILE = fileURLToPath(new URL('../../../dist/tin-nhiem-verify.html', import.meta.url))

/** The one file that verifies without network and server: its bytes, and their SHA-256 (hex). */
export type OfflineVerifier = { readonly bytes: Uint8Array<ArrayBuffer>; readonly sha256: string }

/** The file as it was built; null where it was not. */
export function offlineVerifier(): OfflineVerifier | null {
  if (!existsSync(FILE)) return null
  const bytes = new Uint8Array(readFileSync(FILE))
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** Answers with the file, to be kept: opened here it would be under this site's rules. */
export function sendOfflineVerifier(c: HonoContext<WebEnv>, { bytes }: OfflineVerifier): Response {
  return c.body(bytes, 200, {
    'content-type': 'text/html; charset=utf-8',
    'content-disposition': 'attachment; filename="tin-nhiem-verify.html"',
  })
}
