import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { AdoptedRegime, Regime } from '../domain/regime.ts'
import { AppError, type InputIssue } from '../errors.ts'
import { requireFormat } from './format.ts'
import { type InputRule, checked } from './issues.ts'
import { parseJson } from './json.ts'
import { REGIME_FORMAT, regimeSchema } from './regime-schema.ts'

/** The largest regulation file read, in bytes. */
const REGIME_LIMIT = 1_000_000

/** A regulation with the text of its file, kept so that a result can be explained years later. */
export type RegimeFile = AdoptedRegime & { readonly body: string }

/**
 * The regulations of a folder: every `*.json` in it, sorted by id.
 *
 * Refused as `regime_file_invalid` {file, path, rule, issues}, `rule` one of INPUT_RULES or the code of
 * a refusal of the file itself (`invalid_json`, `duplicate_key`, `unknown_format`, …).
 */
export function readRegimes(dir: string): RegimeFile[] {
  const files = readdirSync(dir)
    .filter((file) => file.endsWith('.json'))
    .sort()
  const adopted = files.map((file) => {
    const each = parseRegime(readFileSync(join(dir, file)), file)
    if (file !== `${each.regime.id}.json`) throw refusal(file, '/id', 'file_name', each.regime.id)
    return each
  })
  for (const [at, { regime }] of adopted.entries())
    if (adopted.slice(0, at).some((earlier) => inForceTogether(earlier.regime, regime)))
      throw refusal(`${regime.id}.json`, '/effectiveFrom', 'regimes_overlap', regime.effectiveFrom)
  return adopted.sort((a, b) => (a.regime.id < b.regime.id ? -1 : 1))
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
    throw wrapped(error, file)
  }
}

/** Whether there is a day on which both regulations of one side are in force. */
function inForceTogether(a: Regime, b: Regime): boolean {
  if (a.side !== b.side) return false
  const [aEnd, bEnd] = [a.effectiveTo ?? '9999-12-31', b.effectiveTo ?? '9999-12-31']
  return a.effectiveFrom <= bEnd && b.effectiveFrom <= aEnd
}

function refusal(file: string, path: string, rule: InputRule, found: string): AppError {
  const issue: InputIssue = { path, rule, found: JSON.stringify(found) }
  return new AppError('regime_file_invalid', { file, path, rule, issues: [issue] })
}

function wrapped(error: AppError, file: string): AppError {
  const { issues = [], ...detail } = error.detail as { issues?: readonly InputIssue[] }
  const first = issues[0] ?? { path: '', rule: error.code }
  return new AppError(
    'regime_file_invalid',
    { path: first.path, rule: first.rule, ...detail, file, issues },
    error,
  )
}
