import { getDifferences, settleDifference } from '../../src/actions/reconcile.ts'
import { submitPass } from '../../src/actions/submissions.ts'
import type { Context } from '../../src/context.ts'
import type { NewSession } from '../../src/actions/sessions.ts'
import type { People } from './context.ts'
import { type CountingSession, countingSession, sheetOf, typeSheet } from './session.ts'

/**
 * A session whose two sheets, of six and of four ballots, are definitive: in the first the second pass differed in two
 * cells, was sent back and handed in anew.
 */
export async function enteredSession(
  ctx: Context,
  people: People,
  session: Partial<NewSession> = { mode: 'real' },
): Promise<CountingSession> {
  const counting = await countingSession(ctx, people, { session, bundles: [6, 4] })
  const { subjects } = counting.roster.ballotKinds[0]!
  const [first, second] = [counting.sheets[0]!, counting.sheets[1]!]
  const six = (high: number) =>
    sheetOf(subjects, { collected: 6, valid: 6, invalid: 0 }, [
      [high, 6 - high, 0, 0],
      [6, 0, 0, 0],
    ])
  const four = sheetOf(subjects, { collected: 4, valid: 4, invalid: 0 }, [
    [4, 0, 0, 0],
    [4, 0, 0, 0],
  ])
  await typeSheet(ctx, people.first, first.id, six(5))
  await typeSheet(ctx, people.second, first.id, six(4))
  const { passes } = await getDifferences(ctx, people.head, first.id)
  await settleDifference(ctx, people.head, first.id, {
    decision: 'return',
    passNo: 2,
    passIds: passes.map(({ id }) => id),
    reason: 'Đọc lại bảng kẻ phiếu',
  })
  await submitPass(ctx, people.second, first.id, six(5), { seen: [] })
  await typeSheet(ctx, people.first, second.id, four)
  await typeSheet(ctx, people.second, second.id, four)
  return counting
}
