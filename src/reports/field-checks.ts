import { z } from 'zod'
import type { Condition } from './condition.ts'
import type { TextPart } from './placeholder.ts'

/** What the names of a template mean where it is checked. */
export type Fields = Readonly<Record<string, z.ZodType>>

/** One template being checked: its dictionaries, which of them were used so far, and who is told of faults. */
export type Check = {
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly usedWords: Set<string>
  report(place: string, reason: string, found: string): void
}

/** The schema of the value at `path`; reports when there is no such value. */
export function fieldAt(
  check: Check,
  fields: Fields,
  path: readonly string[],
  place: string,
): z.ZodType | undefined {
  let field: z.ZodType = z.object(fields)
  for (const name of path) {
    // Below what is itself unknown everything is.
    if (field instanceof z.ZodUnknown) return undefined
    const next = field instanceof z.ZodObject ? ownShape(field, name) : undefined
    if (!next) {
      check.report(place, 'unknown_field', path.join('.'))
      return undefined
    }
    field = next
  }
  return field instanceof z.ZodUnknown ? undefined : field
}

function ownShape(schema: z.ZodObject, name: string): z.ZodType | undefined {
  return Object.hasOwn(schema.shape, name) ? (schema.shape[name] as z.ZodType) : undefined
}

/** Reports every placeholder that names neither a text nor a code with a dictionary for it. */
export function checkText(
  check: Check,
  fields: Fields,
  parts: readonly TextPart[],
  place: string,
): void {
  for (const part of parts) {
    if (typeof part === 'string') continue
    const field = fieldAt(check, fields, part.path, place)
    const word = part.filters.find(({ name }) => name === 'word')
    if (word) checkWord(check, field, word.argument, place)
    else if (field && !isText(field)) check.report(place, 'not_text', part.path.join('.'))
  }
}

function isText(field: z.ZodType): boolean {
  const inner = field instanceof z.ZodNullable ? field.unwrap() : field
  return inner instanceof z.ZodString
}

/** A dictionary must hold exactly the codes its field can have. */
function checkWord(check: Check, field: z.ZodType | undefined, name: string, place: string): void {
  const dictionary = Object.hasOwn(check.words, name) ? check.words[name] : undefined
  if (!dictionary) return check.report(place, 'unknown_dictionary', name)
  check.usedWords.add(name)
  if (!field) return
  if (!(field instanceof z.ZodEnum)) return check.report(place, 'not_a_code', name)
  const codes = field.options.map(String)
  const missing = codes.filter((code) => !Object.hasOwn(dictionary, code))
  const odd = Object.keys(dictionary).filter((code) => !codes.includes(code))
  if (missing.length > 0) check.report(`/words/${name}`, 'code_without_word', missing.join(' '))
  for (const code of odd) check.report(`/words/${name}/${code}`, 'word_without_code', code)
}

/** Reports a condition on nothing, on an impossible code, or that always holds. */
export function checkCondition(
  check: Check,
  fields: Fields,
  condition: Condition | undefined,
  place: string,
): void {
  if (!condition) return
  const field = fieldAt(check, fields, condition.path, `${place}/when`)
  if (!field) return
  const found = condition.path.join('.')
  if (condition.is !== null) {
    if (!(field instanceof z.ZodEnum && field.options.includes(condition.is)))
      check.report(`${place}/when`, 'impossible_condition', condition.is)
  } else if (!(
    field instanceof z.ZodBoolean ||
    field instanceof z.ZodArray ||
    field instanceof z.ZodNullable
  ))
    check.report(`${place}/when`, 'condition_always_holds', found)
}

/** The fields of one item of the list at `path`; reports when it is no list, and then nothing is known of the item. */
export function itemAt(
  check: Check,
  fields: Fields,
  path: readonly string[],
  place: string,
): z.ZodType {
  const list = fieldAt(check, fields, path, place)
  if (list instanceof z.ZodArray) return list.element as z.ZodType
  if (list) check.report(place, 'not_a_list', path.join('.'))
  return z.unknown()
}

/** `fields` with one name more; reports when the name is taken. */
export function withField(
  check: Check,
  fields: Fields,
  name: string,
  field: z.ZodType,
  place: string,
): Fields {
  if (Object.hasOwn(fields, name)) check.report(place, 'name_taken', name)
  return { ...fields, [name]: field }
}
