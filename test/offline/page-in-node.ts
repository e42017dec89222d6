import { runInThisContext } from 'node:vm'
import { bundleScript } from '../../build-offline.mjs'
import type { Answer, Asked } from '../../src/offline/verify.ts'
import { ROOT } from '../../src/program.ts'

type Check = (asked: Asked) => Promise<Answer>

let made: Promise<Check> | undefined

/**
 * What the page says of a file: the very script that is built into it, with its own cryptography and regulations, run
 * without a browser.
 */
export async function checkInNode(
  bytes: Uint8Array,
  trust: Partial<Pick<Asked, 'roots' | 'crls' | 'now'>> = {},
): Promise<Answer> {
  made ??= bundled()
  const check = await made
  const now = new Date().toISOString()
  const name = 'tep'
  return check({
    name,
    bytes: Uint8Array.from(bytes),
    roots: [],
    crls: [],
    keyId: null,
    now,
    ...trust,
  })
}

async function bundled(): Promise<Check> {
  const { script } = await bundleScript(`${ROOT}/test/offline/page-entry.ts`)
  runInThisContext(script, { filename: 'tin-nhiem-verify.js' })
  const { checkOffline } = globalThis as { checkOffline?: Check }
  if (!checkOffline) throw new TypeError('the script of the page left nothing behind')
  return checkOffline
}
