import type { PrintFault } from './compare-print.ts'
import type { ExpectedBars } from './expected-print.ts'
import { standsIn, strangeBelow } from './printed-words.ts'

/** Where labels of bars and the counts inside them differ from those expected. */
export function compareBars(
  lines: readonly string[],
  expected: readonly ExpectedBars[],
): readonly PrintFault[] {
  let from = 0
  return expected.flatMap((block) => {
    const start = afterLegend(lines, from, block.legend)
    if (start === null) return [missing(block.legend.join(' '))]
    const { end, faults } = compareBlock(lines, start, block)
    from = end
    return faults
  })
}

function missing(expected: string): PrintFault {
  return { reason: 'not_printed', expected, printed: '' }
}

/** The line below the legend, which may run over several lines side by side. */
function afterLegend(
  lines: readonly string[],
  from: number,
  legend: readonly string[],
): number | null {
  const wanted = legend.flatMap((each) => each.split(' ')).toSorted()
  for (let at = from; at < lines.length; at += 1) {
    let words: readonly string[] = []
    for (let to = at; to < lines.length && words.length < wanted.length; to += 1) {
      words = [...words, ...lines[to]!.split(/\s+/)]
      if (words.toSorted().join(' ') === wanted.join(' ')) return to + 1
    }
  }
  return null
}

type Compared = { readonly end: number; readonly faults: readonly PrintFault[] }

function compareBlock(lines: readonly string[], start: number, block: ExpectedBars): Compared {
  const { bars, below } = block
  const starts: number[] = []
  for (const { label } of bars) {
    const at = lines.findIndex(
      (line, each) => each >= (starts.at(-1) ?? start - 1) + 1 && beginsWith(line, label),
    )
    if (at < 0) return { end: start, faults: [missing(label)] }
    starts.push(at)
  }
  const faults: PrintFault[] = []
  for (const [at, { label, counts }] of bars.entries()) {
    const isLast = at === bars.length - 1
    const own = isLast
      ? wholeOf(lines, starts[at]!, label)
      : lines.slice(starts[at], starts[at + 1])
    const printed = own.join(' ')
    const digits = own.flatMap((line) => line.split(/\s+/).filter((word) => /^\d+$/.test(word)))
    const strange = strangeBelow(own, { allowed: label, numbers: true, below: [] })
    if (!standsIn(label, own) || strange !== undefined)
      faults.push({ reason: 'name_differs', expected: label, printed: strange ?? printed })
    else if (!areAmong(digits, counts, label))
      faults.push({ reason: 'figure_differs', expected: `${label}: ${counts.join(' ')}`, printed })
  }
  const [last, end] = [bars.at(-1), (starts.at(-1) ?? start) + 1]
  const known = { allowed: last?.label ?? '', numbers: true, below }
  const strange = strangeBelow(lines.slice(end), known)
  if (strange === undefined || !last) return { end, faults }
  const fault = { reason: 'name_differs', expected: last.label, printed: strange } as const
  return { end, faults: [...faults, fault] }
}

/** The lines of the last bar: down to the first that has more than its label and numbers. */
function wholeOf(lines: readonly string[], from: number, label: string): readonly string[] {
  const after = lines.findIndex(
    (line, at) =>
      at > from && line.split(/\s+/).some((word) => !label.includes(word) && !/^\d+$/.test(word)),
  )
  return lines.slice(from, after < 0 ? lines.length : after)
}

/** Whether the line begins with the number and the first word of a label, or a part of a long word. */
function beginsWith(line: string, label: string): boolean {
  const [number, word] = line.split(/\s+/)
  const [wantedNumber, wanted] = label.split(' ')
  if (number !== wantedNumber) return false
  return word === undefined || wanted === undefined || wanted.startsWith(word)
}

/** Whether the digits are counts in their order; one whose part of the bar is too narrow for it is not drawn. */
function areAmong(digits: readonly string[], counts: readonly number[], label: string): boolean {
  const inLabel = new Set(label.split(' '))
  const drawn = digits.filter((each) => !inLabel.has(each))
  let at = -1
  return drawn.every((each) => {
    at = counts.findIndex((count, place) => place > at && count > 0 && String(count) === each)
    return at >= 0
  })
}
