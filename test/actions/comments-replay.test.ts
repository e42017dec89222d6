import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as comments from '../../src/actions/comments.ts'
import { checkSessions } from '../../src/actions/session-check.ts'
import type { Context } from '../../src/context.ts'
import { threadsTold } from '../../src/domain/comment-events.ts'
import { awaitedIn, isSettled } from '../../src/domain/comment.ts'
import type { JournalEntry } from '../../src/domain/journal.ts'
import { AppError } from '../../src/errors.ts'
import { findThread, listThreads, listUnsettledThreads } from '../../src/storage/comments.ts'
import { listSessionEntries } from '../../src/storage/session-journal.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

type Tried = {
  readonly act: 'open' | 'write' | 'withdraw' | 'settle' | 'reopen'
  readonly by: 'auditor' | 'first' | 'head'
  readonly thread: number
  readonly number: number
  /** How far what was seen is from the last turn. */
  readonly off: number
}

const tried: fc.Arbitrary<Tried> = fc.record({
  act: fc.constantFrom('open', 'write', 'write', 'withdraw', 'settle', 'reopen', 'reopen'),
  by: fc.constantFrom('auditor', 'auditor', 'auditor', 'first', 'head'),
  thread: fc.integer({ min: 1, max: 2 }),
  number: fc.integer({ min: 1, max: 6 }),
  off: fc.constantFrom(0, 0, 0, 1, -1),
})

async function attempt(ctx: Context, people: People, session: string, each: Tried): Promise<void> {
  const { act, by, thread, number, off } = each
  const found = await findThread(ctx.store.db, session, thread)
  const seen = (found?.turns.length ?? 0) + off
  const place = { session, thread }
  const text = `${act} ${number}`
  if (act === 'open') {
    const about = { kind: 'entry', id: String(number) } as const
    await comments.openThread(ctx, people[by], session, { about, text })
  } else if (act === 'write') await comments.writeComment(ctx, people[by], place, { text, seen })
  else if (act === 'withdraw') await comments.withdrawComment(ctx, people[by], place, number)
  else if (act === 'settle') await comments.settleThread(ctx, people[by], place, { seen })
  else await comments.reopenThread(ctx, people[by], place, { text, seen })
}

describe.each(DIALECTS)('threads on %s', (dialect) => {
  test('come out of the journal as they stand in the tables, whatever is tried in whatever order', async () => {
    const taken = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.array(tried, { minLength: 15, maxLength: 60 }), async (walk) => {
        const ctx = await testContext(dialect)
        const people = await seatPeople(ctx)
        const counting = await countingSession(ctx, people)
        const { id } = counting.session
        for (const typist of [people.first, people.second])
          await typeSheet(ctx, typist, counting.sheets[0]!.id, soundSheet(counting))
        for (const each of walk)
          try {
            await attempt(ctx, people, id, each)
            taken.add(each.act)
          } catch (error) {
            if (!(error instanceof AppError)) throw error
          }
        const { db } = ctx.store
        const entries = await listSessionEntries(db, id, 0, 10_000)
        const told = threadsTold(entries.map(({ entry }) => JSON.parse(entry) as JournalEntry))
        const stored = await listThreads(db, id)
        expect(stored).toEqual(told.map((thread) => ({ ...thread, session: id })))
        for (const { turns } of stored)
          expect(turns.map(({ number }) => number)).toEqual(turns.map((_, at) => at + 1))
        const open = stored.filter((each) => !isSettled(each)).map(({ number }) => number)
        const unsettled = (await listUnsettledThreads(db)).map(({ number }) => number)
        expect(unsettled.toSorted((one, other) => one - other)).toEqual(open)
        expect(stored.map((each) => awaitedIn(each) === null)).toEqual(stored.map(isSettled))
        const trusted = { real: [], rehearsal: [] }
        const basis = { store: ctx.store, recount: ctx.recount, trusted, paper: null }
        const found = await checkSessions(basis, new Map(), () => undefined)
        expect([...found.others, ...found.apart]).toEqual([])
        await db.destroy()
      }),
      { numRuns: dialect === 'sqlite' ? 20 : 4, seed: 27 },
    )
    expect([...taken].toSorted()).toEqual(['open', 'reopen', 'settle', 'withdraw', 'write'])
  }, 180_000)
})
