import type { SheetCounts } from '../../src/domain/entry.ts'

/**
 * What somebody read off a sheet, as one row of cells: ballots, valid, invalid, then high, medium, low and
 * invalid line of each person; `null` is a cell left empty.
 */
export type Cells = readonly (number | null)[]

const MARKS = ['high', 'medium', 'low', 'invalid'] as const

/** The places of the cells as JSON pointers, for that many persons. */
export function placesOf(persons: number): readonly string[] {
  const rows = Array.from({ length: persons }, (_, row) =>
    MARKS.map((mark) => `/rows/${row}/${mark}`),
  )
  return ['/collected', '/valid', '/invalid', ...rows.flat()]
}

/** The cells as the program takes them. */
export function countsOf(cells: Cells, subjects: readonly string[]): SheetCounts {
  const [collected = null, valid = null, invalid = null] = cells
  const rows = subjects.map((subject, row) => {
    const from = 3 + row * MARKS.length
    const own = MARKS.map((mark, at) => [mark, cells[from + at] ?? null] as const)
    return { subject, ...Object.fromEntries(own) } as SheetCounts['rows'][number]
  })
  return { collected, valid, invalid, rows }
}

/** The cells of what the program tells. */
export function cellsOf({ collected, valid, invalid, rows }: SheetCounts): Cells {
  return [
    collected,
    valid,
    invalid,
    ...rows.flatMap((row) => MARKS.map((mark) => row[mark] ?? null)),
  ]
}

/** Nothing typed, for that many persons. */
export function blank(persons: number): Cells {
  return placesOf(persons).map(() => null)
}

/**
 * Readings of a sheet of `planned` ballots: three that add up and differ, one that adds up with a ballot too
 * few, one whose marks do not add up, one whose ballots do not, one with an empty cell.
 */
export function readingsOf(planned: number, persons: number): Readings {
  const key = `${planned} ${persons}`
  const known = made.get(key)
  if (known) return known
  const readings = makeReadings(planned, persons)
  made.set(key, readings)
  return readings
}

const made = new Map<string, Readings>()

type Readings = ReturnType<typeof makeReadings>
export type ReadingName = keyof Readings

function makeReadings(planned: number, persons: number) {
  const right = soundReading(planned, planned - 1, 2, persons)
  const changed = (place: number, to: number | null): Cells =>
    right.map((cell, at) => (at === place ? to : cell))
  return {
    right,
    slipped: soundReading(planned, planned - 1, 1, persons),
    other: soundReading(planned, planned - 1, 0, persons),
    short: soundReading(planned - 1, planned - 2, 1, persons),
    wrongMarks: changed(3, 3),
    wrongBallots: changed(2, 2),
    holed: changed(5, null),
  } as const
}

/** The first person has `high` and the rest medium; each other one has one line invalid. */
function soundReading(ballots: number, valid: number, high: number, persons: number): Cells {
  const others = Array.from({ length: persons - 1 }, () => [valid - 2, 1, 0, 1])
  return [ballots, valid, ballots - valid, high, valid - high, 0, 0, ...others.flat()]
}
