import type { SheetCounts, SheetPlan, SheetRow } from '../domain/entry.ts'
import { LEVELS, type Level } from '../domain/tally.ts'
import { AppError, type InputIssue } from '../errors.ts'

/** The counts with their rows in ballot order; a stray or missing subject or mark is `invalid_input`. */
export function inOrder(counts: SheetCounts, plan: SheetPlan): SheetCounts {
  const bySubject = new Map(counts.rows.map((row) => [row.subject, row]))
  const rows = plan.subjects.map((subject) => bySubject.get(subject))
  const complete = rows.flatMap((row) => row ?? [])
  if (complete.length !== plan.subjects.length || counts.rows.length !== complete.length)
    throw new AppError('invalid_input', { issues: [{ path: '/rows', rule: 'rows_of_sheet' }] })
  const issues = counts.rows.flatMap((row, at) =>
    hasMarks(row, plan.levels) ? [] : wrongMarks(row, at, plan.levels),
  )
  if (issues.length > 0) throw new AppError('invalid_input', { issues })
  return { ...counts, rows: complete }
}

/** Whether the row has the marks of the vote and no others. */
function hasMarks(row: SheetRow, levels: readonly Level[]): boolean {
  return LEVELS.every((level) => (row[level] !== undefined) === levels.includes(level))
}

/** Marks of the vote that a row says nothing of, not even `null`, and marks the vote does not have. */
function wrongMarks(row: SheetRow, at: number, levels: readonly Level[]): InputIssue[] {
  return LEVELS.flatMap((level): InputIssue[] => {
    const path = `/rows/${at}/${level}`
    const count = row[level]
    if ((count !== undefined) === levels.includes(level)) return []
    if (count === undefined) return [{ path, rule: 'required' }]
    return [{ path, rule: 'unknown_key', found: String(count) }]
  })
}
