import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { getPersonRecord } from '../../src/actions/person-record.ts'
import { recordUse } from '../../src/actions/uses.ts'
import type { Context } from '../../src/context.ts'
import { SESSION_STATES } from '../../src/domain/session.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import {
  type PastLine,
  type PastVote,
  insertPastVote,
  regimeFile,
  subjectAt,
} from '../support/recorded-votes.ts'
import { DIALECTS } from '../support/stores.ts'

const NAME = 'Nguyễn Văn Một'
const other: PastLine = ['Trần Thị Hai', 'Phó Bí thư', 80, 10, 10]
const own = (low: number, name = NAME, position = 'Bí thư'): PastLine => [
  name,
  position,
  90 - low,
  10,
  low,
]

describe.each(DIALECTS)('the record of a person on %s', (dialect) => {
  let ctx: Context
  let party: People
  let council: People
  beforeEach(async () => {
    ctx = await testContext(dialect)
    party = await seatPeople(ctx)
    council = await seatPeople(ctx, 'council')
  })
  afterEach(async () => ctx.store.db.destroy())

  const put = async (parts: Partial<PastVote> & Pick<PastVote, 'id'>) => {
    const vote: PastVote = {
      organisation: 'org',
      heldOn: '2023-12-01',
      regime: regimeFile('96-qd-tw-2023'),
      revisions: [[other, own(10)]],
      persons: [null, 'p'],
      ballots: 100,
      ...parts,
    }
    await insertPastVote(ctx.store.db, vote)
    return vote
  }
  const record = (actor = party.auditor) => getPersonRecord(ctx, actor, 'p')

  test('follows one official by identity through years and posts, with each vote on its own base', async () => {
    await put({ id: 'a', heldOn: '2018-12-01', regime: regimeFile('262-qd-tw-2014') })
    await put({
      id: 'b',
      revisions: [[other, own(60, 'Nguyễn Văn Mốt', 'Chủ tịch')]],
      ballots: 110,
    })
    const found = await record()
    expect(found).toMatchObject({ mode: 'real', name: 'Nguyễn Văn Mốt' })
    expect(found.names).toEqual([NAME, 'Nguyễn Văn Mốt'])
    expect(found.venues).toHaveLength(1)
    expect(
      found.venues[0]!.votes.map(({ heldOn, position, regime, counted }) => [
        heldOn,
        position,
        regime.regime.number,
        counted.outcome?.base,
        counted.outcome?.low,
        counted.outcome?.band,
        counted.outcome?.provision,
      ]),
    ).toEqual([
      [
        '2018-12-01',
        'Bí thư',
        '262-QĐ/TW',
        { name: 'collected', value: 100 },
        { count: 10, fraction: '10/100', percent: '10,00' },
        'none',
        null,
      ],
      [
        '2023-12-01',
        'Chủ tịch',
        '96-QĐ/TW',
        { name: 'collected', value: 110 },
        { count: 60, fraction: '60/110', percent: '54,55' },
        'over_half',
        'Điều 11.2',
      ],
    ])
  })

  test('never holds the line of a namesake or of the neighbour on the ballot', async () => {
    await put({ id: 'a' })
    await put({ id: 'b', heldOn: '2022-12-01', persons: [null, null] })
    const { venues } = await record()
    expect(venues[0]!.votes.map(({ session }) => session)).toEqual(['a'])
    expect(venues[0]!.votes[0]!.counted.line).toMatchObject({ name: NAME, high: 80, low: 10 })
  })

  test('counts the newest revision and lists the earlier ones', async () => {
    await put({
      id: 'a',
      revisions: [
        [other, own(60)],
        [other, own(50)],
      ],
    })
    const [vote] = (await record()).venues[0]!.votes
    expect(vote!.counted).toMatchObject({ revision: 2, outcome: { band: 'none' } })
    expect(vote!.counted.outcome!.low).toMatchObject({ fraction: '50/100' })
    expect(vote!.earlier.map(({ revision, outcome }) => [revision, outcome?.band])).toEqual([
      [1, 'over_half'],
    ])
    expect(vote!.earlier[0]!.dataSha256).not.toBe(vote!.counted.dataSha256)
  })

  test.each(SESSION_STATES)(
    'a session in state %s is there only once its papers are issued',
    async (state) => {
      await put({ id: 'a' })
      await put({ id: 'b', heldOn: '2022-12-01', state, revisions: [[other, own(60)]] })
      const votes = (await record()).venues[0]!.votes.map(({ session }) => session)
      const issued = ['issued', 'signed', 'published'].includes(state)
      expect(votes).toEqual(issued ? ['b', 'a'] : ['a'])
    },
  )

  test('a session opened again tells nothing of what was counted before', async () => {
    await put({ id: 'a', state: 'counting', revisions: [[other, own(60)]] })
    await expect(record()).rejects.toMatchObject({ code: 'not_found' })
    await put({ id: 'b', heldOn: '2022-12-01' })
    expect(JSON.stringify((await record()).venues)).not.toContain('60/100')
  })

  test('rehearsals are never mixed in', async () => {
    await put({ id: 'a' })
    await put({ id: 'TD-b', mode: 'rehearsal', heldOn: '2022-12-01' })
    expect((await record()).venues[0]!.votes.map(({ session }) => session)).toEqual(['a'])
  })

  test('somebody of rehearsals only has a record that says it is one', async () => {
    await put({ id: 'TD-b', mode: 'rehearsal' })
    expect(await record()).toMatchObject({
      mode: 'rehearsal',
      venues: [{ votes: [{ session: 'TD-b' }] }],
    })
  })

  test('places stand beside each other, each reader sees those in reach, and nobody is told of others', async () => {
    await put({ id: 'a' })
    await put({ id: 'b', organisation: 'council', heldOn: '2023-11-01' })
    const here = await record()
    const there = await record(council.chair)
    expect(here.venues.map(({ organisation }) => organisation)).toEqual(['org'])
    expect(there.venues.map(({ organisation }) => organisation)).toEqual(['council'])
    expect(here.venues.flatMap(({ votes }) => votes.map(({ session }) => session))).toEqual(['a'])
    await put({ id: 'c', organisation: 'council', persons: [null, 'q'] })
    await expect(getPersonRecord(ctx, party.auditor, 'q')).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('who watches over both sees both, first the place of the first vote, nothing added', async () => {
    const above = await seatPeople(ctx, 'above')
    await ctx.store.db
      .updateTable('organisations')
      .set({ parent_id: 'above' })
      .where('id', '!=', 'above')
      .execute()
    await put({ id: 'a' })
    await put({
      id: 'b',
      organisation: 'council',
      heldOn: '2023-11-01',
      revisions: [[other, own(30)]],
    })
    const { venues } = await record(above.committee)
    expect(venues.map(({ organisation, votes }) => [organisation, votes.length])).toEqual([
      ['council', 1],
      ['org', 1],
    ])
    await expect(record(above.chair)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('decisions that followed stand in the order of their days, to those who may read the register', async () => {
    const vote = await put({ id: 'a', revisions: [[other, own(60)]] })
    const decide = (decidedOn: string, decision: string, supersedes: string | null = null) =>
      recordUse(ctx, party.committee, 'a', {
        subject: subjectAt(vote, 2),
        use: 'evaluation',
        decision,
        number: null,
        decidedOn,
        decidedBy: 'Ban Thường vụ',
        dueOn: null,
        supersedes,
      })
    const late = await decide('2024-03-01', 'Sau')
    await decide('2024-01-01', 'Trước')
    await decide('2024-03-02', 'Sau, sửa', late.id)
    const { decisions } = await record()
    expect(decisions!.map(({ decision, useName, heldOn }) => [decision, useName, heldOn])).toEqual([
      ['Trước', 'Đánh giá cán bộ', '2023-12-01'],
      ['Sau, sửa', 'Đánh giá cán bộ', '2023-12-01'],
    ])
    expect((await record(party.head)).decisions).toBeNull()
  })

  test('a condition over two years is told from the record of one place alone', async () => {
    const regime = regimeFile('35-2012-qh13-2')
    const revisions = [[other, own(51)]]
    await put({ id: 'a', regime, heldOn: '2013-06-01', revisions })
    await put({ id: 'b', regime, heldOn: '2014-06-01', revisions })
    const [venue] = (await record()).venues
    expect(venue!.running.map(({ session, answer }) => [session, answer])).toEqual([
      ['a', 'unclear'],
      ['b', 'met'],
    ])
    await ctx.store.db
      .updateTable('subjects')
      .set({ person_id: null })
      .where('id', '=', 'a-s2')
      .execute()
    await put({ id: 'c', organisation: 'council', regime, heldOn: '2013-06-01', revisions })
    const apart = await record()
    expect(apart.venues[0]!.running.map(({ answer }) => answer)).toEqual(['unclear'])
  })

  test.each(['admin'] as const)('is not for %s', async (role) => {
    await put({ id: 'a' })
    await expect(record(party[role])).rejects.toMatchObject({ code: 'forbidden' })
  })
})
