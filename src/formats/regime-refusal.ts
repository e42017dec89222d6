import { AppError, type InputIssue } from '../errors.ts'
import type { InputRule } from './issues.ts'

/** Where a regulation file breaks which rule, what stands there, and which other files are party to it. */
export type RegimeFault = {
  readonly path: string
  readonly rule: InputRule
  readonly found?: string | undefined
  /** Names of files. */
  readonly others?: readonly string[] | undefined
}

/** The refusal of the file of that name, `regime_file_invalid` {file, path, rule, others, issues}. */
export function regimeRefusal(
  file: string,
  { found, others = [], ...fault }: RegimeFault,
): AppError {
  const issue: InputIssue = {
    ...fault,
    ...(found === undefined ? {} : { found: JSON.stringify(found) }),
  }
  return new AppError('regime_file_invalid', { file, ...fault, others, issues: [issue] })
}

/** The same refusal for what stopped the reading: `rule` is the first rule broken, or the cause's code. */
export function regimeUnreadable(file: string, cause: AppError): AppError {
  const { issues = [], ...detail } = cause.detail as { issues?: readonly InputIssue[] }
  const first = issues[0] ?? { path: '', rule: cause.code }
  return new AppError(
    'regime_file_invalid',
    { path: first.path, rule: first.rule, ...detail, file, issues },
    cause,
  )
}
