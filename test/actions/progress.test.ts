import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { disableAccount } from '../../src/actions/accounts.ts'
import { logIn, logOut, whoIs } from '../../src/actions/log-in.ts'
import { takePass } from '../../src/actions/entries.ts'
import { type Told, watchProgress } from '../../src/actions/live-progress.ts'
import { type SessionProgress, getProgress } from '../../src/actions/progress.ts'
import { pauseCounting, resumeCounting } from '../../src/actions/session-steps.ts'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession, sheetOf, typeSheet } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

/** Fast enough for a test; `look` so slow that only what is told in this process is seen in time. */
const PACE = { calm: 1, look: 20_000, heartbeat: 40_000 }

describe.each(DIALECTS)('the progress on %s', (dialect) => {
  let ctx: Context
  let people: People
  let counting: CountingSession
  let id: string
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
    counting = await countingSession(ctx, people, { bundles: [4, 6] })
    id = counting.session.id
  })
  afterEach(async () => {
    ctx.store.changes.end()
    await ctx.store.db.destroy()
  })

  const sheet = (at: number) => counting.sheets[at]!.id
  const of = (ballots: number, high: number) =>
    sheetOf(
      counting.roster.ballotKinds[0]!.subjects,
      { collected: ballots, valid: ballots, invalid: 0 },
      [
        [high, ballots - high, 0, 0],
        [ballots, 0, 0, 0],
      ],
    )

  test('follows the sheets from the first claim to the last match', async () => {
    const groups = async () => (await getProgress(ctx, people.head, id)).sheets
    expect(await groups()).toEqual({ empty: 2, inWork: 0, different: 0, definitive: 0 })
    await takePass(ctx, people.first, sheet(0))
    expect(await groups()).toEqual({ empty: 1, inWork: 1, different: 0, definitive: 0 })
    await typeSheet(ctx, people.first, sheet(0), of(4, 3))
    await typeSheet(ctx, people.second, sheet(0), of(4, 2))
    expect(await groups()).toEqual({ empty: 1, inWork: 0, different: 1, definitive: 0 })
    for (const typist of [people.first, people.second])
      await typeSheet(ctx, typist, sheet(1), of(6, 5))
    expect(await getProgress(ctx, people.head, id)).toMatchObject({
      state: 'counting',
      sheets: { empty: 0, inWork: 0, different: 1, definitive: 1 },
      total: 2,
      ballotsDefinitive: 6,
      ballotsPlanned: 10,
      states: [
        { id: sheet(0), number: 1, state: 'different' },
        { id: sheet(1), number: 2, state: 'definitive' },
      ],
    })
  })

  test('tells nothing of what was typed: other marks, other contradictions, the same answer', async () => {
    const answers: string[] = []
    for (const [high, organisation] of [
      [1, 'one'],
      [3, 'two'],
    ] as const) {
      const others = await seatPeople(ctx, organisation)
      counting = await countingSession(ctx, others, { bundles: [4, 6] })
      await typeSheet(ctx, others.first, sheet(0), of(4, high))
      await typeSheet(ctx, others.second, sheet(0), of(4, high))
      await typeSheet(ctx, others.first, sheet(1), { ...of(6, high), invalid: high })
      const { session, states, seq, changedAt, ...counted } = await getProgress(
        ctx,
        others.head,
        counting.session.id,
      )
      expect([typeof seq, typeof changedAt]).toEqual(['number', 'string'])
      expect(session).toBe(counting.session.id)
      answers.push(JSON.stringify([counted, states?.map(({ number, state }) => [number, state])]))
      expect(JSON.stringify({ counted, states })).not.toMatch(/Nguyễn|Trần|Thư Ký|account|high/)
    }
    expect(answers[0]).toBe(answers[1])
  })

  test('shows single sheets to whoever reads them, sums to the chair, nothing to others', async () => {
    expect((await getProgress(ctx, people.first, id)).states).toHaveLength(2)
    expect(await getProgress(ctx, people.chair, id)).toMatchObject({ states: null, total: 2 })
    const stranger = await seatPeople(ctx, 'elsewhere')
    for (const [actor, code] of [
      [people.committee, 'wrong_state'],
      [people.admin, 'forbidden'],
      [stranger.head, 'not_found'],
    ] as const)
      await expect(getProgress(ctx, actor, id)).rejects.toMatchObject({ code })
    await expect(getProgress(ctx, people.head, 'none')).rejects.toMatchObject({ code: 'not_found' })
  })

  describe('as it is watched', () => {
    let token: string
    let gone: AbortController
    let told: AsyncGenerator<Told<SessionProgress>>
    beforeEach(async () => {
      const input = { username: people.first.account, password: 'mat khau rat dai' }
      token = (await logIn(ctx, input)).token
      gone = new AbortController()
      told = watch(0)
    })
    afterEach(() => gone.abort())
    const watch = (since: number, pace = PACE) =>
      watchProgress(ctx, id, { token, since, signal: gone.signal }, pace)
    const next = async () => (await told.next()).value as Told<SessionProgress>

    test('comes at once and after every change of the session', async () => {
      expect(await next()).toMatchObject({ state: 'counting', sheets: { empty: 2 } })
      const waiting = next()
      await takePass(ctx, people.second, sheet(0))
      expect(await waiting).toMatchObject({ sheets: { empty: 1, inWork: 1 } })
      await pauseCounting(ctx, people.head, id)
      expect(await next()).toMatchObject({ state: 'paused' })
      await resumeCounting(ctx, people.head, id)
      expect(await next()).toMatchObject({ state: 'counting' })
    })

    test('is not told again to whoever has it, nor for what happens elsewhere', async () => {
      const { seq } = await getProgress(ctx, people.first, id)
      told = watch(seq)
      const waiting = next()
      await seatPeople(ctx, 'elsewhere')
      await logIn(ctx, { username: people.second.account, password: 'mat khau rat dai' })
      await takePass(ctx, people.second, sheet(1))
      expect(await waiting).toMatchObject({ sheets: { inWork: 1 } })
    })

    test('is seen after a while when another process made the change', async () => {
      told = watch(0, { ...PACE, look: 20 })
      await next()
      const waiting = next()
      const { changes } = ctx.store
      const elsewhere = { ...ctx, store: { ...ctx.store, changes: { ...changes, tell() {} } } }
      await takePass(elsewhere, people.second, sheet(0))
      expect(await waiting).toMatchObject({ sheets: { inWork: 1 } })
    })

    test('gives a sign of life while nothing changes', async () => {
      told = watch(0, { calm: 1, look: 5, heartbeat: 20 })
      await next()
      expect([await next(), await next()]).toEqual(['alive', 'alive'])
    })

    test('is over with the log-in, and did not prolong it', async () => {
      await next()
      const before = await ctx.store.db.selectFrom('logins').selectAll().execute()
      const waiting = next()
      expect(await ctx.store.db.selectFrom('logins').selectAll().execute()).toEqual(before)
      await logOut(ctx, people.first, token)
      expect(await waiting).toBe('over')
      expect((await told.next()).done).toBe(true)
    })

    test('is over when the log-in has run out', async () => {
      const late = { ...ctx, now: () => '2026-02-06T12:00:00.000Z' }
      expect(await whoIs(ctx, token)).toBeDefined()
      told = watchProgress(late, id, { token, since: 0, signal: gone.signal }, PACE)
      expect(await next()).toBe('over')
    })

    test('is over when the account is barred', async () => {
      await next()
      const waiting = next()
      await disableAccount(ctx, people.admin, people.first.account)
      expect(await waiting).toBe('over')
    })

    test('ends without a word when nobody listens or the program ends', async () => {
      await next()
      const waiting = told.next()
      gone.abort()
      expect((await waiting).done).toBe(true)
      gone = new AbortController()
      told = watch(0)
      await next()
      const last = told.next()
      ctx.store.changes.end()
      expect((await last).done).toBe(true)
    })
  })
})
