import type { z } from 'zod'
import { AppError, type InputIssue } from '../errors.ts'
import { pointer } from './json-pointer.ts'

/** The rules an input value can break; each has its sentence in `src/messages/vi.json`. */
export const INPUT_RULES = [
  'required', // the key is missing
  'unknown_key', // no such key here
  'object', // not an object
  'list', // not a list
  'text', // not a text
  'truth', // neither true nor false
  'number', // not a number
  'count', // not a whole number from 0 to 1,000,000, nor null
  'text_empty', // nothing but blanks
  'text_too_long',
  'text_too_short',
  'control_character', // a sign that is not printed: line break, tab, text direction
  'list_empty',
  'list_too_long',
  'choice', // none of the words that may stand here
  'months', // not a whole number of months from 1 to 600
  'day', // not a day of the calendar, YYYY-MM-DD
  'duplicate_id', // another element of the list has the same id
  'too_many_subjects', // more than 1,000 in the whole file
  'percent', // not written as 92,31
  'fraction', // not written as a/b with 0 ≤ a ≤ b, b > 0
  'regime_id', // not lower-case letters, digits and hyphens
  'hash', // not 64 hexadecimal digits
  'link', // not an http(s) address
  'address', // not an http(s) address, or one with a user name or password in it
  'host_name', // neither a host name nor an address
  'host_port', // not host:port
  'object_identifier', // not an object identifier in dots
  'one_source', // a file and a text where one of them is imported
  'band_limits', // no limit, two of one end, or the lower not below the upper
  'bands_overlap', // a share would fall in two bands
  'bands_gap', // a share between or above the bands would fall in none
  'bands_order', // bands not written from the lowest to the highest
  'bands_levels', // bands of different marks
  'level_unknown', // a band of a mark the regulation's votes do not have
  'levels_set', // marks that are neither the three of lấy phiếu nor the two of bỏ phiếu, in their order
  'levels_mixed', // marks of three levels and of two in one file
  'one_base', // bands without a rule that says what shares are taken of, or two such rules
  'rule_twice', // a second rule of a kind that stands once
  'duplicate_provision', // two rules of one kind cite one provision
  'period', // in force from a day after its end
  'regimes_overlap', // two regulations of one side in force on one day
  'unknown_step', // a deadline of a step the regulation does not have
  'unknown_band', // a follow-up of a band the regulation does not have
  'rule_id', // not a small letter followed by small letters, digits, underscores
  'replaces_unknown', // it takes the place of a file that is not there, of another side, or of itself
  'replaces_twice', // two files take the place of one
  'replaces_circle', // files take each other's place in a circle
  'replacement_refused', // the file that takes this one's place is set aside
  'unreadable', // no file, or one that may not be read
  'file_name', // the file is not named after its id
  'username', // not 3 to 64 small letters, digits, dots, hyphens, underscores
  'network_address', // not an IPv4 or IPv6 address
  'sheet_sizes', // not whole numbers above 0
  'invalid', // any other fault
] as const
export type InputRule = (typeof INPUT_RULES)[number]

const FOUND_LENGTH = 60
const EXPECTED: Readonly<Record<string, InputRule>> = {
  object: 'object',
  record: 'object',
  array: 'list',
  string: 'text',
  boolean: 'truth',
  number: 'number',
  int: 'number',
}

/**
 * `value` as the schema returns it.
 *
 * Refused as `invalid_input` {issues}, one issue per fault in the order of the schema.
 */
export function checked<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new AppError('invalid_input', { issues: textIssues(result.error, value) }, result.error)
}

/**
 * What zod found wrong with `value`, as data for sentences: JSON pointer, rule, and the value found as
 * JSON cut at 60 characters. A schema names its rule in the place of zod's message (`z.int('count')`).
 * One place breaks one rule once; each unknown key is an issue of its own.
 */
export function textIssues(error: z.ZodError, value: unknown): InputIssue[] {
  const issues = error.issues.flatMap((issue): InputIssue[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => textIssue([...issue.path, key], 'unknown_key', value))
      : [textIssue(issue.path, ruleOf(issue, value), value)],
  )
  const seen = new Set<string>()
  return issues.filter(({ path, rule }) => {
    const key = `${rule} ${path}`
    return !seen.has(key) && seen.add(key)
  })
}

function textIssue(keys: readonly PropertyKey[], rule: InputRule, value: unknown): InputIssue {
  const found = valueAt(keys, value)
  return { path: pointer(keys), rule, ...(found === undefined ? {} : { found: shortJson(found) }) }
}

function ruleOf(issue: z.core.$ZodIssue, value: unknown): InputRule {
  const named = INPUT_RULES.find((rule) => rule === issue.message)
  if (issue.code !== 'custom' && valueAt(issue.path, value) === undefined) return 'required'
  if (named) return named
  if (issue.code === 'invalid_type') return EXPECTED[issue.expected] ?? 'invalid'
  if (issue.code === 'invalid_value' || issue.code === 'invalid_union') return 'choice'
  return 'invalid'
}

function valueAt(keys: readonly PropertyKey[], value: unknown): unknown {
  return keys.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key)
        ? (at as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  )
}

function shortJson(value: unknown): string {
  const signs = Array.from(JSON.stringify(cutOff(value)) ?? String(value))
  return signs.length <= FOUND_LENGTH
    ? signs.join('')
    : `${signs.slice(0, FOUND_LENGTH - 1).join('')}…`
}

/** Without what lies deeper than can be shown: a hostile value may be nested past what the stack holds. */
function cutOff(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (depth === FOUND_LENGTH) return null
  if (Array.isArray(value)) return value.map((each) => cutOff(each, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, cutOff(each, depth + 1)]),
  )
}
