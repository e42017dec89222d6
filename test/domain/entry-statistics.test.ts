import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SheetCounts } from '../../src/domain/entry.ts'
import { entryStatisticsOf } from '../../src/domain/entry-statistics.ts'
import type { JournalEntry, JournalEvent } from '../../src/domain/journal.ts'
import { COUNTERS } from '../../src/domain/sheet-statistics.ts'

const session = 's'
const SHEETS = [
  { id: 'x', number: 1, ballotKind: 'k', ballots: 6 },
  { id: 'y', number: 2, ballotKind: 'k', ballots: 4 },
]
const NOBODY = { printed: null, issued: null, collected: null, invalidReasons: null, special: [] }
const KIND = {
  id: 'k',
  code: 'A',
  title: 'Ban Thường vụ',
  account: { ballotKind: 'k', ...NOBODY },
  subjects: [],
  leftOut: [],
  sheets: [],
}
const BEFORE: readonly JournalEvent[] = [
  {
    type: 'session_created',
    session,
    organisation: 'o',
    mode: 'real',
    side: 'party',
    title: 't',
    heldOn: '2026-02-05',
    regime: 'r',
    regimeSha256: '',
    regimeReason: null,
    passesRequired: 2,
    recheckSize: 0,
    entryMode: 'totals',
    sheetCodeRequired: false,
    shiftPoints: null,
  },
  { type: 'roster_saved', session, roster: { ballotKinds: [KIND] } },
  { type: 'sheets_planned', session, sheets: SHEETS },
]

/** Ballots of which `high` are for the one person, the others at the middle level. */
const counts = (high: number, collected = 6): SheetCounts => ({
  collected,
  valid: 6,
  invalid: 0,
  rows: [{ subject: 'p', high, medium: 6 - high, low: 0, invalid: 0 }],
})

/** The events as entries, a minute from one to the next. */
const entriesOf = (events: readonly JournalEvent[], minutes = (at: number) => at): JournalEntry[] =>
  events.map((event, at) => ({
    seq: at + 1,
    at: new Date(Date.UTC(2026, 1, 5, 12) + 60_000 * minutes(at)).toISOString(),
    actor: null,
    event,
  }))

const taken = (sheet: string, passNo: number): JournalEvent => {
  return { type: 'sheet_claimed', session, sheet, passNo }
}
const submitted = (
  [sheet, passNo, attempt]: readonly [string, number, number],
  typed: SheetCounts,
): JournalEvent => ({
  type: 'pass_submitted',
  session,
  sheet,
  pass: `${sheet}${passNo}${attempt}`,
  passNo,
  attempt,
  counts: typed,
  supersedes: attempt === 1 ? null : `${sheet}${passNo}${attempt - 1}`,
})
const settled = (sheet: string, decision: 'choose' | 'return', passNo: number): JournalEvent => ({
  type: 'difference_settled',
  session,
  sheet,
  settlement: { decision, passNo, passIds: [], asOnPaper: decision === 'choose' },
  reason: 'vì thế',
})
const of = (events: readonly JournalEvent[], minutes?: (at: number) => number) =>
  entryStatisticsOf(entriesOf([...BEFORE, ...events], minutes))

