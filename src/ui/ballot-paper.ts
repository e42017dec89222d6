import { type Ballot, INVALID_PAPER, UNREAD } from '../domain/ballot.ts'

/** One paper while it is being read: its lines as signs of `Ballot`, and where the reader is. */
export type Paper = {
  readonly signs: string
  /** Whether the paper is invalid as a whole; its signs are kept for a slip. */
  readonly invalid: boolean
  /** The lines that may be marked, from 0, in the order of the ballot. */
  readonly open: readonly number[]
  /** The line being read; the number of lines once the last one was. */
  readonly at: number
}

/** A paper of that many lines with nothing read. */
export function newPaper(lines: number): Paper {
  return paperOf(UNREAD.repeat(lines), false, eachOf(lines))
}

/**
 * A paper as it was kept, to be looked at again. With `again`, only those lines may be marked, and those
 * not read yet; the reader stands on the first line not read, or else on the first one open.
 */
export function openPaper(marks: Ballot, lines: number, again: readonly number[]): Paper {
  if (marks === INVALID_PAPER) return { ...newPaper(lines), invalid: true }
  const all = eachOf(lines)
  const open = all.filter((line) => again.includes(line) || marks[line] === UNREAD)
  const paper = paperOf(marks, false, again.length > 0 ? open : all)
  return unread(paper).length > 0 ? paper : { ...paper, at: paper.open[0] ?? 0 }
}

function paperOf(signs: string, invalid: boolean, open: readonly number[]): Paper {
  const paper = { signs, invalid, open, at: 0 }
  return { ...paper, at: unread(paper)[0] ?? signs.length }
}

const eachOf = (lines: number): readonly number[] => Array.from({ length: lines }, (_, at) => at)

/** The lines not read yet; none on a paper that is invalid as a whole. */
export function unread({ signs, invalid }: Pick<Paper, 'signs' | 'invalid'>): readonly number[] {
  if (invalid) return []
  return signs.split('').flatMap((sign, line) => (sign === UNREAD ? [line] : []))
}

/** The paper as it is kept. */
export function marksOf({ signs, invalid }: Paper): Ballot {
  return invalid ? INVALID_PAPER : signs
}

/** Whether nothing was read on it. */
export function isBlank({ signs, invalid }: Paper): boolean {
  return !invalid && signs === UNREAD.repeat(signs.length)
}

/** The sign put at the line being read, and the next open line reached; a paper invalid as a whole stays. */
export function mark(paper: Paper, sign: string): Paper {
  const { signs, at, open, invalid } = paper
  if (invalid || !open.includes(at)) return paper
  return move({ ...paper, signs: signs.slice(0, at) + sign + signs.slice(at + 1) }, 1)
}

/** Every line not read yet marked with the highest level; the reader stands on the first of them. */
export function restHighest(paper: Paper): Paper {
  const [first] = unread(paper)
  if (first === undefined) return paper
  return { ...paper, signs: paper.signs.replaceAll(UNREAD, '1'), at: first }
}

/** The paper invalid as a whole, or again not. */
export function toggleInvalid(paper: Paper): Paper {
  const turned = { ...paper, invalid: !paper.invalid }
  return { ...turned, at: turned.invalid ? paper.signs.length : (unread(turned)[0] ?? paper.at) }
}

/** The reader that many open lines further, or back; never before the first nor behind the end. */
export function move(paper: Paper, by: number): Paper {
  const stops = [...paper.open, paper.signs.length]
  const now = stops.findIndex((line) => line >= paper.at)
  const to = Math.max(0, Math.min(stops.length - 1, now + by))
  return { ...paper, at: stops[to]! }
}

/** The reader on that line, if it may be marked. */
export function goTo(paper: Paper, line: number): Paper {
  return paper.open.includes(line) ? { ...paper, at: line } : paper
}
