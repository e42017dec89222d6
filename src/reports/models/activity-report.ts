import { z } from 'zod'
import { type ActivityPaper, ENTRY_FAULTS, isWhole } from '../../domain/activity-report.ts'
import type { HourLoad } from '../../domain/entry-statistics.ts'
import { FINAL_ACTS, type FinalAct } from '../../domain/final-act.ts'
import { percentText } from '../../domain/percent.ts'
import type { FormIdentity } from '../../domain/proceedings.ts'
import { ROLES } from '../../domain/roles.ts'
import { SESSION_STATES } from '../../domain/session.ts'
import { COUNTERS, type Counter, type SheetStatistics } from '../../domain/sheet-statistics.ts'
import {
  clockTimeOf,
  countText,
  dateText,
  momentText,
  numberText,
  shortDateText,
} from '../vietnamese.ts'
import { conferenceModel, conferenceShape } from './conference.ts'
import { entered, printed, reasonText, shortDigest } from './printed.ts'

/** More lines than this nobody reads on paper: the file inside names every entry. */
const MOST_FAULTS = 100

const state = z.enum(SESSION_STATES)
const counters = z.object(
  Object.fromEntries(COUNTERS.map((name) => [name, z.string()])) as Record<Counter, z.ZodString>,
)
const told = z.object({ place: z.string(), at: z.string(), role: z.enum([...ROLES, 'nobody']) })

/** Everything the template of the activity report (báo cáo hoạt động) may name. */
export const activityReportSchema = z.object({
  ...conferenceShape,
  /** Every entry verifies in full. */
  whole: z.boolean(),
  state,
  revision: z.string(),
  entries: z.string(),
  from: z.string(),
  to: z.string(),
  /** The day of the last entry. */
  toOn: z.string(),
  head: z.object({ place: z.string(), hash: z.string(), seq: z.string(), journalHash: z.string() }),
  expected: z.string(),
  found: z.string(),
  seal: z.string(),
  /** SHA-256 of the signature's file, of the table, and of the report's file. */
  signature: z.string(),
  table: z.string(),
  report: z.string(),
  faultCount: z.string(),
  faults: z.array(z.object({ place: z.string(), seq: z.string(), what: z.enum(ENTRY_FAULTS) })),
  /** How many more there are than are printed; `null` where none. */
  moreFaults: printed,
  kinds: z.array(
    z.object({
      rows: z.array(z.object({ number: z.string(), name: z.string(), count: z.string() })),
    }),
  ),
  passesRequired: z.string(),
  sheetCount: z.string(),
  totals: counters,
  /** Shares of what was thrown away, of submissions and of numbers typed; `null` where nothing was done. */
  thrownPercent: printed,
  cellsPercent: printed,
  /** The sheets in which passes differed, most first; `null` where none. */
  mostDiffering: printed,
  /** What was done in which hour by the clock; `null` where nothing. */
  hours: printed,
  sheets: z.array(
    z.object({
      rows: z.array(
        counters.extend({
          number: z.string(),
          kind: z.string(),
          planned: z.string(),
          /** Given back or taken away before they were handed in. */
          released: z.string(),
          answered: z.string(),
          /** Hours, minutes and seconds over all passes, as the clock said. */
          clock: z.string(),
        }),
      ),
    }),
  ),
  acts: z.array(
    told.extend({
      what: z.enum(['confirmed', 'second', 'moved', 'movedFor', 'reopened']),
      act: z.enum([...(Object.keys(FINAL_ACTS) as FinalAct[]), 'none']),
      /** The session's state, of a step. */
      from: state,
      to: state,
      /** The number of the counting, of a reopening. */
      earlier: printed,
      later: printed,
      reason: printed,
    }),
  ),
  identity: z.object({ session: printed, programVersion: z.string(), shortDigest: z.string() }),
})
type ActivityReportModel = z.infer<typeof activityReportSchema>

