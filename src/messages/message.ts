import type { Finding } from '../domain/finding.ts'
import { AppError, type InputIssue } from '../errors.ts'
import vi from './vi.json' with { type: 'json' }

/** A group of words in the message file. */
export type WordGroup = Exclude<
  keyof typeof vi,
  'errors' | 'rules' | 'findings' | 'findingsForTypist'
>

/** The Vietnamese word for a code: a state, a role, a level. Unknown codes come back as they are. */
export function word(group: WordGroup, code: string): string {
  const words: Readonly<Record<string, string>> = vi[group]
  return words[code] ?? code
}

/** All words of a group by their codes, for a script that brings none of its own. */
export function wordsOf(group: WordGroup): Readonly<Record<string, string>> {
  return vi[group]
}

/** One sentence for a refusal or bad input; where it lists issues, see `issueLines`. */
export function errorMessage(error: AppError): string {
  const { state, path, field, turn, seconds, roles, documents, lastDay } = error.detail
  return fill(vi.errors[error.code], {
    ...error.detail,
    field: typeof field === 'string' ? fieldText(field) : field,
    turn: typeof turn === 'string' ? fieldText(turn) : turn,
    second: Array.isArray(roles)
      ? roles.map((role) => word('roles', String(role))).join(' hoặc ')
      : '',
    fault: faultText(error),
    state: typeof state === 'string' ? word('states', state) : '',
    path: typeof path === 'string' ? placeText(path) : path,
    wait: typeof seconds === 'number' ? waitText(seconds) : '',
    documents: Array.isArray(documents)
      ? documents.map((name) => word('documents', String(name))).join(', ')
      : '',
    lastDay: typeof lastDay === 'string' ? lastDay.split('-').reverse().join('/') : '',
  })
}

/** A wait as people say it: seconds below two minutes, whole minutes above. */
function waitText(seconds: number): string {
  return seconds < 120
    ? phrase('waits', 'seconds', { seconds })
    : phrase('waits', 'minutes', { minutes: Math.ceil(seconds / 60) })
}

/** What is wrong inside the thing refused, where the refusal tells it. */
function faultText({ code, detail: { reason, found } }: AppError): string {
  if (typeof reason !== 'string') return ''
  if (code === 'template_invalid') return templateFaultText({ reason, found: String(found) })
  if (code === 'prepared_differs') return word('preparedFaults', reason)
  if (code === 'tls_files_unreadable') return word('tlsFaults', reason)
  if (code === 'archive_unreadable') return word('verification', reason)
  return code === 'signed_file_invalid' ? word('verification', reason) : ''
}

/** The name of a signature field: whose place it is, a member's with its number. */
export function fieldText(field: string): string {
  const member = /^member(\d+)$/.exec(field)
  return member ? fill(vi.fields.member, { number: member[1] }) : word('fields', field)
}

/** The sentence for a fault of ours: nothing about it but the id to look it up by. */
export function faultMessage(requestId: string): string {
  return fill(vi.errors.fault, { requestId })
}

/**
 * One line for each malformed value: place, rule, and what was found there; for a regulation file that
 * could not be read, what stopped the reading.
 */
export function issueLines({ code, detail, cause }: AppError): readonly string[] {
  const { issues, others = [] } = detail
  const lines = Array.isArray(issues) ? (issues as InputIssue[]).map(issueLine) : []
  if (code !== 'regime_file_invalid') return lines
  if (lines.length === 0 && cause instanceof AppError)
    return [`${placeText(detail.path)}: ${errorMessage(cause)}`]
  const beside = Array.isArray(others) && others.length > 0 ? `; xem ${others.join(', ')}` : ''
  return lines.map((line) => `${line}${beside}`)
}

/** Place, rule and value of one malformed value. */
export function issueLine({ path, rule, found }: InputIssue): string {
  return `${placeText(path)}: ${ruleMessage(rule)}${found === undefined ? '' : ` (đang là ${found})`}`
}

function placeText(path: unknown): string {
  return typeof path === 'string' && path !== '' ? path : '(toàn tệp)'
}

/** What is wrong with a template and what to do, with the sample and the layout that show it. */
export function templateFaultText(fault: {
  readonly reason: string
  readonly found: string
  readonly sample?: string
  readonly layout?: string
}): string {
  const { reason, found, sample, layout } = fault
  const shown = sample ? ` ${phrase('templateCheck', 'shown', { sample, layout })}` : ''
  return `${phrase('templateFaults', reason, { found })}${shown}`
}

/** What a rule asks for, as the end of a sentence. */
export function ruleMessage(rule: string): string {
  const rules: Readonly<Record<string, string>> = vi.rules
  return rules[rule] ?? vi.rules.invalid
}

/** Where to look again on the paper, for whoever typed: never a number, not even one's own. */
export function typistMessage({ code }: Pick<Finding, 'code'>): string {
  return vi.findingsForTypist[code]
}

/** The sentence of a finding with both sides of its equation, for the head. */
export function findingMessage({ code, numbers }: Finding): string {
  return fill(vi.findings[code], { ...numbers, marks: marksText(numbers) })
}

/** The marks among the numbers, "Tín nhiệm cao (48) + tín nhiệm (4) + …", in the order they have there. */
function marksText(numbers: Finding['numbers']): string {
  return Object.entries(numbers)
    .filter(([name]) => Object.hasOwn(vi.levels, name))
    .map(([level, count], at) => {
      const name = word('levels', level)
      return `${at === 0 ? name : name.toLowerCase()} (${count ?? '…'})`
    })
    .join(' + ')
}

/** One step of a verification as a line: number, verdict, what was checked, whose signature, why. */
export function stepLine({ number, id, status, detail }: StepWords): string {
  const text = (name: string) => (typeof detail[name] === 'string' ? detail[name] : '')
  const reason = text('reason') || text('code')
  const notes = [
    text('field') && fieldText(text('field')),
    text('signer'),
    text('signedAt'),
    text('file'),
    reason && word('verification', reason),
    ...failedText(detail),
    successorText(detail),
  ].filter(Boolean)
  const tail = notes.length > 0 ? ` (${notes.join('; ')})` : ''
  return `${number}. [${word('verification', status)}] ${word('verification', id)}${tail}`
}

/** What failed inside, where one step stands for many: each in words with its reason. */
export function failedText({ failed }: StepWords['detail']): readonly string[] {
  if (!Array.isArray(failed)) return []
  return (failed as { step: string; reason?: unknown }[]).map(({ step, reason }) => {
    const why = typeof reason === 'string' ? `: ${word('verification', reason)}` : ''
    return `${word('verification', step)}${why}`
  })
}

/** The document that takes the place of the one checked, where the step names it. */
export function successorText({ successor }: StepWords['detail']): string | undefined {
  if (typeof successor !== 'object' || successor === null || !('name' in successor))
    return undefined
  return phrase('verdicts', 'successor', {
    ...successor,
    name: word('documents', String(successor.name)),
  })
}

/** What a step's line is made of. */
export type StepWords = {
  readonly number: number
  readonly id: string
  readonly status: string
  readonly detail: Readonly<Record<string, unknown>>
}

/** The word for a code with its placeholders filled. */
export function phrase(
  group: WordGroup,
  code: string,
  values: Readonly<Record<string, unknown>>,
): string {
  return fill(word(group, code), values)
}

function fill(sentence: string, values: Readonly<Record<string, unknown>>): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    if (value === null || value === undefined || value === '') return '…'
    if (Array.isArray(value)) return value.length === 0 ? 'không' : value.join(', ')
    return typeof value === 'string' ? value : JSON.stringify(value)
  })
}
