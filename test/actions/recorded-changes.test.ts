import { afterEach, beforeEach, expect, test } from 'vitest'
import { recordBallots } from '../../src/actions/ballots.ts'
import { saveRoster } from '../../src/actions/rosters.ts'
import { createSession } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import type { JournalEntry, JournalEvent } from '../../src/domain/journal.ts'
import { findRoster } from '../../src/storage/roster.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { NEW_KINDS, NEW_SESSION, countingSession } from '../support/session.ts'

let ctx: Context
let people: People
beforeEach(async () => {
  ctx = await testContext('sqlite')
  people = await seatPeople(ctx)
})
afterEach(() => ctx.store.db.destroy())

async function eventsOf<Type extends JournalEvent['type']>(type: Type) {
  const rows = await ctx.store.db.selectFrom('journal').select('entry').orderBy('seq').execute()
  return rows
    .map(({ entry }) => (JSON.parse(entry) as JournalEntry).event)
    .filter((event): event is Extract<JournalEvent, { type: Type }> => event.type === type)
}

test('a list that is saved tells the list it replaces beside the new one', async () => {
  const { id } = await createSession(ctx, people.first, NEW_SESSION)
  await saveRoster(ctx, people.first, id, NEW_KINDS)
  const first = await findRoster(ctx.store.db, id)
  const [kind] = NEW_KINDS
  await saveRoster(ctx, people.first, id, [{ ...kind!, subjects: kind!.subjects.slice(1) }])
  const second = await findRoster(ctx.store.db, id)
  expect((await eventsOf('roster_saved')).map(({ roster }) => roster)).toEqual([
    { old: { ballotKinds: [] }, new: first },
    { old: first, new: second },
  ])
  expect(second.ballotKinds[0]!.subjects).toHaveLength(1)
})

test('bundles that are planned tell those they replace, by number', async () => {
  const { session, roster } = await countingSession(ctx, people, { bundles: [6, 4] })
  const ballotKind = roster.ballotKinds[0]!.id
  const account = { ballotKind, printed: null, issued: 10, collected: 10, invalidReasons: null }
  await recordBallots(ctx, people.first, session.id, [{ ...account, sheets: [5, 3, 2] }])
  const [first, second] = (await eventsOf('sheets_planned')).map(({ sheets }) => sheets)
  const planned = (sizes: readonly number[]) =>
    sizes.map((ballots, at) => ({ id: expect.any(String), number: at + 1, ballots, ballotKind }))
  expect(first).toEqual({ old: [], new: planned([6, 4]) })
  expect(second).toEqual({ old: (first as { new: unknown }).new, new: planned([5, 3, 2]) })
})