describe('the statistics of entry', () => {
  test('tell of every planned sheet, also of one nobody typed', () => {
    const { sheets, totals, hours, passesRequired } = of([])
    expect(passesRequired).toBe(2)
    expect(sheets.map(({ number, kind, planned }) => [number, kind, planned])).toEqual([
      [1, 'A', 6],
      [2, 'A', 4],
    ])
    expect(COUNTERS.every((name) => totals[name] === 0)).toBe(true)
    expect(hours).toEqual([])
  })

  test('count what was thrown away by why', () => {
    const { sheets, totals } = of([
      taken('x', 1),
      submitted(['x', 1, 1], counts(5, 7)), // contradicts itself
      submitted(['x', 1, 2], counts(5)),
      taken('x', 2),
      submitted(['x', 2, 1], counts(4)),
      settled('x', 'return', 2),
      submitted(['x', 2, 2], counts(3)),
      submitted(['x', 2, 3], counts(5)),
    ])
    expect(sheets[0]).toMatchObject({
      submitted: 5,
      cells: 35,
      thrown: 3,
      cellsThrown: 21,
      errors: 1,
      returned: 1,
      other: 1,
      differed: 2,
      differing: 0,
      sentBack: 1,
    })
    expect(totals.thrown).toBe(3)
  })

  test('say of each time how long it took, and nothing where the clock went backwards', () => {
    const events = [
      taken('x', 1),
      submitted(['x', 1, 1], counts(5)),
      taken('x', 2),
      submitted(['x', 2, 1], counts(4)),
      settled('x', 'return', 2),
      submitted(['x', 2, 2], counts(5)),
    ]
    const minutes = [0, 0, 0, 10, 13, 20, 22, 50, 49]
    const { sheets } = of(events, (at) => minutes[at]!)
    expect(sheets[0]!.passes).toEqual([
      { passNo: 1, submitted: 1, thrown: 0, clockSeconds: [180] },
      { passNo: 2, submitted: 2, thrown: 1, clockSeconds: [120, null] },
    ])
  })

  test('put sheets in which passes differed in the order of how much they did', () => {
    const differing = (sheet: string, high: number) => [
      submitted([sheet, 1, 1], counts(5)),
      submitted([sheet, 2, 1], counts(high, high === 5 ? 7 : 6)),
    ]
    expect(of(differing('x', 5)).mostDiffering).toEqual([1])
    expect(of([...differing('x', 5), ...differing('y', 4)]).mostDiffering).toEqual([2, 1])
    expect(of(differing('x', 5)).sheets[0]).toMatchObject({ differed: 1, differing: 1 })
  })

  test('file an answer under its sheet, and one about the whole under no sheet', () => {
    const answered = (path: string): JournalEvent => ({
      type: 'warning_acknowledged',
      session,
      acknowledgement: { code: 'W301', path, numbers: {}, reason: 'đã xem' },
    })
    const { sheets, totals } = of([
      answered('/ballotKinds/0/sheets/1/collected'),
      answered('/voters/summoned'),
    ])
    expect(sheets.map(({ warnings }) => warnings)).toEqual([0, 1])
    expect(totals.warnings).toBe(2)
  })

  test('count sheets given back, passes from files and second looks', () => {
    const released = (because: 'given_back' | 'idle' | 'head'): JournalEvent => {
      return { type: 'sheet_released', session, sheet: 'x', passNo: 1, account: 'a', because }
    }
    const looked = (agrees: boolean): JournalEvent => {
      const result = { sheet: 'x', countsSha256: '', agrees, note: null }
      return { type: 'sheet_rechecked', session, ...result }
    }
    const file = { fileSha256: '', source: 'xlsx' } as const
    const { totals } = of([
      released('given_back'),
      released('idle'),
      released('idle'),
      released('head'),
      { type: 'pass_imported', session, sheet: 'x', passNo: 1, ...file },
      looked(false),
      looked(true),
      settled('x', 'choose', 1),
    ])
    expect(totals).toMatchObject({
      givenBack: 1,
      takenIdle: 2,
      takenByHead: 1,
      imported: 1,
      rechecksAgreed: 1,
      rechecksDiffered: 1,
      chosen: 1,
      asOnPaper: 1,
    })
  })

  test('name hours by the clock of Viet Nam', () => {
    const { hours } = of([taken('x', 1), submitted(['x', 1, 1], counts(5))], (at) => at * 20)
    expect(hours).toEqual([{ hour: '2026-02-05T20', taken: 1, submitted: 1, thrown: 0 }])
    const late = of([taken('x', 1), taken('x', 2)], (at) => (at === 3 ? 4 * 60 + 59 : 5 * 60))
    expect(late.hours.map(({ hour }) => hour)).toEqual(['2026-02-05T23', '2026-02-06T00'])
  })

  test('leave out a plan that nobody worked on, and keep one somebody did', () => {
    const again: JournalEvent = {
      type: 'sheets_planned',
      session,
      sheets: [{ id: 'z', number: 1, ballotKind: 'k', ballots: 10 }],
    }
    expect(of([again]).sheets.map(({ planned }) => planned)).toEqual([10])
    const typed = [submitted(['x', 1, 1], counts(5)), again]
    expect(of(typed).sheets.map(({ planned }) => planned)).toEqual([6, 10])
  })

  test('are not stopped by an entry of another shape', () => {
    const odd = [
      { type: 'pass_submitted', session, sheet: 'x', passNo: 1, counts: null },
      { type: 'difference_settled', session, sheet: 'x' },
      { type: 'roster_saved', session },
    ] as unknown as JournalEvent[]
    expect(of([...odd, submitted(['y', 1, 1], counts(5))]).totals.submitted).toBeGreaterThan(0)
  })
})