/** What the journal of a session holds, whether it verifies, and how its figures came about, ready to print. */
export function activityReportModel(
  known: ActivityPaper,
  identity: FormIdentity,
): ActivityReportModel {
  const { head, sealing, faults, statistics, reportSha256 } = known
  const { totals, sheets, mostDiffering, hours } = statistics
  const more = faults.length - MOST_FAULTS
  return {
    ...conferenceModel(known),
    whole: isWhole(known),
    state: known.state,
    revision: numberText(known.revision),
    entries: numberText(known.entries),
    from: momentText(known.from),
    to: momentText(known.to),
    toOn: dateText(clockTimeOf(known.to).day),
    head: { ...head, place: numberText(head.place), seq: numberText(head.seq) },
    expected: numberText(sealing.expected),
    found: numberText(sealing.found),
    seal: known.sealId,
    signature: known.signatureSha256,
    table: known.tableSha256,
    report: reportSha256,
    faultCount: numberText(faults.length),
    faults: faults.slice(0, MOST_FAULTS).map(({ place, seq, what }) => {
      return { place: numberText(place), seq: numberText(seq), what }
    }),
    moreFaults: more > 0 ? numberText(more) : null,
    kinds: sectionOf(
      known.kinds.map(({ name, count }, at) => {
        return { number: String(at + 1), name: named(name), count: numberText(count) }
      }),
    ),
    passesRequired: countText(statistics.passesRequired),
    sheetCount: countText(sheets.length),
    totals: countersModel(totals),
    thrownPercent: percentText(totals.thrown, totals.submitted),
    cellsPercent: percentText(totals.cellsThrown, totals.cells),
    mostDiffering: mostDiffering.length === 0 ? null : mostDiffering.join(', '),
    hours: hours.length === 0 ? null : hours.map(hourText).join('; '),
    sheets: sectionOf(sheets.map(sheetModel)),
    acts: known.acts.map((act, at) => actModel(act, known.acts[at - 1])),
    identity: {
      session: entered(identity.session),
      programVersion: identity.programVersion,
      shortDigest: shortDigest(reportSha256),
    },
  }
}

function named(name: string): string {
  return entered(name) ?? ''
}

function sectionOf<Row>(rows: readonly Row[]): { rows: Row[] }[] {
  return rows.length === 0 ? [] : [{ rows: [...rows] }]
}

function countersModel(counted: Readonly<Record<Counter, number>>): z.infer<typeof counters> {
  return Object.fromEntries(COUNTERS.map((name) => [name, numberText(counted[name])])) as z.infer<
    typeof counters
  >
}

function sheetModel(sheet: SheetStatistics): ActivityReportModel['sheets'][number]['rows'][number] {
  const seconds = sheet.passes.flatMap(({ clockSeconds }) => clockSeconds.map((each) => each ?? 0))
  return {
    ...countersModel(sheet),
    number: String(sheet.number).padStart(2, '0'),
    kind: named(sheet.kind),
    planned: numberText(sheet.planned),
    released: numberText(sheet.givenBack + sheet.takenIdle + sheet.takenByHead),
    answered: numberText(sheet.warnings + sheet.explained),
    clock: clockText(seconds.reduce((sum, each) => sum + each, 0)),
  }
}

/** "1:02:03". */
function clockText(seconds: number): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

function hourText({ hour, taken, submitted, thrown }: HourLoad): string {
  const when = `${hour.slice(11)} giờ ${shortDateText(hour.slice(0, 10))}`
  return `${when}: nhận ${taken}, nộp ${submitted}, bỏ ${thrown}`
}

type Act = ActivityPaper['acts'][number]

function actModel(act: Act, before: Act | undefined): ActivityReportModel['acts'][number] {
  const { place, at, role } = act
  const none = { act: 'none', from: 'draft', to: 'draft', earlier: null, later: null } as const
  const base = {
    ...none,
    place: numberText(place),
    at: momentText(at),
    role: role ?? ('nobody' as const),
    reason: act.what === 'confirmed' ? null : reasonText(act.reason),
  }
  if (act.what === 'confirmed')
    return { ...base, what: act.second ? 'second' : 'confirmed', act: act.act }
  if (act.what === 'moved') {
    // a reopening has just told its reason
    const told = before?.what === 'reopened' && before.reason === act.reason
    const what = base.reason === null || told ? 'moved' : 'movedFor'
    return { ...base, what, from: act.from, to: act.to }
  }
  const [earlier, later] = [numberText(act.from), numberText(act.to)]
  return { ...base, what: 'reopened', earlier, later }
}
