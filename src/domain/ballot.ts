import type { SheetCounts, SheetPlan, SheetRow } from './entry.ts'
import type { Level } from './tally.ts'

/**
 * One ballot as typed: a sign for each subject in ballot order, or `X` for a paper that is invalid as a
 * whole. `1`, `2`, `3` are the vote's levels from the highest, `0` a line that does not count, `_` a
 * line not read yet.
 */
export type Ballot = string

/** The sign of a paper that is invalid as a whole. */
export const INVALID_PAPER = 'X'
/** The sign of a line that does not count. */
export const INVALID_LINE = '0'
/** The sign of a line that was not read yet. */
export const UNREAD = '_'

/** Whether the text is a ballot of that sheet. */
export function isBallot(text: string, { subjects, levels }: SheetPlan): boolean {
  if (text === INVALID_PAPER) return true
  const signs = new Set([UNREAD, INVALID_LINE, ...levels.map((_, at) => String(at + 1))])
  return text.length === subjects.length && text.split('').every((sign) => signs.has(sign))
}

/**
 * The counts of a sheet whose papers are these. Cells are `null` for a subject that is unread on some
 * paper, and everywhere while there is no paper: unread is never zero.
 *
 * @law 96-qd-tw-2023 Điều 6.3
 */
export function countBallots(ballots: readonly Ballot[], plan: SheetPlan): SheetCounts {
  const papers = ballots.filter((ballot) => ballot !== INVALID_PAPER)
  const some = ballots.length > 0
  return {
    collected: some ? ballots.length : null,
    valid: some ? papers.length : null,
    invalid: some ? ballots.length - papers.length : null,
    rows: plan.subjects.map((subject, at) => {
      const signs = papers.map((paper) => paper[at]!)
      return countSigns(subject, signs, plan.levels, some && !signs.includes(UNREAD))
    }),
  }
}

function countSigns(
  subject: string,
  signs: readonly string[],
  levels: readonly Level[],
  known: boolean,
): SheetRow {
  const countOf = (sign: string) => (known ? signs.filter((each) => each === sign).length : null)
  const marks = levels.map((level, at) => [level, countOf(String(at + 1))] as const)
  return { subject, ...Object.fromEntries(marks), invalid: countOf(INVALID_LINE) }
}

/**
 * The ballots with the lines that differ between passes unread again, as their author gets them back. No
 * ballot is left when the passes do not agree on how many papers there are or how many are valid.
 */
export function withoutLines(ballots: readonly Ballot[], paths: readonly string[]): Ballot[] {
  const rows = paths.map((path) => /^\/rows\/(\d+)\//.exec(path)?.[1])
  if (rows.includes(undefined)) return []
  const emptied = new Set(rows.map(Number))
  return ballots.map((ballot) =>
    ballot === INVALID_PAPER
      ? ballot
      : ballot
          .split('')
          .map((sign, at) => (emptied.has(at) ? UNREAD : sign))
          .join(''),
  )
}

/**
 * The ballots in alphabetical order: nothing is left of the order in which papers lay or were typed, so
 * that no paper can be tied to a voter.
 *
 * @law 96-qd-tw-2023 Hướng dẫn 03-HD/TW
 */
export function unlinked(ballots: readonly Ballot[]): readonly Ballot[] {
  return [...ballots].sort()
}
