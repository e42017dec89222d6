import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { takePass } from '../../src/actions/entries.ts'
import { submitPass } from '../../src/actions/submissions.ts'
import {
  closeHalls,
  findOpenHall,
  getHallProgress,
  listHalls,
  openHall,
} from '../../src/actions/halls.ts'
import { watchHall } from '../../src/actions/live-progress.ts'
import { closeSession } from '../../src/actions/closing.ts'
import { cancelSession, pauseCounting, reopenSession } from '../../src/actions/session-steps.ts'
import type { Context } from '../../src/context.ts'
import { sha256 } from '../../src/storage/sha256.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

const PACE = { calm: 1, look: 20_000, heartbeat: 40_000 }

describe.each(DIALECTS)('a witness page on %s', (dialect) => {
  let ctx: Context
  let people: People
  let counting: CountingSession
  let id: string
  let token: string
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
    counting = await countingSession(ctx, people)
    id = counting.session.id
    token = (await openHall(ctx, people.head, id)).token
  })
  afterEach(async () => {
    ctx.store.changes.end()
    await ctx.store.db.destroy()
  })

  const isOpen = async (which = token) => (await findOpenHall(ctx, which)) !== undefined
  const events = async () =>
    (await ctx.store.db.selectFrom('journal').select('entry').orderBy('seq').execute())
      .map(({ entry }) => entry)
      .filter((entry) => entry.includes('"hall_'))

  test('shows title, state and sums, and nothing else', async () => {
    expect(await getHallProgress(ctx, token)).toEqual({
      title: 'Lấy phiếu tín nhiệm năm 2026',
      mode: 'rehearsal',
      state: 'counting',
      sheets: { definitive: 0, different: 0, inWork: 0, empty: 1 },
      total: 1,
      ballotsDefinitive: 0,
      ballotsPlanned: 10,
      seq: expect.any(Number) as number,
      changedAt: expect.any(String) as string,
    })
  })

  test('tells no vote and no name, whatever was typed', async () => {
    await typeSheet(ctx, people.first, counting.sheets[0]!.id, soundSheet(counting))
    const shown = JSON.stringify(await getHallProgress(ctx, token))
    expect(shown).not.toMatch(/Nguyễn|Trần|Thư Ký|Trưởng|org|high|valid|id-/)
    expect(shown).toContain('"inWork":1')
  })

  test('has a token nobody guesses, kept only as a digest and never journaled', async () => {
    expect(token).toMatch(/^([0-9a-z]{4}-){4}[0-9a-z]{4}$/)
    const rows = await ctx.store.db.selectFrom('halls').selectAll().execute()
    expect(rows.map((row) => row.token_sha256)).toEqual([sha256(token.replaceAll('-', ''))])
    expect(JSON.stringify(rows)).not.toContain(token)
    const [opened, ...others] = await events()
    expect(others).toEqual([])
    expect(JSON.parse(opened!)).toMatchObject({
      actor: { account: people.head.account, role: 'head' },
      event: { type: 'hall_opened', session: id, expiresAt: rows[0]!.expires_at },
    })
    expect(opened).not.toContain(token)
    expect(opened).not.toContain(rows[0]!.token_sha256)
  })

  test('opens to a token typed in capitals or without dashes, to no other', async () => {
    expect(await isOpen(token.toUpperCase())).toBe(true)
    expect(await isOpen(token.replaceAll('-', ''))).toBe(true)
    const other = token.endsWith('0') ? '1' : '0'
    expect(await isOpen(`${token.slice(0, -1)}${other}`)).toBe(false)
    expect(await isOpen('')).toBe(false)
    await expect(getHallProgress(ctx, 'x')).rejects.toMatchObject({ code: 'not_found' })
  })

  test('is the head’s to open, to list and to close', async () => {
    const elsewhere = await seatPeople(ctx, 'elsewhere')
    for (const [actor, code] of [
      [people.first, 'forbidden'],
      [people.chair, 'forbidden'],
      [people.auditor, 'forbidden'],
      [people.admin, 'forbidden'],
      [elsewhere.head, 'not_found'],
    ] as const)
      for (const act of [openHall, listHalls, closeHalls])
        await expect(act(ctx, actor, id)).rejects.toMatchObject({ code })
    expect(await listHalls(ctx, people.head, id)).toHaveLength(1)
  })

  test('is closed by the head with all others of the session, at once', async () => {
    const second = (await openHall(ctx, people.head, id)).token
    expect([await isOpen(), await isOpen(second)]).toEqual([true, true])
    await closeHalls(ctx, people.head, id)
    expect([await isOpen(), await isOpen(second)]).toEqual([false, false])
    expect(await listHalls(ctx, people.head, id)).toEqual([])
    expect(JSON.parse((await events()).at(-1)!)).toMatchObject({
      event: { type: 'hall_closed', session: id },
    })
    await expect(closeHalls(ctx, people.head, id)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('ends after twelve hours, and is forgotten when the next is opened', async () => {
    const [hall] = await listHalls(ctx, people.head, id)
    const at = (ms: number): Context => ({
      ...ctx,
      now: () => new Date(Date.parse(hall!.openedAt) + ms).toISOString(),
    })
    const hours = 12 * 3_600_000
    expect(await findOpenHall(at(hours - 1), token)).toBeDefined()
    expect(await findOpenHall(at(hours), token)).toBeUndefined()
    expect(await listHalls(at(hours), people.head, id)).toEqual([])
    await openHall(at(hours), people.head, id)
    expect(await ctx.store.db.selectFrom('halls').selectAll().execute()).toHaveLength(1)
  })

  test('stays through a pause and the last match, ends when the count is closed, for good', async () => {
    await pauseCounting(ctx, people.head, id)
    expect((await getHallProgress(ctx, token)).state).toBe('paused')
    await ctx.store.db.updateTable('sessions').set({ state: 'counting' }).execute()
    for (const typist of [people.first, people.second])
      await typeSheet(ctx, typist, counting.sheets[0]!.id, soundSheet(counting))
    expect(await getHallProgress(ctx, token)).toMatchObject({
      state: 'entered',
      sheets: { definitive: 1 },
      ballotsDefinitive: 10,
    })
    await closeSession(ctx, people.head, id)
    expect(await isOpen()).toBe(false)
    await expect(openHall(ctx, people.head, id)).rejects.toMatchObject({ code: 'wrong_state' })
    await reopenSession(ctx, people.head, id, 'Sai sót')
    expect(await isOpen()).toBe(false)
    expect(await listHalls(ctx, people.head, id)).toEqual([])
  })

  test('is watched without an account until it is over', async () => {
    const gone = new AbortController()
    const told = watchHall(ctx, { token, since: 0, signal: gone.signal }, PACE)
    expect((await told.next()).value).toMatchObject({ title: counting.session.title, total: 1 })
    const next = told.next()
    await takePass(ctx, people.first, counting.sheets[0]!.id)
    expect((await next).value).toMatchObject({ sheets: { inWork: 1 } })
    await submitPass(ctx, people.first, counting.sheets[0]!.id, soundSheet(counting))
    expect((await told.next()).value).toMatchObject({ sheets: { inWork: 1 } })
    const last = told.next()
    await cancelSession(ctx, people.head, id, 'Hoãn')
    expect((await last).value).toBe('over')
    expect((await told.next()).done).toBe(true)
  })
})
