/** Thrown for text that breaks the template language; `template.ts` adds file and place. */
export class PlaceholderError extends Error {
  override readonly name = 'PlaceholderError'
  readonly reason: string
  readonly found: string

  constructor(reason: string, found: string) {
    super(`${reason}: ${found}`)
    this.reason = reason
    this.found = found
  }
}

/** `word` looks a code up in the template's own dictionary; `blank` sets the dots of a missing value. */
const FILTERS = ['upper', 'lowerFirst', 'blank', 'or', 'word'] as const
type FilterName = (typeof FILTERS)[number]
const WITH_ARGUMENT: readonly FilterName[] = ['blank', 'or', 'word']

type Filter = { readonly name: FilterName; readonly argument: string }
export type Placeholder = { readonly path: readonly string[]; readonly filters: readonly Filter[] }
export type TextPart = string | Placeholder

const SEGMENT = /^[a-z][A-Za-z0-9]*$/
const FORBIDDEN = new Set(['constructor', 'prototype'])

/**
 * Text with `{{ path | filter: argument }}` taken apart. Throws `PlaceholderError`.
 *
 * The language is this and no more: no loops, no calls, no arithmetic.
 */
export function parseText(source: string): TextPart[] {
  return source
    .normalize('NFC')
    .split(/(\{\{.*?\}\})/s)
    .filter((part) => part !== '')
    .map((part) => {
      if (part.startsWith('{{') && part.endsWith('}}')) return parsePlaceholder(part.slice(2, -2))
      if (/\{\{|\}\}/.test(part)) throw new PlaceholderError('bad_braces', part)
      return part
    })
}

function parsePlaceholder(source: string): Placeholder {
  const [path = '', ...filters] = source.split('|').map((each) => each.trim())
  return { path: parsePath(path), filters: filters.map(parseFilter) }
}

/** `voters.present` as its names. Throws `PlaceholderError`; nothing of an object's prototype can be named. */
export function parsePath(source: string): string[] {
  const path = source.split('.')
  if (!path.every((name) => SEGMENT.test(name) && !FORBIDDEN.has(name)))
    throw new PlaceholderError('bad_path', source)
  return path
}

function parseFilter(source: string): Filter {
  const match = /^([a-zA-Z]+)(?::\s*(.*))?$/s.exec(source)
  const name = FILTERS.find((each) => each === match?.[1])
  if (!name) throw new PlaceholderError('unknown_filter', source)
  const argument = match?.[2]
  if (WITH_ARGUMENT.includes(name) !== (argument !== undefined))
    throw new PlaceholderError('bad_argument', source)
  if (name === 'blank' && !/^[1-9][0-9]?$/.test(argument ?? ''))
    throw new PlaceholderError('bad_argument', source)
  return { name, argument: argument ?? '' }
}
