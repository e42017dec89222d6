import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The folder of the program: above `src` and `dist` alike. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')

/** The version as documents print it. */
export const VERSION: string = (
  JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')) as { version: string }
).version
