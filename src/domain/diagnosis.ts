import type { EntryPass, SheetCounts, SheetRow } from './entry.ts'
import { type Count, type Level, LEVELS, markCount } from './tally.ts'

/**
 * What the hand that typed may have done. `transposed_digits`: 12 for 21; `doubled_digit`: 55 for 5;
 * `swapped_columns`: two marks of a row in each other's place; `shifted_rows`: several rows one place up
 * or down; `copied_row`: a row that says the same as its neighbour.
 */
export const SLIPS = [
  'transposed_digits',
  'doubled_digit',
  'swapped_columns',
  'shifted_rows',
  'copied_row',
] as const
export type Slip = (typeof SLIPS)[number]

/** One likely slip: the cells it explains, and which pass made it where that can be told. */
export type Diagnosis = {
  readonly slip: Slip
  /** JSON pointers into the counts of a sheet, in the order of the sheet. */
  readonly paths: readonly string[]
  /** 1 or 2 for the first or second of the two compared; `null` when either may be wrong. */
  readonly suspect: 1 | 2 | null
}

/**
 * Likely slips behind the differences of two passes of one sheet. A hint for whoever looks at the paper,
 * which alone decides; a cell is explained by the largest slip that fits it and by no other.
 */
export function diagnose(one: SheetCounts, two: SheetCounts): readonly Diagnosis[] {
  const rows = pairs(one, two)
  const found: Diagnosis[] = []
  const explained = new Set<string>()
  const add = (diagnosis: Diagnosis | null) => {
    if (!diagnosis || diagnosis.paths.some((path) => explained.has(path))) return
    for (const path of diagnosis.paths) explained.add(path)
    found.push(diagnosis)
  }
  for (const each of shiftedRows(rows)) add(each)
  for (const at of rows.keys()) add(copiedRow(rows, at))
  for (const pair of rows) add(swappedColumns(pair))
  for (const cell of [...headCells(one, two), ...rows.flatMap(differing)]) add(digitSlip(cell))
  return found
}

/** A likely slip among the passes of a sheet; `suspect` is the number of a pass. */
export type SlipFound = {
  readonly slip: Slip
  readonly paths: readonly string[]
  readonly suspect: number | null
}

/**
 * Likely slips behind the differences of all passes of one sheet, two by two, each told once. Of three
 * passes the one that two others contradict in the same cells is the suspect.
 */
export function diagnosePasses(passes: readonly EntryPass[]): readonly SlipFound[] {
  const ordered = passes.toSorted((a, b) => a.passNo - b.passNo)
  const found = new Map<string, SlipFound>()
  for (const [at, one] of ordered.entries())
    for (const two of ordered.slice(at + 1))
      for (const each of diagnose(one.counts, two.counts)) {
        const key = [each.slip, ...each.paths].join(' ')
        const outlier = outlierAt(ordered, each.paths)
        const suspect = each.suspect === null ? outlier : (each.suspect === 1 ? one : two).passNo
        const before = found.get(key)
        const same = !before || before.suspect === suspect
        found.set(key, { slip: each.slip, paths: each.paths, suspect: same ? suspect : null })
      }
  return [...found.values()]
}

/** The number of the only pass of three or more that says something else in these cells. */
function outlierAt(passes: readonly EntryPass[], paths: readonly string[]): number | null {
  if (passes.length < 3) return null
  const said = passes.map(({ counts }) => paths.map((path) => cellAt(counts, path)).join(' '))
  const alone = passes.filter((_, at) => said.filter((each) => each === said[at]).length === 1)
  return alone.length === 1 ? alone[0]!.passNo : null
}

function cellAt(counts: SheetCounts, path: string): Count {
  const [, part, at, column] = path.split('/')
  if (part === 'collected' || part === 'valid' || part === 'invalid') return counts[part]
  const row = counts.rows[Number(at)]
  const found = row && columnsOf(row).find((each) => each === column)
  return row && found ? valueAt(row, found) : null
}

type Pair = { readonly at: number; readonly one: SheetRow; readonly two: SheetRow }
type Cell = { readonly path: string; readonly one: Count; readonly two: Count }
type Column = Level | 'invalid'

function pairs(one: SheetCounts, two: SheetCounts): readonly Pair[] {
  return one.rows.flatMap((row, at) => {
    const other = two.rows[at]
    return other ? [{ at, one: row, two: other }] : []
  })
}

function columnsOf(row: SheetRow): readonly Column[] {
  return [...LEVELS.filter((level) => level in row), 'invalid']
}

