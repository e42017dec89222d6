import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { exportAccountData } from '../../src/actions/account-data.ts'
import {
  countUnsettled,
  getNewThread,
  getThread,
  getThreads,
  listAwaiting,
} from '../../src/actions/comment-threads.ts'
import * as comments from '../../src/actions/comments.ts'
import { getDifferences, settleDifference } from '../../src/actions/reconcile.ts'
import { cancelSession, reopenSession } from '../../src/actions/session-steps.ts'
import { closeSession } from '../../src/actions/closing.ts'
import type { Context } from '../../src/context.ts'
import type { Actor } from '../../src/domain/actor.ts'
import type { About } from '../../src/domain/comment.ts'
import type { JournalEntry } from '../../src/domain/journal.ts'
import { listSessionEntries } from '../../src/storage/session-journal.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

const SESSION: About = { kind: 'session', id: null }

describe.each(DIALECTS)('threads between auditor and organisation on %s', (dialect) => {
  let ctx: Context
  let above: People
  let people: People
  let counting: CountingSession
  let id: string
  beforeEach(async () => {
    ctx = await testContext(dialect)
    above = await seatPeople(ctx, 'top')
    people = await seatPeople(ctx, 'org', 'top')
    counting = await countingSession(ctx, people)
    id = counting.session.id
  })
  afterEach(async () => ctx.store.db.destroy())

  const enter = async () => {
    for (const typist of [people.first, people.second])
      await typeSheet(ctx, typist, counting.sheets[0]!.id, soundSheet(counting))
  }
  const ask = (text = 'Vì sao?', about = SESSION, actor: Actor = people.auditor) =>
    comments.openThread(ctx, actor, id, { about, text })
  const write = (actor: Actor, text: string, seen: number, thread = 1) =>
    comments.writeComment(ctx, actor, { session: id, thread }, { text, seen })
  const settle = (seen: number, thread = 1, actor: Actor = people.auditor) =>
    comments.settleThread(ctx, actor, { session: id, thread }, { seen })
  const reopen = (text: string, seen: number, actor: Actor = people.auditor) =>
    comments.reopenThread(ctx, actor, { session: id, thread: 1 }, { text, seen })
  const withdraw = (actor: Actor, number: number) =>
    comments.withdrawComment(ctx, actor, { session: id, thread: 1 }, number)
  const turns = async (thread = 1) =>
    (await getThread(ctx, people.head, { session: id, thread })).thread.turns
  const entries = async () =>
    (await listSessionEntries(ctx.store.db, id, 0, 1000)).map(
      ({ entry }) => JSON.parse(entry) as JournalEntry,
    )
  const refused = (code: string) => ({ code })

  test('an auditor asks, the secretary answers, the auditor settles and opens again', async () => {
    await enter()
    expect(await ask('Tập này sửa ba lần?')).toEqual({ session: id, thread: 1 })
    await write(people.first, 'Có hai ô gõ nhầm.', 1)
    await write(people.head, 'Đã xem lại phiếu giấy.', 2)
    await settle(3)
    await reopen('Chưa thấy tờ kẻ phiếu.', 4)
    await write(people.second, 'Nằm trong túi niêm phong.', 5)
    expect(
      (await turns()).map(({ act, text, account, role }) => [act, text, account, role]),
    ).toEqual([
      ['written', 'Tập này sửa ba lần?', 'org-auditor', 'auditor'],
      ['written', 'Có hai ô gõ nhầm.', 'org-first', 'secretary'],
      ['written', 'Đã xem lại phiếu giấy.', 'org-head', 'head'],
      ['settled', null, 'org-auditor', 'auditor'],
      ['reopened', 'Chưa thấy tờ kẻ phiếu.', 'org-auditor', 'auditor'],
      ['written', 'Nằm trong túi niêm phong.', 'org-second', 'secretary'],
    ])
  })

  test('each act is one entry of the session’s journal, with who and what', async () => {
    await enter()
    const before = (await entries()).length
    await ask('Vì sao?')
    await write(people.first, 'Vì thế.', 1)
    await withdraw(people.first, 2)
    await settle(3)
    await reopen('Còn gì?', 4)
    const of = { session: id, thread: 1 }
    expect((await entries()).slice(before).map(({ event, actor }) => [event, actor?.role])).toEqual(
      [
        [{ type: 'comment_thread_opened', ...of, about: SESSION, text: 'Vì sao?' }, 'auditor'],
        [{ type: 'comment_written', ...of, number: 2, text: 'Vì thế.' }, 'secretary'],
        [{ type: 'comment_withdrawn', ...of, number: 3, withdraws: 2 }, 'secretary'],
        [{ type: 'comment_thread_settled', ...of, number: 4 }, 'auditor'],
        [{ type: 'comment_thread_reopened', ...of, number: 5, text: 'Còn gì?' }, 'auditor'],
      ],
    )
  })

  test('nothing in a thread changes the session, its sheets or its figures', async () => {
    await enter()
    const tables = ['sessions', 'sheets', 'entry_passes', 'settlements', 'outcomes'] as const
    const all = () =>
      Promise.all(tables.map((table) => ctx.store.db.selectFrom(table).selectAll().execute()))
    const before = await all()
    await ask()
    await write(people.first, 'Vì thế.', 1)
    await withdraw(people.first, 2)
    await settle(3)
    expect(await all()).toEqual(before)
  })

  test('is about the session, a bundle, a person, a document or an entry that the session has', async () => {
    await enter()
    const { sheets, roster } = counting
    const person = roster.ballotKinds[0]!.subjects[1]!
    const found: readonly (readonly [About, object])[] = [
      [SESSION, { id: null }],
      [{ kind: 'sheet', id: sheets[0]!.id }, { sheet: 1 }],
      [{ kind: 'person', id: person.id }, { person: person.name }],
      [{ kind: 'entry', id: '1' }, { entry: { type: 'session_created' } }],
    ]
    for (const [about] of found) await ask('Vì sao?', about)
    const { threads } = await getThreads(ctx, people.auditor, id)
    expect(threads.map(({ about }) => about)).toMatchObject(
      found.map(([about, told]) => ({ ...about, ...told })),
    )
    const count = String((await entries()).length + 1)
    const strange: readonly About[] = [
      { kind: 'sheet', id: 'nowhere' },
      { kind: 'person', id: sheets[0]!.id },
      { kind: 'document', id: 'nowhere' },
      { kind: 'entry', id: '0' },
      { kind: 'entry', id: count },
      { kind: 'entry', id: '1e0' },
    ]
    for (const about of strange) {
      await expect(ask('Vì sao?', about)).rejects.toMatchObject(refused('not_found'))
      await expect(getNewThread(ctx, people.auditor, id, about)).rejects.toMatchObject(
        refused('not_found'),
      )
    }
  })

  test('offers the session, its bundles and people to ask about, and the entry one comes from', async () => {
    await enter()
    const offered = async (about: About) =>
      (await getNewThread(ctx, people.auditor, id, about)).choices.map((each) => each.kind)
    expect(await offered(SESSION)).toEqual(['session', 'sheet', 'person', 'person'])
    expect((await offered({ kind: 'entry', id: '2' }))[0]).toBe('entry')
  })

  test('what was written meanwhile is read first: nothing goes past it', async () => {
    await enter()
    await ask()
    await write(people.first, 'Vì thế.', 1)
    await expect(write(people.second, 'Vì kia.', 1)).rejects.toMatchObject({
      code: 'thread_changed',
      detail: { seen: 1, last: 2 },
    })
    await expect(settle(1)).rejects.toMatchObject(refused('thread_changed'))
    await settle(2)
    await expect(reopen('Còn gì?', 2)).rejects.toMatchObject(refused('thread_changed'))
    expect(await turns()).toHaveLength(3)
  })

  test('a settled thread takes no text, and only a settled one is opened again', async () => {
    await enter()
    await ask()
    await expect(reopen('Mở lại', 1)).rejects.toMatchObject(refused('thread_open'))
    await settle(1)
    for (const actor of [people.first, people.auditor])
      await expect(write(actor, 'Thêm', 2)).rejects.toMatchObject(refused('thread_settled'))
    await expect(settle(2)).rejects.toMatchObject(refused('thread_settled'))
    expect(await turns()).toHaveLength(2)
  })

  test('one takes one’s own text back, once, and it stays readable; a settled thread too', async () => {
    await enter()
    await ask()
    await write(people.first, 'Nhầm kỳ.', 1)
    await settle(2)
    for (const actor of [people.second, people.head, people.auditor])
      await expect(withdraw(actor, 2)).rejects.toMatchObject(refused('forbidden'))
    await withdraw(people.first, 2)
    await expect(withdraw(people.first, 2)).rejects.toMatchObject(refused('comment_withdrawn'))
    for (const number of [3, 4, 9])
      // settled, withdrawn, and none at all
      await expect(withdraw(people.auditor, number)).rejects.toMatchObject(refused('not_found'))
    expect((await turns())[1]).toMatchObject({ text: 'Nhầm kỳ.' })
    expect((await turns()).at(-1)).toMatchObject({ act: 'withdrawn', withdraws: 2, text: null })
  })

  test('is refused while anything is typed, before it and after it was opened again', async () => {
    const readers = [people.first, people.head, people.chair, people.auditor]
    const closed = async () => {
      for (const reader of readers)
        await expect(getThreads(ctx, reader, id)).rejects.toMatchObject(refused('wrong_state'))
      await expect(ask()).rejects.toMatchObject(refused('wrong_state'))
      expect(await listAwaiting(ctx, people.first)).toEqual([])
      for (const reader of readers)
        expect(await countUnsettled(ctx, reader, { id, state: 'counting' })).toBeNull()
    }
    await closed()
    await enter()
    await ask()
    for (const reader of readers)
      expect((await getThreads(ctx, reader, id)).threads).toHaveLength(1)
    expect(await countUnsettled(ctx, people.chair, { id, state: 'entered' })).toBe(1)
    await closeSession(ctx, people.head, id)
    await reopenSession(ctx, people.head, id, 'Đếm lại')
    const sheet = counting.sheets[0]!.id
    const { passes } = await getDifferences(ctx, people.head, sheet)
    const passIds = passes.map((pass) => pass.id)
    const decided = { decision: 'return', passNo: 2, passIds, reason: 'Đếm lại' } as const
    await settleDifference(ctx, people.head, sheet, { ...decided, asOnPaper: false })
    await closed()
    await typeSheet(ctx, people.second, sheet, soundSheet(counting))
    expect(await turns()).toHaveLength(1)
  })

  test('is possible in a session that was cancelled', async () => {
    await cancelSession(ctx, people.head, id, 'Hoãn')
    await ask('Vì sao hủy kỳ?')
    await write(people.first, 'Hội nghị hoãn.', 1)
    expect(await turns()).toHaveLength(2)
  })

  test('the auditor of a superior body asks and settles; its others, and other bodies, see nothing', async () => {
    const beside = await seatPeople(ctx, 'side', 'top')
    await enter()
    await ask('Cấp trên hỏi', SESSION, above.auditor)
    await settle(1, 1, above.auditor)
    const read = (actor: Actor) => getThreads(ctx, actor, id)
    for (const actor of [above.first, above.head, above.chair, beside.auditor, beside.first])
      await expect(read(actor)).rejects.toMatchObject(refused('not_found'))
    for (const actor of [above.committee, people.committee, people.admin])
      await expect(read(actor)).rejects.toMatchObject(refused('forbidden'))
    await expect(ask('Hỏi', SESSION, beside.auditor)).rejects.toMatchObject(refused('not_found'))
    for (const actor of [people.first, people.head, people.chair, above.committee])
      await expect(ask('Hỏi', SESSION, actor)).rejects.toMatchObject(refused('forbidden'))
    await expect(write(people.chair, 'Trả lời', 2)).rejects.toMatchObject(refused('forbidden'))
    await expect(settle(2, 1, people.first)).rejects.toMatchObject(refused('forbidden'))
    await expect(write(people.first, 'Trả lời', 1, 7)).rejects.toMatchObject(refused('not_found'))
  })

  test('unsettled threads come first, and each side hears where its word is awaited', async () => {
    await enter()
    const awaited = async (actor: Actor) =>
      (await listAwaiting(ctx, actor)).map(({ session, threads }) => [session.id, threads])
    await ask('Một')
    await ask('Hai')
    await ask('Ba')
    expect([await awaited(people.first), await awaited(people.head)]).toEqual([
      [[id, 3]],
      [[id, 3]],
    ])
    expect(await awaited(people.auditor)).toEqual([])
    await settle(1, 1)
    await write(people.first, 'Trả lời', 1, 2)
    expect(await awaited(people.first)).toEqual([[id, 1]])
    expect([await awaited(people.auditor), await awaited(above.auditor)]).toEqual([
      [[id, 1]],
      [[id, 1]],
    ])
    for (const actor of [people.chair, people.committee, above.first])
      expect(await awaited(actor)).toEqual([])
    await reopen('Còn gì?', 2)
    expect(await awaited(people.first)).toEqual([[id, 2]])
    await settle(3, 1)
    const { threads } = await getThreads(ctx, people.auditor, id)
    expect(threads.map(({ number }) => number)).toEqual([2, 3, 1])
  })

  test('what somebody wrote, taken back or not, belongs to the data of the account', async () => {
    await enter()
    await ask('Vì sao?')
    await write(people.first, 'Vì thế.', 1)
    await withdraw(people.first, 2)
    const { comments: own, rows } = await exportAccountData(ctx, people.first, 'org-first')
    expect(own).toMatchObject([{ session: id, thread: 1, number: 2, text: 'Vì thế.' }])
    expect(rows['comments']).toBe(2)
    expect((await exportAccountData(ctx, people.second, 'org-second')).comments).toEqual([])
  })

  test('the tables refuse to be changed', async () => {
    await enter()
    await ask()
    await settle(1)
    const { db } = ctx.store
    for (const act of [
      () =>
        db
          .updateTable('comments')
          .set({ text: 'x' } as never)
          .execute(),
      () => db.deleteFrom('comments').execute(),
      () => db.deleteFrom('comment_threads').execute(),
    ])
      await expect(act()).rejects.toThrow(/append-only/)
  })
})
