import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { ROOT, VERSION } from '../program.ts'

/** The page that verifies without network and server, in the folder `dist`. */
export const OFFLINE_VERIFIER = 'tin-nhiem-verify.html'

/** The version, and the SHA-256 of the offline verifier this program gives out, where it was built. */
export function versionText(): string {
  const file = `${ROOT}/dist/${OFFLINE_VERIFIER}`
  if (!existsSync(file)) return `tin-nhiem ${VERSION}\n`
  const digest = createHash('sha256').update(readFileSync(file)).digest('hex')
  return `tin-nhiem ${VERSION}\n${OFFLINE_VERIFIER} SHA-256 ${digest}\n`
}
