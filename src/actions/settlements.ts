import type { Transaction } from 'kysely'
import { withoutLines } from '../domain/ballot.ts'
import { type Settlement, isSound, withoutCells } from '../domain/entry.ts'
import { cellsToRetype } from '../domain/retype.ts'
import type { Session } from '../domain/session.ts'
import { AppError } from '../errors.ts'
import { deleteTypedBallots, listTypedBallots, saveTypedBallot } from '../storage/ballots.ts'
import type { Database } from '../storage/database.ts'
import { findWork, updateWork } from '../storage/entry-work.ts'
import type { StoredSheet } from '../storage/sheets.ts'

export type SettleInput = {
  /** `return_all`: neither is right, every pass goes back to its author. */
  readonly decision: Settlement['decision'] | 'return_all'
  /** `null` where all go back. */
  readonly passNo: number | null
  /** The ids of the passes the head was shown. */
  readonly passIds: readonly string[]
  /** The paper itself is wrong: only so can a pass that contradicts itself be chosen. */
  readonly asOnPaper?: boolean
  readonly reason: string
}

/**
 * The decisions to store: one for the pass named, or one for each pass when all go back. Refusals:
 * `pass_has_errors`, `not_found`.
 */
export function settlementsOf(sheet: StoredSheet, input: SettleInput): readonly Settlement[] {
  const passIds = sheet.passes.map((each) => each.id)
  const returned = { decision: 'return', passIds, asOnPaper: false } as const
  if (input.decision === 'return_all')
    return sheet.passes.map(({ passNo }) => ({ ...returned, passNo }))
  const pass = sheet.passes.find((each) => each.passNo === input.passNo)
  if (!pass) throw new AppError('not_found', { what: 'pass' })
  const { passNo } = pass
  if (input.decision === 'return') return [{ ...returned, passNo }]
  const asOnPaper = !isSound(pass, sheet.plan)
  if (asOnPaper && !input.asOnPaper)
    throw new AppError('pass_has_errors', { sheet: sheet.number, passNo })
  return [{ decision: 'choose', passNo, passIds, asOnPaper }]
}

/** A pass sent back loses what its author is to type anew: cells, or the lines of single ballots. */
export async function emptyCells(
  trx: Transaction<Database>,
  session: Session,
  sheet: StoredSheet,
  passNo: number,
): Promise<void> {
  const { id, passes, plan } = sheet
  const pass = passes.find((each) => each.passNo === passNo)
  const work = await findWork(trx, id, passNo)
  if (!pass || !work) return
  const paths = cellsToRetype(pass, passes, plan)
  if (session.entryMode === 'totals') {
    const counts = withoutCells(pass.counts, paths)
    return updateWork(trx, id, passNo, { ...work, revision: work.revision + 1, counts })
  }
  const left = withoutLines(await listTypedBallots(trx, id, passNo), paths)
  await deleteTypedBallots(trx, id, passNo, 1)
  for (const [at, marks] of left.entries()) await saveTypedBallot(trx, id, passNo, at + 1, marks)
}
