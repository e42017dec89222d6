import { recordBallots } from '../../src/actions/ballots.ts'
import { saveRoster } from '../../src/actions/rosters.ts'
import { freezeRoster, openCounting } from '../../src/actions/session-steps.ts'
import { createSession, recordVoters } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import type { People } from './context.ts'
import { NEW_SESSION, VOTERS, recordConditions } from './session.ts'

type NewSubject = { readonly name: string; readonly position: string }

/** A session with these persons on one sheet of ten ballots, open for typing: the id of the sheet. */
export async function oneSheetSession(
  ctx: Context,
  people: People,
  persons: readonly NewSubject[],
): Promise<string> {
  const { id } = await createSession(ctx, people.first, NEW_SESSION)
  const subjects = persons.map((person) => ({ ...person, block: null }))
  const kinds = [{ code: 'A', title: 'Ban Thường vụ', subjects }]
  const roster = await saveRoster(ctx, people.first, id, kinds)
  await recordVoters(ctx, people.first, id, VOTERS)
  await freezeRoster(ctx, people.first, id)
  await recordConditions(ctx, people.first, id)
  await openCounting(ctx, people.head, id)
  const ballotKind = roster.ballotKinds[0]!.id
  const counts = { printed: 10, issued: 10, collected: 10, invalidReasons: null, sheets: null }
  await recordBallots(ctx, people.first, id, [{ ballotKind, ...counts }])
  const row = await ctx.store.db.selectFrom('sheets').select('id').executeTakeFirstOrThrow()
  return row.id
}