describe('whatever happens, the statistics of entry', () => {
  const step = fc.record({
    sheet: fc.constantFrom('x', 'y'),
    passNo: fc.constantFrom(1, 2),
    high: fc.integer({ min: 0, max: 6 }),
    collected: fc.constantFrom(6, 6, 6, 7),
    what: fc.constantFrom('submit', 'submit', 'take', 'return', 'choose'),
  })
  /** What was drawn, as a program would have recorded it. */
  const history = fc.array(step, { maxLength: 40 }).map((steps) => {
    const attempts = new Map<string, number>()
    return steps.map(({ sheet, passNo, high, collected, what }): JournalEvent => {
      if (what === 'take') return taken(sheet, passNo)
      if (what !== 'submit') return settled(sheet, what, passNo)
      const attempt = (attempts.get(`${sheet}${passNo}`) ?? 0) + 1
      attempts.set(`${sheet}${passNo}`, attempt)
      return submitted([sheet, passNo, attempt], counts(high, collected))
    })
  })
  type Submitted = Extract<JournalEvent, { type: 'pass_submitted' }>
  const passesIn = (events: readonly JournalEvent[], sheet?: string) =>
    events.filter(
      (event): event is Submitted =>
        event.type === 'pass_submitted' && (sheet === undefined || event.sheet === sheet),
    )

  test('count each submission once, and as thrown away those another names', () => {
    fc.assert(
      fc.property(history, (events) => {
        const { sheets, totals, hours } = of(events)
        const all = passesIn(events)
        expect(totals.submitted).toBe(all.length)
        expect(totals.thrown).toBe(all.filter(({ supersedes }) => supersedes !== null).length)
        expect(totals.cells).toBe(7 * all.length)
        expect(totals.cellsThrown).toBe(7 * totals.thrown)
        expect(totals.returned + totals.errors + totals.other).toBe(totals.thrown)
        for (const name of COUNTERS)
          expect(sheets.reduce((sum, sheet) => sum + sheet[name], 0)).toBe(totals[name])
        expect(hours.reduce((sum, hour) => sum + hour.submitted, 0)).toBe(totals.submitted)
        expect(hours.reduce((sum, hour) => sum + hour.thrown, 0)).toBe(totals.thrown)
        for (const { passes, ...sheet } of sheets) {
          expect(passes.reduce((sum, pass) => sum + pass.submitted, 0)).toBe(sheet.submitted)
          expect(passes.reduce((sum, pass) => sum + pass.thrown, 0)).toBe(sheet.thrown)
          expect(sheet.differing).toBeLessThanOrEqual(sheet.differed)
        }
      }),
    )
  })

  test('find the cells in which the newest passes differ, and never forget one that did', () => {
    fc.assert(
      fc.property(history, (events) => {
        const { sheets } = of(events)
        for (const [at, { id }] of SHEETS.entries()) {
          const cells = (end: number) => {
            const upTo = passesIn(events.slice(0, end), id)
            const [one, two] = [1, 2].map((no) => upTo.findLast(({ passNo }) => passNo === no))
            if (!one || !two) return []
            const flat = ({ counts: { rows, ...sums } }: Submitted) => ({ ...sums, ...rows[0]! })
            const [a, b] = [flat(one), flat(two)] as unknown as Record<string, unknown>[]
            // the sheet's and the line's invalid ones are both 0 in every drawing
            return Object.keys(a!).filter((name) => a![name] !== b![name])
          }
          const ever = new Set(events.flatMap((_, end) => cells(end + 1)))
          expect(sheets[at]!.differing).toBe(cells(events.length).length)
          expect(sheets[at]!.differed).toBe(ever.size)
        }
      }),
    )
  })
})
