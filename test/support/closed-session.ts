import { closeSession } from '../../src/actions/closing.ts'
import { issueDocuments, listDocuments } from '../../src/actions/documents.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { publishSession } from '../../src/actions/session-steps.ts'
import { signDocument } from '../../src/actions/signing.ts'
import type { Context } from '../../src/context.ts'
import type { People } from './context.ts'
import { type CountingSession, countingSession, soundSheet, typeSheet } from './session.ts'

/** Letters that stand in single ballots only: to be looked for where they must not be. */
export const MARKS = 'high-low-never-to-be-seen-again'

/** A published session whose definitive sheet has single ballots, and one pass half typed. */
export async function publishedSession(ctx: Context, people: People): Promise<CountingSession> {
  const counting = await countingSession(ctx, people)
  const { id } = counting.session
  for (const actor of [people.first, people.second])
    await typeSheet(ctx, actor, counting.sheets[0]!.id, soundSheet(counting))
  await putBallots(ctx, counting)
  await closeSession(ctx, people.head, id)
  await computeOutcome(ctx, people.head, id)
  await issueDocuments(ctx, people.head, id)
  const current = async (name: string) =>
    (await listDocuments(ctx, people.head, id)).find((each) => each.current && each.name === name)!
  for (const actor of [people.first, people.head, people.chair])
    await signDocument(ctx, actor, (await current('minutes')).id, null)
  await signDocument(ctx, people.chair, (await current('summary')).id, null)
  await publishSession(ctx, people.chair, id)
  return counting
}

/** Puts ten single ballots under each pass, three as they were typed, and a cell being typed. */
async function putBallots({ store: { db } }: Context, { sheets }: CountingSession): Promise<void> {
  const sheet = sheets[0]!.id
  const passes = await db
    .selectFrom('entry_passes')
    .select('id')
    .where('sheet_id', '=', sheet)
    .execute()
  const ballots = JSON.stringify(Array.from({ length: 10 }, () => MARKS))
  for (const { id } of passes)
    await db.insertInto('sheet_ballots').values({ pass_id: id, sheet_id: sheet, ballots }).execute()
  for (const ordinal of [1, 2, 3])
    await db
      .insertInto('entry_ballots')
      .values({ sheet_id: sheet, pass_no: 1, ordinal, marks: MARKS })
      .execute()
  await db
    .updateTable('entry_work')
    .set({ counts: `["${MARKS}"]`, cursor: MARKS })
    .where('sheet_id', '=', sheet)
    .execute()
}
