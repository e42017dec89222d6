import { PlaceholderError, type TextPart, parseText } from './placeholder.ts'

/** What stands for a number that is not known yet: shorter than any number with another digit. */
const ANY_NUMBER = '1'
const NAME = /^[a-z][A-Za-z0-9]*$/

/**
 * The name of a signature field: letters and digits, and `{{ item.number }}` where its cell is repeated
 * (`member{{ member.number }}`). Throws `PlaceholderError`.
 */
export function parseFieldName(source: string): TextPart[] {
  const parts = parseText(source)
  const filtered = parts.some((part) => typeof part !== 'string' && part.filters.length > 0)
  if (filtered || !NAME.test(exampleOf(parts))) throw new PlaceholderError('bad_field_name', source)
  return parts
}

/** The name as the template writes it. */
export function fieldNameText(name: readonly TextPart[]): string {
  return name
    .map((part) => (typeof part === 'string' ? part : `{{ ${part.path.join('.')} }}`))
    .join('')
}

/** Whether two names can become the same once numbers stand in them. */
export function canClash(one: readonly TextPart[], other: readonly TextPart[]): boolean {
  return patternOf(one).test(exampleOf(other)) || patternOf(other).test(exampleOf(one))
}

function exampleOf(parts: readonly TextPart[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : ANY_NUMBER)).join('')
}

function patternOf(parts: readonly TextPart[]): RegExp {
  return new RegExp(`^${parts.map((part) => (typeof part === 'string' ? part : '\\d+')).join('')}$`)
}
