/** One row as columns say it; a column that is missing is not known. */
export type FactRow = Readonly<Record<string, unknown>>

/** Rows by table and by what tells them apart. */
export type Facts = Map<string, Map<string, FactRow>>

/** Where tables say something else than the journal: a field, or a whole row (`field` null). */
export type FactDifference = {
  readonly table: string
  readonly row: string
  readonly field: string | null
  /** `missing`: the journal has the row, the table has not; `extra`: the other way round. */
  readonly what: 'differs' | 'missing' | 'extra'
}

/** Adds the row, or puts these columns over those it has; `undefined` takes a column away: it is not known any more. */
export function putFact(facts: Facts, table: string, row: string, columns: FactRow): void {
  const rows = facts.get(table) ?? new Map<string, FactRow>()
  const whole = { ...rows.get(row), ...columns }
  const known = Object.entries(whole).filter(([, value]) => value !== undefined)
  rows.set(row, Object.fromEntries(known))
  facts.set(table, rows)
}

/** Takes away the rows of the table that the condition holds for, or all. */
export function dropFacts(
  facts: Facts,
  table: string,
  applies: (row: FactRow, key: string) => boolean = () => true,
): void {
  const rows = facts.get(table)
  for (const [key, row] of rows ?? []) if (applies(row, key)) rows?.delete(key)
}

/** Every difference between what the journal says and what the tables say, of the columns that the journal knows. */
export function compareFacts(told: Facts, found: Facts): readonly FactDifference[] {
  const tables = [...new Set([...told.keys(), ...found.keys()])].toSorted()
  return tables.flatMap((table) => compareRows(table, told.get(table), found.get(table)))
}

function compareRows(
  table: string,
  told: ReadonlyMap<string, FactRow> = new Map(),
  found: ReadonlyMap<string, FactRow> = new Map(),
): readonly FactDifference[] {
  const differences: FactDifference[] = []
  for (const [row, columns] of told) {
    const stored = found.get(row)
    if (!stored) differences.push({ table, row, field: null, what: 'missing' })
    else
      for (const field of Object.keys(columns))
        if (canonical(columns[field]) !== canonical(stored[field]))
          differences.push({ table, row, field, what: 'differs' })
  }
  for (const row of found.keys())
    if (!told.has(row)) differences.push({ table, row, field: null, what: 'extra' })
  return differences
}

/** One text for one value, in whatever order its keys stand. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )
}