function valueAt(row: SheetRow, column: Column): Count {
  return column === 'invalid' ? row.invalid : markCount(row, column)
}

function headCells(one: SheetCounts, two: SheetCounts): readonly Cell[] {
  return (['collected', 'valid', 'invalid'] as const)
    .map((name) => ({ path: `/${name}`, one: one[name], two: two[name] }))
    .filter((cell) => cell.one !== cell.two)
}

/** The cells of a row in which the passes differ. */
function differing({ at, one, two }: Pair): readonly Cell[] {
  return columnsOf(one)
    .map((column) => ({
      path: `/rows/${at}/${column}`,
      one: valueAt(one, column),
      two: valueAt(two, column),
    }))
    .filter((cell) => cell.one !== cell.two)
}

function pathsOf(rows: readonly Pair[]): readonly string[] {
  return rows.flatMap(differing).map((cell) => cell.path)
}

function saysTheSame(a: SheetRow, b: SheetRow): boolean {
  return columnsOf(a).every((column) => valueAt(a, column) === valueAt(b, column))
}

/** A row of nothing but zeros or blanks tells nothing: many rows look like it. */
function tells(row: SheetRow): boolean {
  return columnsOf(row).filter((column) => (valueAt(row, column) ?? 0) > 0).length > 1
}

/** Runs of two or more rows in which one pass says what the other says one row further up or down. */
function shiftedRows(rows: readonly Pair[]): readonly Diagnosis[] {
  return [1, -1].flatMap((by) => {
    const moved = ({ at, two, one }: Pair) => {
      const source = rows[at - by]
      const shifted = source && tells(two) && saysTheSame(two, source.one)
      return shifted ? differing({ at, one, two }).length > 0 : false
    }
    return runsOf(rows.filter(moved))
      .filter((run) => run.length >= 2)
      .map((run) => ({ slip: 'shifted_rows' as const, paths: pathsOf(run), suspect: null }))
  })
}

/** The pairs in runs of rows that follow one another. */
function runsOf(found: readonly Pair[]): readonly (readonly Pair[])[] {
  const runs: Pair[][] = []
  for (const pair of found) {
    const last = runs.at(-1)
    if (last?.at(-1)?.at === pair.at - 1) last.push(pair)
    else runs.push([pair])
  }
  return runs
}

/** One pass says in this row what both say in a neighbouring one; the other pass says something else. */
function copiedRow(rows: readonly Pair[], at: number): Diagnosis | null {
  const here = rows[at]!
  if (differing(here).length === 0) return null
  for (const next of [rows[at - 1], rows[at + 1]]) {
    if (!next || differing(next).length > 0 || !tells(next.one)) continue
    for (const suspect of [1, 2] as const) {
      const mine = suspect === 1 ? here.one : here.two
      if (saysTheSame(mine, next.one))
        return { slip: 'copied_row', paths: pathsOf([here]), suspect }
    }
  }
  return null
}

/** Exactly two cells differ, and each pass has the other's value in the other place. */
function swappedColumns(pair: Pair): Diagnosis | null {
  const [a, b, ...more] = differing(pair)
  if (!a || !b || more.length > 0) return null
  const swapped = a.one === b.two && a.two === b.one
  return swapped ? { slip: 'swapped_columns', paths: [a.path, b.path], suspect: null } : null
}

function digitSlip({ path, one, two }: Cell): Diagnosis | null {
  if (one === null || two === null) return null
  const [a, b] = [String(one), String(two)]
  if (isTransposed(a, b)) return { slip: 'transposed_digits', paths: [path], suspect: null }
  if (isDoubled(a, b)) return { slip: 'doubled_digit', paths: [path], suspect: 1 }
  if (isDoubled(b, a)) return { slip: 'doubled_digit', paths: [path], suspect: 2 }
  return null
}

/** The same digits but for two neighbours in each other's place. */
function isTransposed(a: string, b: string): boolean {
  if (a.length !== b.length || a === b) return false
  const at = Array.from(a).findIndex((digit, place) => digit !== b[place])
  return b === a.slice(0, at) + a.charAt(at + 1) + a.charAt(at) + a.slice(at + 2)
}

/** `long` is `short` with one of its digits typed twice. */
function isDoubled(long: string, short: string): boolean {
  if (long.length !== short.length + 1) return false
  return Array.from(short).some(
    (digit, at) => long === short.slice(0, at) + digit + short.slice(at),
  )
}
