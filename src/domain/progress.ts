import { type SheetFacts, type SheetState, sheetStateOf } from './entry.ts'
import type { SessionState } from './session.ts'

/** The groups that sheets are counted in while a session is counted. */
export const SHEET_GROUPS = ['definitive', 'different', 'inWork', 'empty'] as const
export type SheetGroup = (typeof SHEET_GROUPS)[number]

/**
 * How far a counting is. Sheets by group; ballots as planned for the sheets, never as typed. Nothing in
 * it comes from a count that somebody typed, or names anybody.
 */
export type Progress = {
  readonly state: SessionState
  readonly sheets: Readonly<Record<SheetGroup, number>>
  readonly total: number
  /** The ballots planned for the sheets that are definitive. */
  readonly ballotsDefinitive: number
  readonly ballotsPlanned: number
}

const GROUP_OF = {
  empty: 'empty',
  first_in_progress: 'inWork',
  first_has_errors: 'inWork', // whoever typed it is still at it
  first_final: 'inWork',
  next_in_progress: 'inWork',
  different: 'different',
  definitive: 'definitive',
} as const satisfies Record<SheetState, SheetGroup>

/** The progress of a session in that state over all its sheets. */
export function countProgress(state: SessionState, sheets: readonly SheetFacts[]): Progress {
  const counted = { definitive: 0, different: 0, inWork: 0, empty: 0 }
  let [ballotsDefinitive, ballotsPlanned] = [0, 0]
  for (const sheet of sheets) {
    const group = GROUP_OF[sheetStateOf(sheet)]
    counted[group] += 1
    ballotsPlanned += sheet.plan.ballots
    if (group === 'definitive') ballotsDefinitive += sheet.plan.ballots
  }
  return { state, sheets: counted, total: sheets.length, ballotsDefinitive, ballotsPlanned }
}
