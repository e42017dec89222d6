import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../errors.ts'
import { requireFormat } from './format.ts'
import { checked } from './issues.ts'
import { parseJson } from './json.ts'
import type { RegimeFile } from './regime-file.ts'
import { type Claims, type FoundFile, NOTHING_CLAIMED, setAside } from './regime-places.ts'
import { regimeRefusal, regimeUnreadable } from './regime-refusal.ts'
import { REGIME_FORMAT, regimeSchema } from './regime-schema.ts'

/** The largest regulation file read, in bytes. */
const REGIME_LIMIT = 1_000_000

/** The regulations that can be used, sorted by id, and why each other file is set aside. */
export type LoadedRegimes = {
  readonly regimes: readonly RegimeFile[]
  readonly refused: readonly AppError[]
}

/**
 * The regulations of the folders, sorted by id; throws the first refusal there is, of `loadRegimes`.
 * For commands, which do nothing at all with a folder that is not in order.
 */
export function readRegimes(folders: string | readonly string[]): RegimeFile[] {
  const { regimes, refused } = loadRegimes(folders)
  if (refused[0]) throw refused[0]
  return [...regimes]
}

/**
 * The regulations of the folders, every `*.json` in them, with the refusals of those set aside. For the
 * running program, which goes on with what is in order. Folders after the first may be missing.
 *
 * A refusal is `regime_file_invalid` {folder, file, path, rule, others, issues}, `rule` one of
 * INPUT_RULES or the code of a refusal of the file itself (`invalid_json`, `duplicate_key`, …).
 */
export function loadRegimes(folders: string | readonly string[]): LoadedRegimes {
  const found = [folders].flat().flatMap((folder, at) => {
    const names = namesIn(folder, at > 0)
    return names.map((name) => readFile(folder, name))
  })
  const files = setAside(found)
  const regimes = files.flatMap(({ adopted, refusal }) => (adopted && !refusal ? [adopted] : []))
  return {
    regimes: regimes.sort((a, b) => (a.regime.id < b.regime.id ? -1 : 1)),
    refused: files.flatMap(({ folder, refusal }) => (refusal ? [inFolder(folder, refusal)] : [])),
  }
}

/** The regulation in the bytes of one file, with their SHA-256 and text; `file` names it in a refusal. */
export function parseRegime(bytes: Uint8Array, file: string): RegimeFile {
  try {
    const value = parseJson(bytes, REGIME_LIMIT)
    requireFormat(value, REGIME_FORMAT)
    const { format: _, $schema: __, ...regime } = checked(regimeSchema, value)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    // The byte order mark stays in the text, so that encoding it again gives the same bytes.
    const body = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
    return { regime, sha256, body }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw regimeUnreadable(file, error)
  }
}

/** The names of the regulation files in a folder, in the order of the alphabet. */
function namesIn(folder: string, mayBeMissing: boolean): string[] {
  try {
    // Names with a leading dot are what other systems leave beside a file they copy.
    return readdirSync(folder)
      .filter((name) => /^[^.].*\.json$/i.test(name))
      .sort()
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (missing && mayBeMissing) return []
    throw error
  }
}

/** The file, or why it is set aside with as much of its claims as could be read. */
function readFile(folder: string, name: string): FoundFile {
  let bytes: Uint8Array | undefined
  try {
    bytes = bytesOf(join(folder, name), name)
    const adopted = parseRegime(bytes, name)
    const { id, side, replaces } = adopted.regime
    const misnamed = { path: '/id', rule: 'file_name', found: id } as const
    const refusal = name === `${id}.json` ? null : regimeRefusal(name, misnamed)
    return { folder, name, adopted, claims: { side, replaces }, refusal }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const claims = bytes ? claimsIn(bytes) : NOTHING_CLAIMED
    return { folder, name, adopted: null, claims, refusal: error }
  }
}

function bytesOf(path: string, name: string): Uint8Array {
  try {
    const stat = statSync(path)
    if (!stat.isFile()) throw regimeRefusal(name, { path: '', rule: 'unreadable' })
    if (stat.size > REGIME_LIMIT)
      throw regimeUnreadable(
        name,
        new AppError('too_large', { limit: REGIME_LIMIT, size: stat.size }),
      )
    return readFileSync(path)
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
    throw regimeRefusal(name, { path: '', rule: 'unreadable' })
  }
}

/** Of a file that is not in order: whose place it says it takes. */
function claimsIn(bytes: Uint8Array): Claims {
  try {
    const value = parseJson(bytes, REGIME_LIMIT)
    if (typeof value !== 'object' || value === null) return NOTHING_CLAIMED
    const text = (key: string) => {
      const each: unknown = Object.hasOwn(value, key) && (value as Record<string, unknown>)[key]
      return typeof each === 'string' ? each : null
    }
    return { side: text('side'), replaces: text('replaces') }
  } catch {
    return NOTHING_CLAIMED
  }
}

function inFolder(folder: string, { code, detail, cause }: AppError): AppError {
  return new AppError(code, { folder, ...detail }, cause)
}
