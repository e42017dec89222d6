import { type EntryPass, type SheetCounts, checkSheet, differences } from './entry.ts'
import { hasErrors } from './finding.ts'
import type { PlannedSheet } from './journal.ts'
import { LEVELS } from './tally.ts'
import type { Instant } from './time.ts'

/** Why a submission was thrown away: the head sent it back, it contradicted itself, or its author handed in again. */
export const THROWN_REASONS = ['returned', 'errors', 'other'] as const
type ThrownReason = (typeof THROWN_REASONS)[number]

/** What is counted of a sheet, and of all of them together. */
export const COUNTERS = [
  /** Passes handed in, replaced or not; and how many numbers were typed in them. */
  'submitted',
  'cells',
  /** Of them those that a later one took the place of; and how many numbers that were. */
  'thrown',
  'cellsThrown',
  'returned',
  'errors',
  'other',
  /** Cells in which passes ever said different things once all of them were in. */
  'differed',
  /** Cells in which the newest passes do. */
  'differing',
  'chosen',
  'sentBack',
  'asOnPaper',
  /** Sheets given back before they were handed in: by the author, taken from one not heard of, by the head. */
  'givenBack',
  'takenIdle',
  'takenByHead',
  'imported',
  'rechecksAgreed',
  'rechecksDiffered',
  'warnings',
  'explained',
] as const
export type Counter = (typeof COUNTERS)[number]
export type Counters = Readonly<Record<Counter, number>>

/** One pass of a sheet: how often it was handed in, and what the clock said of each time. */
export type PassStatistics = {
  readonly passNo: number
  readonly submitted: number
  readonly thrown: number
  /**
   * Whole seconds from when it was taken up, sent back or handed in before until each time it was handed in, as the
   * clock of the machine said; `null` where the clock went backwards. Decides nothing.
   */
  readonly clockSeconds: readonly (number | null)[]
}

/** How the figures of one sheet came about: numbers of work, never a figure of the count. */
export type SheetStatistics = Counters & {
  readonly number: number
  /** The code of the ballot kind; empty where no list names it. */
  readonly kind: string
  readonly planned: number
  readonly passes: readonly PassStatistics[]
}

/** A sheet as its entries are read one after the other. */
export type SheetWork = {
  readonly plan: PlannedSheet
  readonly counters: Record<Counter, number>
  readonly passes: Map<number, PassWork>
  readonly paths: Set<string>
  /** The submissions that the head sent back. */
  readonly returned: Set<string>
}

type PassWork = {
  submitted: number
  thrown: number
  clockSeconds: (number | null)[]
  /** When the author could begin. */
  since: Instant | null
  newest: EntryPass | null
}

/** A sheet of which nothing was typed yet. */
export function startSheet(plan: PlannedSheet): SheetWork {
  return {
    plan,
    counters: noCounters(),
    passes: new Map(),
    paths: new Set(),
    returned: new Set(),
  }
}

/** Every counter at 0. */
export function noCounters(): Record<Counter, number> {
  return Object.fromEntries(COUNTERS.map((each) => [each, 0])) as Record<Counter, number>
}

/** The pass of that number may be typed from that moment on. */
export function beginPass(work: SheetWork, passNo: number, at: Instant): void {
  passOf(work, passNo).since = at
}

/** The head sent that pass back. */
export function sendBack(work: SheetWork, passNo: number, at: Instant): void {
  const pass = passOf(work, passNo)
  if (pass.newest) work.returned.add(pass.newest.id)
  pass.since = at
}

/** A pass was handed in; whatever stood in its place is thrown away. */
export function submit(work: SheetWork, pass: EntryPass, at: Instant, passesRequired: number) {
  const { counters, passes, paths } = work
  const done = passOf(work, pass.passNo)
  if (done.newest) {
    const cells = cellsIn(done.newest.counts)
    const reason = whyThrown(work, done.newest)
    done.thrown += 1
    counters.thrown += 1
    counters.cellsThrown += cells
    counters[reason] += 1
  }
  done.submitted += 1
  done.clockSeconds.push(secondsBetween(done.since, at))
  done.since = at
  done.newest = pass
  counters.submitted += 1
  counters.cells += cellsIn(pass.counts)
  const newest = [...passes.values()].flatMap((each) => each.newest ?? [])
  if (newest.length < passesRequired) return
  const found = differences(newest)
  for (const { path } of found) paths.add(path)
  counters.differed = paths.size
  counters.differing = found.length
}

/** What came of the sheet. */
export function finishSheet({ plan, counters, passes }: SheetWork, kind: string): SheetStatistics {
  return {
    number: plan.number,
    kind,
    planned: plan.ballots,
    ...counters,
    passes: [...passes]
      .filter(([, { submitted }]) => submitted > 0)
      .toSorted(([a], [b]) => a - b)
      .map(([passNo, { submitted, thrown, clockSeconds }]) => {
        return { passNo, submitted, thrown, clockSeconds }
      }),
  }
}

function passOf({ passes }: SheetWork, passNo: number): PassWork {
  const known = passes.get(passNo)
  if (known) return known
  const begun = { submitted: 0, thrown: 0, clockSeconds: [], since: null, newest: null }
  passes.set(passNo, begun)
  return begun
}

/** How many numbers somebody types for such counts: three of the sheet, then each mark and the invalid ones of a line. */
function cellsIn({ rows }: SheetCounts): number {
  return rows.reduce((sum, row) => sum + marksIn(row).length + 1, 3)
}

function marksIn(row: SheetCounts['rows'][number]) {
  return LEVELS.filter((level) => row[level] !== undefined)
}

function whyThrown({ plan, returned }: SheetWork, { id, counts }: EntryPass): ThrownReason {
  if (returned.has(id)) return 'returned'
  const { rows } = counts
  const subjects = rows.map(({ subject }) => subject)
  const levels = rows[0] ? marksIn(rows[0]) : []
  const found = checkSheet(counts, { ballots: plan.ballots, subjects, levels })
  return hasErrors(found) ? 'errors' : 'other'
}

function secondsBetween(from: Instant | null, to: Instant): number | null {
  if (from === null) return null
  const seconds = Math.floor((Date.parse(to) - Date.parse(from)) / 1000)
  return seconds >= 0 ? seconds : null
}
