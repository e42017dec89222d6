import { INVALID_LINE, UNREAD } from '../../domain/ballot.ts'
import type { Paper } from '../ballot-paper.ts'
import type { Typed } from './form.ts'

/** The box that says the paper is invalid as a whole. */
export const INVALID_FIELD = 'invalid'

/** The field of a line, counted from 0. */
export function lineField(line: number): string {
  return `line.${line}`
}

/**
 * The paper as the form says it was read; `paper` is as it was shown. A line that was not open stays, a line
 * without a mark of the vote is unread.
 */
export function paperTyped(typed: Typed, paper: Paper, levels: number): Paper {
  const signs = paper.signs.split('').map((shown, line) => {
    if (!paper.open.includes(line)) return shown
    const sign = typed[lineField(line)] ?? UNREAD
    const known = sign === INVALID_LINE || (/^[1-9]$/.test(sign) && Number(sign) <= levels)
    return known ? sign : UNREAD
  })
  return { ...paper, signs: signs.join(''), invalid: typed[INVALID_FIELD] !== undefined }
}
