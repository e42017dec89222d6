import type { Finding } from '../../domain/finding.ts'
import { AppError, type ErrorCode, type InputIssue } from '../../errors.ts'
import type { ErrorStatus } from '../../http/env.ts'
import { STATUS } from '../../http/problems.ts'
import { errorMessage, issueLine, ruleMessage, word } from '../../messages/message.ts'

/** One fault of a form: the field it stands in, and what the rule asks for. */
export type FieldFault = { readonly field: string; readonly text: string }

/** Why a form was not accepted, in words, with the fields to look at. */
export type Refusal = {
  readonly status: ErrorStatus
  readonly sentence: string
  readonly faults: readonly FieldFault[]
  /** Warnings to be looked at again before the same is sent once more. */
  readonly unseen?: readonly Finding[]
}

/** Where an input value stands in the form; `note` goes before the words of the rule. */
export type FieldPlace = { readonly field: string; readonly note?: string }

const NOT_ABOUT_THE_FORM = [
  'not_authenticated',
  'log_in_replaced',
  'forbidden',
  'not_found',
  'wrong_state',
]

/**
 * Why the form was refused, or `undefined` when it was accepted. What is not the form's matter (log-in,
 * rights, the state of the session, faults) is thrown on.
 */
export async function refusalFrom(
  act: () => unknown,
  placeOf: (path: string) => FieldPlace = fieldByKey,
): Promise<Refusal | undefined> {
  try {
    await act()
    return undefined
  } catch (error) {
    if (!(error instanceof AppError) || NOT_ABOUT_THE_FORM.includes(error.code)) throw error
    return refusalOf(error, placeOf)
  }
}

/** The refusal in words, its issues at their fields. */
export function refusalOf(
  error: AppError,
  placeOf: (path: string) => FieldPlace = fieldByKey,
): Refusal {
  const issues = Array.isArray(error.detail.issues) ? (error.detail.issues as InputIssue[]) : []
  const missing = MISSING[error.code]
  return {
    status: STATUS[error.code],
    sentence: errorMessage(error),
    faults: [
      ...issues.map((issue) => faultOf(issue, placeOf(issue.path))),
      ...(missing === undefined ? [] : [{ field: missing, text: ruleMessage('text_empty') }]),
    ],
    ...(error.code === 'warning_unseen' && { unseen: error.detail.findings as readonly Finding[] }),
  }
}

/** The refusal, and at each field in which a file was chosen that it has to be chosen again: no page can hold it. */
export function askingAgain(refusal: Refusal, chosen: readonly string[]): Refusal {
  const told = new Set(refusal.faults.map(({ field }) => field))
  const again = chosen.filter((field) => !told.has(field))
  const text = word('confirmation', 'choose_again')
  return { ...refusal, faults: [...refusal.faults, ...again.map((field) => ({ field, text }))] }
}

/** The field that has to be filled after a refusal that lists no issues. */
const MISSING: Readonly<Partial<Record<ErrorCode, string>>> = { reason_required: 'regimeReason' }

/** Rules that read otherwise in a form than in a file. */
const IN_FORMS: Readonly<Record<string, string>> = { day: 'day_in_form' }

function faultOf(issue: InputIssue, { field, note }: FieldPlace): FieldFault {
  if (field === '') return { field, text: issueLine(issue) }
  const rule = ruleMessage(IN_FORMS[issue.rule] ?? issue.rule)
  return { field, text: note === undefined ? rule : `${note}: ${rule}` }
}

/** The field named like the first key of the pointer: `/heldOn` is `heldOn`. */
function fieldByKey(path: string): FieldPlace {
  return { field: path.split('/')[1] ?? '' }
}

/** Refuses one field by a rule of `vi.json`. */
export function refuseField(path: string, rule: string, found?: string): never {
  throw new AppError('invalid_input', { issues: [{ path, rule, found }] })
}
