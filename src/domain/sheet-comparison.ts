import { type EntryPass, type SheetCounts, type SheetFacts, definitiveCounts } from './entry.ts'
import type { JournalEntry } from './journal.ts'
import { type Count, LEVELS, markCount } from './tally.ts'
import type { Instant } from './time.ts'

const BALLOT_CELLS = ['collected', 'valid', 'invalid'] as const
/** A cell of a bundle: its ballots, or a person's marks; `line` is the line that is not valid. */
export const SHEET_CELLS = [...BALLOT_CELLS, ...LEVELS, 'line'] as const
export type SheetCell = (typeof SHEET_CELLS)[number]

/** One cell that stands with another count now. */
export type ChangedCell = {
  /** By id; `null` for the ballots of the bundle. */
  readonly subject: string | null
  readonly cell: SheetCell
  readonly old: Count
  readonly now: Count
}

/** What was done to a bundle between two revisions; nothing of it tells a count. */
export type SheetDeed =
  | { readonly act: 'typed'; readonly passNo: number }
  | { readonly act: 'returned' | 'chosen'; readonly passNo: number; readonly reason: string }
  | { readonly act: 'rechecked'; readonly agrees: boolean; readonly note: string | null }

/** The same with who did it, and when. */
export type SheetAct = SheetDeed & { readonly at: Instant; readonly account: string | null }

/** The types of entries that say what became of a bundle. */
export const SHEET_EVENTS = ['pass_submitted', 'difference_settled', 'sheet_rechecked'] as const

/** The cells in which two definitive states of a bundle differ, in the order of its paper. */
export function changedCells(old: SheetCounts, now: SheetCounts): readonly ChangedCell[] {
  const subjects = new Set([...now.rows, ...old.rows].map(({ subject }) => subject))
  const cells = [
    ...BALLOT_CELLS.map((cell) => ({ subject: null, cell, old: old[cell], now: now[cell] })),
    ...[...subjects].flatMap((subject) => {
      const before = rowCells(old, subject)
      return rowCells(now, subject).map(([cell, count], at) => {
        return { subject, cell, old: before[at]![1], now: count }
      })
    }),
  ]
  return cells.filter((each) => each.old !== each.now)
}

function rowCells(counts: SheetCounts, subject: string): readonly (readonly [SheetCell, Count])[] {
  const row = counts.rows.find((each) => each.subject === subject)
  return [
    ...LEVELS.map((level) => [level, row ? markCount(row, level) : null] as const),
    ['line', row?.invalid ?? null],
  ]
}

/**
 * The counts that stood for a bundle before the entry of that number, from the journal alone; `undefined`
 * where none did. `entries` in their order.
 */
export function countsBefore(
  sheet: Pick<SheetFacts, 'plan' | 'passesRequired'> & { readonly id: string },
  entries: readonly JournalEntry[],
  before: number,
): SheetCounts | undefined {
  const passes = new Map<number, EntryPass>()
  const settlements: SheetFacts['settlements'][number][] = []
  for (const { seq, actor, event } of entries) {
    if (seq >= before || !('sheet' in event) || event.sheet !== sheet.id) continue
    if (event.type === 'difference_settled') settlements.push(event.settlement)
    if (event.type !== 'pass_submitted') continue
    const { pass: id, passNo, counts } = event
    passes.set(passNo, { id, passNo, counts, account: actor?.account ?? '' })
  }
  const { plan, passesRequired } = sheet
  const claimed = [...passes.keys()]
  return definitiveCounts({
    plan,
    passesRequired,
    claimed,
    passes: [...passes.values()],
    settlements,
  })
}

/** What was done to the bundle from the entry of one number to just before that of another, in its order. */
export function actsBetween(
  sheet: string,
  entries: readonly JournalEntry[],
  from: number,
  before: number,
): readonly SheetAct[] {
  return entries.flatMap(({ seq, at, actor, event }): readonly SheetAct[] => {
    if (seq < from || seq >= before || !('sheet' in event) || event.sheet !== sheet) return []
    const by = { at, account: actor?.account ?? null }
    if (event.type === 'pass_submitted') return [{ ...by, act: 'typed', passNo: event.passNo }]
    if (event.type === 'sheet_rechecked')
      return [{ ...by, act: 'rechecked', agrees: event.agrees, note: event.note }]
    if (event.type !== 'difference_settled') return []
    const { decision, passNo } = event.settlement
    const act = decision === 'choose' ? 'chosen' : 'returned'
    return [{ ...by, act, passNo, reason: event.reason }]
  })
}
