import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { joinPersons, splitPerson, undoPersonChange } from '../../src/actions/person-changes.ts'
import { getPersonRecord } from '../../src/actions/person-record.ts'
import { findNames } from '../../src/actions/person-search.ts'
import type { Context } from '../../src/context.ts'
import { changesOfPerson } from '../../src/storage/person-changes.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type PastVote, insertPastVote, regimeFile, subjectAt } from '../support/recorded-votes.ts'
import { DIALECTS } from '../support/stores.ts'

const NAME = 'Nguyễn Văn Một'
const why = 'Cùng số hiệu đảng viên'

describe.each(DIALECTS)('names of one human being on %s', (dialect) => {
  let ctx: Context
  let here: People
  let there: People
  beforeEach(async () => {
    ctx = await testContext(dialect)
    here = await seatPeople(ctx)
    there = await seatPeople(ctx, 'council')
  })
  afterEach(async () => ctx.store.db.destroy())

  const put = async (id: string, parts: Partial<PastVote> = {}) => {
    const vote: PastVote = {
      id,
      organisation: 'org',
      heldOn: '2023-12-01',
      regime: regimeFile('96-qd-tw-2023'),
      revisions: [[[NAME, 'Bí thư', 80, 10, 10]]],
      ballots: 100,
      ...parts,
    }
    await insertPastVote(ctx.store.db, vote)
    return subjectAt(vote)
  }
  const join = (subjects: readonly string[], actor = here.first) =>
    joinPersons(ctx, actor, { subjects, reason: why })
  const personOf = async (subject: string) =>
    (
      await ctx.store.db
        .selectFrom('subjects')
        .select('person_id')
        .where('id', '=', subject)
        .executeTakeFirstOrThrow()
    ).person_id
  const facts = async () =>
    JSON.stringify(
      await ctx.store.db.selectFrom('outcomes').selectAll().orderBy('session_id').execute(),
    )
  const lastEvent = async () => {
    const row = await ctx.store.db
      .selectFrom('journal')
      .select('entry')
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow()
    return row.entry
  }

  test('are joined with a reason, in the journal, and no fact of a session changes', async () => {
    const [a, b] = [await put('a'), await put('b', { organisation: 'council' })]
    const before = await facts()
    const person = await join([a, b])
    expect([await personOf(a), await personOf(b)]).toEqual([person, person])
    expect(await facts()).toBe(before)
    const entry = await lastEvent()
    for (const part of ['persons_changed', 'join', why, a, b]) expect(entry).toContain(part)
    expect(await changesOfPerson(ctx.store.db, person)).toMatchObject([
      { act: 'join', reason: why, account: here.first.account, undoes: null },
    ])
  })

  test('are never joined by themselves', async () => {
    const [a, b] = [await put('a'), await put('b', { heldOn: '2018-12-01' })]
    expect([await personOf(a), await personOf(b)]).toEqual([null, null])
  })

  test('take with them whoever was the same before', async () => {
    const a = await put('a')
    const b = await put('b', { organisation: 'council', persons: ['q'] })
    const c = await put('c', { organisation: 'council', heldOn: '2018-12-01', persons: ['q'] })
    expect(await join([a, b])).toBe('q')
    expect([await personOf(a), await personOf(c)]).toEqual(['q', 'q'])
  })

  test('one name alone gets a record', async () => {
    const a = await put('a')
    const person = await join([a])
    expect(await getPersonRecord(ctx, here.auditor, person)).toMatchObject({ name: NAME })
  })

  test('in one session twice are two people', async () => {
    const a = await put('a', {
      revisions: [
        [
          [NAME, 'Bí thư', 80, 10, 10],
          [NAME, 'Phó Bí thư', 80, 10, 10],
        ],
      ],
    })
    await expect(join([a, 'a-s2'])).rejects.toMatchObject({
      code: 'person_twice',
      detail: { first: NAME, second: NAME, day: '01/12/2023' },
    })
  })

  test('of a rehearsal and of a real session are not joined', async () => {
    const [a, b] = [await put('a'), await put('TD-b', { mode: 'rehearsal' })]
    await expect(join([a, b])).rejects.toMatchObject({ code: 'person_modes_mixed' })
  })

  test('joined already have nothing to be joined', async () => {
    const a = await put('a', { persons: ['p'] })
    await expect(join([a])).rejects.toMatchObject({ code: 'person_unchanged' })
  })

  test('elsewhere have to be written exactly alike; in one’s own organisation another name may be', async () => {
    const a = await put('a')
    const [renamed, far] = [
      await put('b', { heldOn: '2018-12-01', revisions: [[['Nguyễn Văn Mốt', 'x', 80, 10, 10]]] }),
      await put('c', {
        organisation: 'council',
        revisions: [[['Nguyễn Văn Mốt', 'x', 80, 10, 10]]],
      }),
    ]
    await expect(join([a, far])).rejects.toMatchObject({ code: 'not_found' })
    await expect(join([far])).rejects.toMatchObject({ code: 'not_found' })
    await join([a, renamed])
    expect(await personOf(renamed)).toBe(await personOf(a))
  })

  test('are split by the secretary of their own place, with a record of their own', async () => {
    const [a, b] = [
      await put('a', { persons: ['p'] }),
      await put('b', { heldOn: '2018-12-01', persons: ['p'] }),
    ]
    const split = (actor = here.first, subjects = [b]) =>
      splitPerson(ctx, actor, { subjects, reason: why })
    await expect(split(there.first)).rejects.toMatchObject({ code: 'not_found' })
    await expect(split(here.first, [a, b])).rejects.toMatchObject({ code: 'person_unchanged' })
    const other = await split()
    expect([await personOf(a), await personOf(b)]).toEqual(['p', other])
    expect(await lastEvent()).toContain('split')
  })

  test('stand as before once a change is taken back, which is told too and itself can be taken back', async () => {
    const [a, b] = [await put('a'), await put('b', { organisation: 'council', persons: ['q'] })]
    await join([a, b])
    const [change] = await changesOfPerson(ctx.store.db, 'q')
    await expect(
      undoPersonChange(ctx, (await seatPeople(ctx, 'third')).first, change!.id, why),
    ).rejects.toMatchObject({ code: 'not_found' })
    await undoPersonChange(ctx, here.first, change!.id, 'Nhầm người')
    expect([await personOf(a), await personOf(b)]).toEqual([null, 'q'])
    await expect(undoPersonChange(ctx, here.first, change!.id, why)).rejects.toMatchObject({
      code: 'person_changed',
    })
    const undo = (await changesOfPerson(ctx.store.db, 'q')).find(({ act }) => act === 'undo')!
    expect(undo).toMatchObject({ undoes: change!.id, reason: 'Nhầm người' })
    await undoPersonChange(ctx, here.first, undo.id, 'Đúng là một người')
    expect(await personOf(a)).toBe('q')
  })

  test('said to be somebody else since are not moved by taking an older word back', async () => {
    const [a, b] = [await put('a'), await put('b', { heldOn: '2018-12-01' })]
    const person = await join([a, b])
    const [change] = await changesOfPerson(ctx.store.db, person)
    await splitPerson(ctx, here.first, { subjects: [a], reason: why })
    await expect(undoPersonChange(ctx, here.first, change!.id, why)).rejects.toMatchObject({
      code: 'person_changed',
    })
  })

  test.each(['head', 'chair', 'committee', 'auditor', 'admin'] as const)(
    'are for secretaries, not for %s',
    async (role) => {
      const a = await put('a')
      await expect(join([a], here[role])).rejects.toMatchObject({ code: 'forbidden' })
    },
  )

  test('are found by the name as written: a secretary sees namesakes elsewhere, others their own reach', async () => {
    await put('a')
    await put('b', { organisation: 'council' })
    const names = async (actor = here.first) =>
      (await findNames(ctx, actor, [NAME])).map(({ session, own }) => [session, own])
    expect(await names()).toEqual([
      ['a', true],
      ['b', false],
    ])
    expect(await names(here.auditor)).toEqual([['a', true]])
    expect(await findNames(ctx, here.first, ['Nguyễn Văn'])).toEqual([])
    const stranger = await seatPeople(ctx, 'third')
    expect(await names(stranger.first)).toEqual([])
  })

  test('what was joined elsewhere is told without the names out of reach', async () => {
    const [a, b] = [
      await put('a'),
      await put('b', { organisation: 'council', heldOn: '2018-12-01' }),
    ]
    const person = await join([a, b])
    const { changes } = await getPersonRecord(ctx, there.auditor, person)
    expect(changes.flatMap(({ names }) => names.map(({ heldOn }) => heldOn))).toEqual([
      '2018-12-01',
    ])
  })
})
