import { closeSession } from '../../src/actions/closing.ts'
import { issueDocuments, listDocuments } from '../../src/actions/documents.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { getDifferences, settleDifference } from '../../src/actions/reconcile.ts'
import { reopenSession } from '../../src/actions/session-steps.ts'
import { signDocument } from '../../src/actions/signing.ts'
import { submitPass } from '../../src/actions/submissions.ts'
import type { Context } from '../../src/context.ts'
import type { SheetCounts } from '../../src/domain/entry.ts'
import type { People } from './context.ts'
import { type CountingSession, countingSession, sheetOf, soundSheet, typeSheet } from './session.ts'

/** A rehearsal of ten ballots in one bundle, and how it goes on. */
export type ReopenedSession = {
  readonly id: string
  readonly counting: CountingSession
  /** Types the bundle by both secretaries. */
  readonly enter: () => Promise<void>
  /** Closes, computes and issues. */
  readonly conclude: () => Promise<void>
  /** Signs the minutes and the report by everybody. */
  readonly sign: () => Promise<void>
  /** Opens it again, has both passes sent back, and has them typed with these counts. */
  readonly retype: (counts: SheetCounts) => Promise<void>
  /** One ballot moved from high to medium of the first person. */
  readonly corrected: () => SheetCounts
}

/** The session in `counting`, with the people who take it further. */
export async function reopenedSession(
  ctx: Context,
  people: People,
  options: Parameters<typeof countingSession>[2] = {},
): Promise<ReopenedSession> {
  const counting = await countingSession(ctx, people, options)
  const { id } = counting.session
  const sheet = counting.sheets[0]!.id
  const typists = [people.first, people.second]
  const current = async (name: 'minutes' | 'summary') =>
    (await listDocuments(ctx, people.head, id)).find((each) => each.current && each.name === name)!
  return {
    id,
    counting,
    async enter() {
      for (const actor of typists) await typeSheet(ctx, actor, sheet, soundSheet(counting))
    },
    async conclude() {
      await closeSession(ctx, people.head, id)
      await computeOutcome(ctx, people.head, id)
      await issueDocuments(ctx, people.head, id)
    },
    async sign() {
      for (const actor of [people.first, people.head, people.chair])
        await signDocument(ctx, actor, (await current('minutes')).id, null)
      await signDocument(ctx, people.chair, (await current('summary')).id, null)
    },
    async retype(counts) {
      await reopenSession(ctx, people.head, id, 'Ghi nhầm dòng ở tập 1')
      const { passes } = await getDifferences(ctx, people.head, sheet)
      const passIds = passes.map((pass) => pass.id)
      const decision = {
        decision: 'return_all' as const,
        passNo: null,
        passIds,
        reason: 'Nhập lại',
      }
      await settleDifference(ctx, people.head, sheet, decision)
      for (const actor of typists) await submitPass(ctx, actor, sheet, counts)
    },
    corrected: () =>
      sheetOf(counting.roster.ballotKinds[0]!.subjects, { collected: 10, valid: 9, invalid: 1 }, [
        [6, 2, 1, 0],
        [2, 0, 6, 1],
      ]),
  }
}
