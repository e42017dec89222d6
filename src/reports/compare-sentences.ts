import type { PrintFault } from './compare-print.ts'
import type { ExpectedSentence } from './expected-print.ts'
import { escaped } from './printed-leaves.ts'
import { inOneLine } from './read-print.ts'

const FIGURE = String.raw`([0-9a-f]{64}|\d[\d.,]*\d|\d)`

/** Sentences of one wording are compared as one list: what they say, in the order they stand on the paper. */
export function compareSentences(
  lines: readonly string[],
  expected: readonly ExpectedSentence[],
): readonly PrintFault[] {
  const byWording = new Map<string, string[]>()
  for (const sentence of expected) {
    const wording = patternOf(sentence)
    byWording.set(wording, [...(byWording.get(wording) ?? []), saidBy(sentence)])
  }
  let text = inOneLine(lines.join(' '))
  const faults: PrintFault[] = []
  // the longest first: the beginning of one may be the whole of another
  for (const [wording, said] of [...byWording].toSorted(([a], [b]) => b.length - a.length)) {
    const pattern = new RegExp(wording, 'gu')
    const printed = [...text.matchAll(pattern)].map((match) => match.slice(1).join(' · '))
    text = text.replaceAll(pattern, '\n')
    const at = Math.max(said.length, printed.length)
    // a word too long for its line is parted anywhere
    const differs = Array.from({ length: at }, (_, i) => i).find(
      (i) => said[i]?.replaceAll(' ', '') !== printed[i]?.replaceAll(' ', ''),
    )
    if (differs === undefined) continue
    const reason = printed[differs] === undefined ? 'not_printed' : 'figure_differs'
    faults.push({ reason, expected: said[differs] ?? '', printed: printed[differs] ?? '' })
  }
  return faults
}

function saidBy({ parts }: ExpectedSentence): string {
  const values = parts.filter((part) => typeof part === 'object' && part !== null)
  return values
    .slice(startsWithValue(parts) ? 1 : 0)
    .map(({ value }) => inOneLine(value))
    .join(' · ')
}

function startsWithValue(parts: ExpectedSentence['parts']): boolean {
  const first = parts.find((part) => part !== '')
  return typeof first === 'object' && first !== null
}

/** A wording as a regular expression whose groups are its values; a value at its very beginning is part of the wording. */
function patternOf({ parts }: ExpectedSentence): string {
  const opening = typeof parts[0] === 'string' ? inOneLine(parts[0]) : ''
  const other = opening.length > 1 ? `(?:(?!${escaped(opening)}).)` : '.'
  const own = startsWithValue(parts)
  return parts
    .map((part, at) => {
      if (part === null) return `${other}{0,300}?`
      if (typeof part === 'string') return escaped(part)
      if (own && at === parts.findIndex((each) => each !== '')) return escaped(part.value)
      return /^[\d.,]+$|^[0-9a-f]{64}$/.test(part.value) ? FIGURE : `(${other}{1,300}?)`
    })
    .join('')
}
