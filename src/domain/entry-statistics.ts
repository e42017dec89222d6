import { newOf } from './change.ts'
import type { Acknowledgement } from './acknowledgement.ts'
import type { JournalEntry, JournalEvent } from './journal.ts'
import type { Roster } from './roster.ts'
import {
  COUNTERS,
  type Counter,
  type Counters,
  type SheetStatistics,
  type SheetWork,
  beginPass,
  finishSheet,
  noCounters,
  sendBack,
  startSheet,
  submit,
} from './sheet-statistics.ts'
import { type Instant, addDays } from './time.ts'

/** How much was done in an hour of the clock of Viet Nam, "2026-02-05T19". */
export type HourLoad = {
  readonly hour: string
  readonly taken: number
  readonly submitted: number
  readonly thrown: number
}

/** How the figures of a session came about, by sheet: numbers of work, never a figure of the count. */
export type EntryStatistics = {
  /** How many independent passes each sheet takes. */
  readonly passesRequired: number
  /** By number; of those that another plan took the place of only the ones somebody worked on. */
  readonly sheets: readonly SheetStatistics[]
  /** The sums over sheets, with the answers that are about no single sheet. */
  readonly totals: Counters
  /** The numbers of the sheets in which passes ever differed, most cells first. */
  readonly mostDiffering: readonly number[]
  /** In their order; hours in which nothing was done are left out. */
  readonly hours: readonly HourLoad[]
}

type Work = {
  passesRequired: number
  kinds: Roster['ballotKinds']
  /** The sheets of the newest plan. */
  planned: readonly string[]
  readonly sheets: Map<string, SheetWork>
  /** What is about no single sheet. */
  readonly beside: Record<Counter, number>
  readonly hours: Map<string, { taken: number; submitted: number; thrown: number }>
}

/**
 * Counts the work of entry from the session's entries in their order. Entries of another shape than the program writes
 * tell nothing: what is wrong with them a verification says.
 */
export function entryStatisticsOf(entries: readonly JournalEntry[]): EntryStatistics {
  const work: Work = {
    passesRequired: 1,
    kinds: [],
    planned: [],
    sheets: new Map(),
    beside: noCounters(),
    hours: new Map(),
  }
  for (const { event, at } of entries)
    try {
      count(work, event, at)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    }
  return finish(work)
}

/** Which counter tells of a sheet that was given back before it was handed in. */
const RELEASED = {
  given_back: 'givenBack',
  idle: 'takenIdle',
  head: 'takenByHead',
} as const satisfies Record<string, Counter>

function count(work: Work, event: JournalEvent, at: Instant): void {
  switch (event.type) {
    case 'session_created':
      work.passesRequired = event.passesRequired
      return
    case 'roster_saved':
      work.kinds = newOf(event.roster).ballotKinds
      return
    case 'sheets_planned':
      work.planned = newOf(event.sheets).map(({ id }) => id)
      for (const sheet of newOf(event.sheets))
        if (!work.sheets.has(sheet.id)) work.sheets.set(sheet.id, startSheet(sheet))
      return
    case 'warning_acknowledged':
      countersAbout(work, event.acknowledgement).warnings += 1
      return
    case 'error_explained':
      countersAbout(work, event.acknowledgement).explained += 1
      return
    default:
      countOfSheet(work, event, at)
  }
}

function countOfSheet(work: Work, event: JournalEvent, at: Instant): void {
  const sheet = 'sheet' in event ? work.sheets.get(event.sheet) : undefined
  if (!sheet) return
  const { counters } = sheet
  switch (event.type) {
    case 'sheet_claimed':
      beginPass(sheet, event.passNo, at)
      hourOf(work, at).taken += 1
      return
    case 'sheet_released':
      counters[RELEASED[event.because]] += 1
      return
    case 'pass_imported':
      counters.imported += 1
      return
    case 'pass_submitted': {
      const { pass: id, passNo, counts } = event
      const before = counters.thrown
      submit(sheet, { id, passNo, account: '', counts }, at, work.passesRequired)
      hourOf(work, at).submitted += 1
      hourOf(work, at).thrown += counters.thrown - before
      return
    }
    case 'difference_settled': {
      const { decision, passNo, asOnPaper } = event.settlement
      counters[decision === 'choose' ? 'chosen' : 'sentBack'] += 1
      if (asOnPaper) counters.asOnPaper += 1
      if (decision === 'return') sendBack(sheet, passNo, at)
      return
    }
    case 'sheet_rechecked':
      counters[event.agrees ? 'rechecksAgreed' : 'rechecksDiffered'] += 1
      return
    default:
  }
}

/** A path leads through the kinds in the order of the list, and through the sheets of a kind by number. */
function countersAbout({ kinds, sheets, planned, beside }: Work, { path }: Acknowledgement) {
  const [, kindAt, sheetAt] = /^\/ballotKinds\/(\d+)\/sheets\/(\d+)/.exec(path) ?? []
  const kind = kinds[Number(kindAt)]
  const ofKind = planned
    .flatMap((id) => sheets.get(id) ?? [])
    .filter(({ plan }) => plan.ballotKind === kind?.id)
    .toSorted((a, b) => a.plan.number - b.plan.number)
  return ofKind[Number(sheetAt)]?.counters ?? beside
}

function hourOf({ hours }: Work, at: Instant) {
  const hour = vietnamHour(at)
  const known = hours.get(hour) ?? { taken: 0, submitted: 0, thrown: 0 }
  hours.set(hour, known)
  return known
}

/** The digits of the hour in Viet Nam, seven hours ahead all year. */
function vietnamHour(at: Instant): string {
  const hour = Number(at.slice(11, 13)) + 7
  const day = at.slice(0, 10)
  const [date, rest] = hour < 24 ? [day, hour] : [addDays(day, 1), hour - 24]
  return `${date}T${String(rest).padStart(2, '0')}`
}

function finish({ passesRequired, kinds, sheets, planned, beside, hours }: Work): EntryStatistics {
  const codes = new Map(kinds.map(({ id, code }) => [id, code]))
  const done = [...sheets]
    .filter(
      ([id, { counters }]) => planned.includes(id) || COUNTERS.some((name) => counters[name] > 0),
    )
    .map(([, sheet]) => finishSheet(sheet, codes.get(sheet.plan.ballotKind) ?? ''))
    .toSorted((a, b) => a.number - b.number)
  return {
    passesRequired,
    sheets: done,
    totals: Object.fromEntries(
      COUNTERS.map((name) => [
        name,
        done.reduce((sum, sheet) => sum + sheet[name], 0) + beside[name],
      ]),
    ) as Record<Counter, number>,
    mostDiffering: done
      .filter(({ differed }) => differed > 0)
      .toSorted((a, b) => b.differed - a.differed)
      .map(({ number }) => number),
    hours: [...hours]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([hour, load]) => ({ hour, ...load })),
  }
}
