import { computeOutcome } from '../../src/actions/outcome.ts'
import { listNamesakes, recognisePerson } from '../../src/actions/persons.ts'
import { closeSession } from '../../src/actions/closing.ts'
import type { NewSession } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import type { People } from './context.ts'
import { type CountingSession, countingSession, sheetOf, soundSheet, typeSheet } from './session.ts'

/** The vote before: held, closed and computed; of the first person 7, 1 and 1 of 10 ballots. */
export async function earlierVote(
  ctx: Context,
  people: People,
  session: Partial<NewSession> = {},
): Promise<CountingSession> {
  const parts = { heldOn: '2023-12-05', title: 'Lấy phiếu tín nhiệm năm 2023', ...session }
  const vote = await countingSession(ctx, people, { session: parts })
  for (const actor of [people.first, people.second])
    await typeSheet(ctx, actor, vote.sheets[0]!.id, soundSheet(vote))
  await closeSession(ctx, people.head, vote.session.id)
  await computeOutcome(ctx, people.head, vote.session.id)
  return vote
}

/** The next vote in `counting`, everybody said to be the same as before. */
export function laterVote(
  ctx: Context,
  people: People,
  session: Partial<NewSession> = { shiftPoints: 30 },
): Promise<CountingSession> {
  return countingSession(ctx, people, {
    session,
    prepare: async (id) => {
      for (const { subject, before } of await listNamesakes(ctx, people.first, id))
        for (const other of before) {
          const told = { subject: subject.id, other: other.subject, same: true }
          await recognisePerson(ctx, people.first, id, told)
        }
    },
  })
}

/** Ten ballots: the first person's marks as given, the second's as at the vote before. */
export async function typeLater(
  ctx: Context,
  people: People,
  vote: CountingSession,
  [high, medium, low]: readonly [number, number, number],
): Promise<void> {
  const counts = sheetOf(
    vote.roster.ballotKinds[0]!.subjects,
    { collected: 10, valid: 9, invalid: 1 },
    [
      [high, medium, low, 0],
      [2, 0, 6, 1],
    ],
  )
  for (const actor of [people.first, people.second])
    await typeSheet(ctx, actor, vote.sheets[0]!.id, counts)
}
