import { z } from 'zod'
import type { Condition } from './condition.ts'
import type { TextPart } from './placeholder.ts'
import { templateFault } from './template-fault.ts'

/** What the names of a template mean where it is checked. */
export type Fields = Readonly<Record<string, z.ZodType>>

/** One template being checked: its file, its dictionaries, and which of them were used so far. */
export type Check = {
  readonly file: string
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly usedWords: Set<string>
}

/** The schema of the value at `path`; throws `template_invalid` when there is no such value. */
export function fieldAt(
  check: Check,
  fields: Fields,
  path: readonly string[],
  place: string,
): z.ZodType {
  let field: z.ZodType = z.object(fields)
  for (const name of path) {
    const next = field instanceof z.ZodObject ? ownShape(field, name) : undefined
    if (!next) throw templateFault(check.file, place, 'unknown_field', path.join('.'))
    field = next
  }
  return field
}

function ownShape(schema: z.ZodObject, name: string): z.ZodType | undefined {
  return Object.hasOwn(schema.shape, name) ? (schema.shape[name] as z.ZodType) : undefined
}

/** Throws `template_invalid` unless every placeholder names a text, or a code with a dictionary for it. */
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
    else if (!isText(field)) throw templateFault(check.file, place, 'not_text', part.path.join('.'))
  }
}

function isText(field: z.ZodType): boolean {
  const inner = field instanceof z.ZodNullable ? field.unwrap() : field
  return inner instanceof z.ZodString
}

/** A dictionary must hold exactly the codes its field can have. */
function checkWord(check: Check, field: z.ZodType, name: string, place: string): void {
  const dictionary = Object.hasOwn(check.words, name) ? check.words[name] : undefined
  if (!dictionary) throw templateFault(check.file, place, 'unknown_dictionary', name)
  if (!(field instanceof z.ZodEnum)) throw templateFault(check.file, place, 'not_a_code', name)
  const codes = field.options.map(String)
  const odd = [
    ...codes.filter((code) => !Object.hasOwn(dictionary, code)),
    ...Object.keys(dictionary).filter((code) => !codes.includes(code)),
  ]
  if (odd.length > 0)
    throw templateFault(check.file, `/words/${name}`, 'dictionary_differs', odd.join(' '))
  check.usedWords.add(name)
}

/** Throws `template_invalid` for a condition on nothing, on an impossible code, or that always holds. */
export function checkCondition(
  check: Check,
  fields: Fields,
  condition: Condition | undefined,
  place: string,
): void {
  if (!condition) return
  const field = fieldAt(check, fields, condition.path, `${place}/when`)
  const found = condition.path.join('.')
  if (condition.is !== null) {
    if (!(field instanceof z.ZodEnum && field.options.includes(condition.is)))
      throw templateFault(check.file, `${place}/when`, 'impossible_condition', condition.is)
  } else if (!(
    field instanceof z.ZodBoolean ||
    field instanceof z.ZodArray ||
    field instanceof z.ZodNullable
  ))
    throw templateFault(check.file, `${place}/when`, 'condition_always_holds', found)
}

/** The fields of one item of the list at `path`; throws `template_invalid` when it is no list. */
export function itemAt(
  check: Check,
  fields: Fields,
  path: readonly string[],
  place: string,
): z.ZodType {
  const list = fieldAt(check, fields, path, place)
  if (!(list instanceof z.ZodArray))
    throw templateFault(check.file, place, 'not_a_list', path.join('.'))
  return list.element as z.ZodType
}

/** `fields` with one name more; throws `template_invalid` when the name is taken. */
export function withField(
  check: Check,
  fields: Fields,
  name: string,
  field: z.ZodType,
  place: string,
): Fields {
  if (Object.hasOwn(fields, name)) throw templateFault(check.file, place, 'name_taken', name)
  return { ...fields, [name]: field }
}
