import type { Context } from '../../src/context.ts'
import type { SheetCounts } from '../../src/domain/entry.ts'
import type { People } from './context.ts'
import { type CountingSession, countingSession } from './session.ts'

/** The regulation of bỏ phiếu tín nhiệm, which a session has to ask for by name. */
export const TWO_LEVEL_REGIME = 'bo-phieu-96-2023-qh15'

/** A session of a State body in `counting`, held in two levels, with ten ballots of one kind. */
export async function twoLevelSession(ctx: Context, people: People): Promise<CountingSession> {
  await ctx.store.db.updateTable('organisations').set({ side: 'state' }).execute()
  return countingSession(ctx, people, {
    session: {
      title: 'Bỏ phiếu tín nhiệm tại kỳ họp',
      regime: TWO_LEVEL_REGIME,
      regimeReason: 'Có người quá nửa số phiếu tín nhiệm thấp ở kỳ lấy phiếu',
    },
  })
}

/** Ten ballots, nine of them valid; the second person has `no` marks without confidence of five or six. */
export function twoLevelSheet({ roster }: Pick<CountingSession, 'roster'>, no = 6): SheetCounts {
  const [first, second] = roster.ballotKinds[0]!.subjects
  return {
    collected: 10,
    valid: 9,
    invalid: 1,
    rows: [
      { subject: first!.id, confidence: 4, no_confidence: 5, invalid: 0 },
      { subject: second!.id, confidence: 8 - no, no_confidence: no, invalid: 1 },
    ],
  }
}
