import type { Condition } from './condition.ts'
import type { Placeholder, TextPart } from './placeholder.ts'

/** What a template may name: the model, and the items of the lists it walks. */
export type Scope = Readonly<Record<string, unknown>>

/** The template's own dictionaries: code → words. */
export type Words = Readonly<Record<string, Readonly<Record<string, string>>>>

const DOTS = 3

/** The text with every placeholder filled; a missing value (`null`) becomes a dotted blank. */
export function fillText(parts: readonly TextPart[], scope: Scope, words: Words): string {
  return parts
    .map((part) => (typeof part === 'string' ? part : fill(part, scope, words)))
    .join('')
    .normalize('NFC')
}

function fill(placeholder: Placeholder, scope: Scope, words: Words): string {
  let value = valueAt(scope, placeholder.path)
  let dots = DOTS
  for (const { name, argument } of placeholder.filters) {
    if (name === 'blank') dots = Number(argument)
    else if (name === 'or') value ??= argument
    else if (name === 'word') value = words[argument]?.[String(value)]
    else if (value !== null) value = name === 'upper' ? upper(value) : lowerFirst(value)
  }
  if (value === null) return '…'.repeat(dots)
  if (typeof value === 'string') return value
  throw new TypeError(`${placeholder.path.join('.')} is no text`)
}

function upper(value: unknown): string {
  return String(value).toLocaleUpperCase('vi')
}

function lowerFirst(value: unknown): string {
  const text = String(value)
  return text.slice(0, 1).toLocaleLowerCase('vi') + text.slice(1)
}

/** The value at `path`; own properties only. TypeError if there is none: loading has checked every path. */
export function valueAt(scope: Scope, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name))
      throw new TypeError(`no ${path.join('.')}`)
    return (value as Scope)[name]
  }, scope)
}

/** The list at `path`. */
export function listAt(scope: Scope, path: readonly string[]): readonly unknown[] {
  const value = valueAt(scope, path)
  if (!Array.isArray(value)) throw new TypeError(`${path.join('.')} is no list`)
  return value
}

/** The number at `path`. */
export function numberAt(scope: Scope, path: readonly string[]): number {
  const value = valueAt(scope, path)
  if (typeof value !== 'number') throw new TypeError(`${path.join('.')} is no number`)
  return value
}

/** Whether the condition holds; a list holds when it has items, other values when they are there. */
export function holds(condition: Condition | undefined, scope: Scope): boolean {
  if (!condition) return true
  const value = valueAt(scope, condition.path)
  const found =
    condition.is === null
      ? value !== null && value !== false && !(Array.isArray(value) && value.length === 0)
      : value === condition.is
  return found !== condition.not
}
