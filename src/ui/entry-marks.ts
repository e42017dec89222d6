import type { OwnPass } from '../actions/entries.ts'
import { checkSheet } from '../domain/entry.ts'
import { typistMessage } from '../messages/message.ts'
import type { CellMark } from './components/entry-grid.tsx'
import type { Refusal } from './forms/refusal.ts'
import { cellName } from './forms/sheet-form.ts'

/**
 * What stands beside the cells of a pass: its own contradictions once it was submitted with errors, the
 * cells to be typed again once it was sent back. Nothing in it comes from another person's pass but
 * which cells to look at.
 */
export function entryMarks(pass: OwnPass): ReadonlyMap<string, CellMark> {
  const status = pass.sheet.passes.find((each) => each.passNo === pass.passNo)?.status
  if (status === 'has_errors') {
    const plan = {
      ballots: pass.sheet.ballots,
      subjects: pass.kind.subjects.map((subject) => subject.id),
      levels: pass.levels,
    }
    return new Map(
      checkSheet(pass.counts, plan)
        .filter((found) => found.severity === 'error')
        .map((found) => [cellName(found.path), { kind: 'wrong', text: typistMessage(found) }]),
    )
  }
  return new Map(pass.emptied.map((path) => [cellName(path), { kind: 'again', text: 'gõ lại' }]))
}

/** What stands beside the cells that were not well formed. */
export function refusedMarks(refusal: Refusal): ReadonlyMap<string, CellMark> {
  return new Map(refusal.faults.map(({ field, text }) => [field, { kind: 'wrong', text }]))
}
