import { type MatchIssue, matchNames } from '../domain/name-matching.ts'
import type { Subject } from '../domain/roster.ts'
import { type ImportFault, type ImportPlace, fault, hasFaults } from '../formats/import-fault.ts'
import type { ReadPass, ReadRow } from '../formats/pass-table.ts'

/** A row of the file and whose it is. */
export type MatchedRow = {
  readonly subject: string
  readonly name: string
  readonly place: ImportPlace
  readonly marks: ReadRow['marks']
}

/** The rows of the people on the ballot, in its order, and every doubt with its place in the file. */
export function matchPass(
  subjects: readonly Subject[],
  { rows, faults }: ReadPass,
): { readonly rows: readonly MatchedRow[]; readonly faults: readonly ImportFault[] } {
  // Without a table everybody would be missing; that there is none was said.
  if (rows.length === 0 && hasFaults(faults)) return { rows: [], faults: [] }
  const { rowOf, issues } = matchNames(subjects, rows)
  return {
    rows: subjects.flatMap(({ id, name }, at) => {
      const row = rowOf[at]
      if (row === null || row === undefined) return []
      const { place, marks } = rows[row]!
      return [{ subject: id, name, place, marks }]
    }),
    faults: issues.map((issue) => doubt(issue, subjects, rows)),
  }
}

function doubt(
  issue: MatchIssue,
  subjects: readonly Subject[],
  rows: readonly ReadRow[],
): ImportFault {
  if (issue.rule === 'person_missing')
    return fault(issue.rule, { sheet: rows[0]?.place.sheet ?? null }, subjects[issue.person]!.name)
  const { place, name, position } = rows[issue.row]!
  if (issue.rule === 'person_unknown') return fault(issue.rule, place, name, issue.near)
  if (issue.rule === 'position_differs')
    return fault(issue.rule, { ...place, column: null }, position) // the place is that of the name
  return fault(issue.rule, place, name)
}
