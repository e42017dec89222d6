import type { VerificationStep } from '../actions/verification-step.ts'
import type { Verification } from '../actions/verification.ts'
import { phrase, stepLine, word } from '../messages/message.ts'
import { remedyFor } from '../messages/remedies.ts'

/** What was found of one file. */
export type VerifiedFile = Verification & { readonly file: string }

/** The steps of a file as lines, with advice under those that failed. */
export function textOf({ file, steps, rehearsal, verdict, sha256 }: VerifiedFile): string {
  const lines = [
    `SHA-256 ${sha256}`,
    ...(rehearsal ? [word('verdicts', 'rehearsal')] : []),
    ...steps.flatMap((step) => [stepLine(step), ...adviceLines(step)]),
    word('verdicts', verdict),
  ]
  return `${file}\n${lines.map((line) => `  ${line}\n`).join('')}`
}

/** A file of many as one line, with the steps that failed and advice under it. */
export function lineOf({ file, steps, verdict }: VerifiedFile): string {
  const failed = steps.filter(({ status }) => status === 'failed')
  const lines = failed.flatMap((step) => [stepLine(step), ...adviceLines(step)])
  const below = lines.map((line) => `  ${line}\n`).join('')
  return `[${word('shortVerdicts', verdict)}] ${file}\n${below}`
}

/** What stands on the paper instead, and what to do, under a step that failed. */
function adviceLines({ status, detail }: VerificationStep): readonly string[] {
  if (status !== 'failed') return []
  const { faults, reason, code } = detail
  const told = Array.isArray(faults) ? (faults as { printed: string; expected: string }[]) : []
  const key = typeof reason === 'string' ? reason : typeof code === 'string' ? code : ''
  const remedy = remedyFor(key)
  return [
    ...told.map((fault) => `     ${phrase('verdicts', 'print_fault', fault)}`),
    ...(remedy === null ? [] : [`     → ${remedy}`]),
  ]
}
