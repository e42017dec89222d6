import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cancelSession } from '../../src/actions/session-steps.ts'
import { getTimeline } from '../../src/actions/session-timeline.ts'
import { getAuditedPerson } from '../../src/actions/audited-person.ts'
import { getAuditedSheet } from '../../src/actions/audited-sheet.ts'
import type { Context } from '../../src/context.ts'
import { sessionChainInput } from '../../src/domain/journal.ts'
import { type TimelineFilter, WHOLE_TIMELINE } from '../../src/domain/timeline.ts'
import { commit } from '../../src/storage/commit.ts'
import { sha256 } from '../../src/storage/sha256.ts'
import {
  type AuditedSession,
  auditedSession,
  enterAudited,
  finishAudited,
} from '../support/audited-session.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { countingSession } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

const ALL = { after: 0, limit: 1000 }

describe.each(DIALECTS)('the time-line of a session on %s', (dialect) => {
  let ctx: Context
  let people: People
  let audited: AuditedSession
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
    audited = await auditedSession(ctx, people)
  })
  afterEach(async () => ctx.store.db.destroy())

  const find = (filter: Partial<TimelineFilter> = {}, part = ALL, actor = people.auditor) =>
    getTimeline(ctx, actor, audited.id, { ...WHOLE_TIMELINE, ...filter }, part)
  const typesOf = async (filter: Partial<TimelineFilter>) =>
    (await find(filter)).entries.map(({ event }) => event.type)

  test('is not shown while anybody counts, then to auditor and head alone', async () => {
    await expect(find()).rejects.toMatchObject({ code: 'wrong_state' })
    await enterAudited(ctx, people, audited)
    for (const actor of [people.auditor, people.head])
      expect((await find({}, ALL, actor)).total).toBeGreaterThan(20)
    for (const actor of [people.first, people.chair, people.committee, people.admin])
      await expect(find({}, ALL, actor)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('holds every entry in its place, with the hashes that prove its bytes', async () => {
    await finishAudited(ctx, people, audited)
    const { entries, total, hits, previous, next, program, withheld } = await find()
    expect(entries.map(({ place }) => place)).toEqual(entries.map((_, at) => at + 1))
    expect([total, hits, previous, next]).toEqual([entries.length, entries.length, null, null])
    expect(program).toEqual([])
    expect(withheld).toBe(false)
    for (const { place, proof } of entries) {
      const input = sessionChainInput({ session: audited.id, place }, proof.prevHash, proof.stored!)
      expect(sha256(input)).toBe(proof.hash)
    }
    const journal = await ctx.store.db.selectFrom('journal').selectAll().execute()
    for (const { seq, proof } of entries)
      expect(journal.find((each) => each.seq === seq)).toMatchObject({
        hash: proof.journalHash,
        prev_hash: proof.journalPrevHash,
      })
  })

  test('tells what each list changed against the one before', async () => {
    await finishAudited(ctx, people, audited)
    const saved = (await find({ what: 'roster_saved' })).entries
    expect(saved[0]!.differences).toEqual([])
    const [, swapped, shortened] = saved.map(({ differences }) => differences[0]!)
    expect(swapped!.since).toBeNull() // the entry itself says what was
    const told = swapped!.changes.filter(
      ({ path }) => !['id', 'ballotKind'].includes(String(path.at(-1))),
    )
    expect(told).toEqual([
      {
        kind: 'moved',
        path: ['ballotKinds', 0, 'subjects'],
        from: 1,
        to: 0,
        item: expect.objectContaining({ name: 'Trần Thị Hai B' }) as unknown,
      },
      {
        kind: 'changed',
        path: ['ballotKinds', 0, 'subjects', 0, 'name'],
        old: 'Trần Thị Hai',
        new: 'Trần Thị Hai B',
      },
    ])
    expect(shortened!.changes).toContainEqual({
      kind: 'removed',
      path: ['ballotKinds', 0, 'subjects'],
      at: 0,
      old: expect.objectContaining({ name: 'Trần Thị Hai B' }) as unknown,
    })
  })

  test('tells what a pass typed anew changed, cell by cell', async () => {
    await finishAudited(ctx, people, audited)
    const passes = (await find({ what: 'pass_submitted' })).entries
    const again = passes.filter(({ differences }) => differences.length > 0)
    expect(again).toHaveLength(1)
    expect(again[0]!.differences[0]!.changes).toEqual([
      { kind: 'changed', path: ['rows', 1, 'medium'], old: 2, new: 1 },
      { kind: 'changed', path: ['rows', 1, 'low'], old: 1, new: 2 },
    ])
  })

  test('is filtered by event, group, account, role, sheet, person and day', async () => {
    await finishAudited(ctx, people, audited)
    const { subjects } = audited.roster.ballotKinds[0]!
    const [sheet] = audited.sheets
    expect(await typesOf({ what: 'voters_recorded' })).toEqual([
      'voters_recorded',
      'voters_recorded',
    ])
    expect(new Set(await typesOf({ what: 'documents' }))).toEqual(
      new Set(['minutes_facts_recorded', 'document_stored']),
    )
    const { account } = people.second
    const own = await find({ account })
    expect(own.hits).toBeGreaterThan(0)
    expect(own.entries.every(({ actor }) => actor?.account === account)).toBe(true)
    expect(new Set(await typesOf({ role: 'head' }))).toContain('difference_settled')
    expect(await typesOf({ role: 'chair' })).toEqual([])
    const about = (await find({ sheet: sheet! })).entries.map(({ event }) => event)
    expect(about.every((event) => !('sheet' in event) || event.sheet === sheet)).toBe(true)
    expect(about.filter(({ type }) => type === 'pass_submitted')).toHaveLength(3)
    expect(await typesOf({ subject: subjects[1]!.id, what: 'reconciling' })).toContain(
      'difference_settled', // the passes differed in this row
    )
    expect(await typesOf({ subject: subjects[0]!.id, what: 'difference_settled' })).toEqual([])
    expect((await find({ from: '2026-02-06' })).hits).toBe(0)
    expect((await find({ to: '2026-02-04' })).hits).toBe(0)
    const day = await find({ from: '2026-02-05', to: '2026-02-05' })
    expect(day.hits).toBe(day.total)
    expect((await find({ sheet: 'khong-co' })).hits).toBe(0)
  })

  test('comes in parts by place that join without a gap, forwards and back', async () => {
    await finishAudited(ctx, people, audited)
    const whole = (await find({ what: 'entry' })).entries.map(({ place }) => place)
    const seen: number[] = []
    const begins: number[] = []
    for (let after: number | null = 0; after !== null;) {
      const part = await find({ what: 'entry' }, { after, limit: 3 })
      expect(part.previous).toBe(begins.at(-1) ?? null)
      expect(part.hits).toBe(whole.length)
      begins.push(after)
      seen.push(...part.entries.map(({ place }) => place))
      after = part.next
    }
    expect(seen).toEqual(whole)
    const beyond = await find({}, { after: 100_000, limit: 3 })
    expect([beyond.entries, beyond.previous, beyond.next]).toEqual([[], null, null])
  })

  test('has starts and jumps of the clock between the entries, and nothing of other sessions', async () => {
    const say = (event: Parameters<Parameters<Parameters<typeof commit>[2]>[1]>[0]) =>
      commit(ctx.store, { actor: null, at: ctx.now() }, async (_, record) => record(event))
    const start = { program: '1', migration: '15', regulations: [], sealId: 'a'.repeat(64) }
    await say({ type: 'program_started', ...start })
    await say({ type: 'clock_jumped', expected: ctx.now(), found: ctx.now(), jumpSeconds: -7200 })
    await countingSession(ctx, people)
    await finishAudited(ctx, people, audited)
    await say({ type: 'program_started', ...start }) // behind the session's last entry
    const { program, entries } = await find()
    expect(program.map(({ event }) => event.type)).toEqual(['program_started', 'clock_jumped'])
    expect(new Set(entries.map(({ event }) => 'session' in event && event.session))).toEqual(
      new Set([audited.id]),
    )
    const parts = await find({}, { after: 0, limit: 5 })
    expect(parts.program).toEqual([]) // they lie behind the part
    expect((await find({ what: 'entry' })).program).toEqual([])
  })

  test('withholds every figure of a pass where counting was called off before its end', async () => {
    await cancelSession(ctx, people.head, audited.id, 'Hoãn')
    const { entries, withheld } = await find()
    expect(withheld).toBe(true)
    const passes = entries.filter(({ event }) => event.type === 'pass_submitted')
    expect(passes).toHaveLength(2)
    for (const { event, proof, differences } of passes) {
      expect(event).toMatchObject({ counts: { collected: null, rows: [] } })
      expect(proof.stored).toBeNull()
      expect(differences).toEqual([])
    }
    const sheet = await getAuditedSheet(ctx, people.auditor, audited.id, audited.sheets[0]!)
    expect([sheet.attempts, sheet.cells, sheet.definitive]).toEqual([[], [], null])
    const subject = audited.roster.ballotKinds[0]!.subjects[0]!.id
    const person = await getAuditedPerson(ctx, people.auditor, audited.id, subject)
    expect([person.rows, person.sum, person.result]).toEqual([[], null, null])
  })

  test('of a sheet has every submission with the cells in which they differ', async () => {
    await finishAudited(ctx, people, audited)
    const { attempts, cells, definitive, sheet, answers } = await getAuditedSheet(
      ctx,
      people.auditor,
      audited.id,
      audited.sheets[0]!,
    )
    expect(sheet).toMatchObject({ number: 1, ballots: 4, state: 'definitive' })
    expect(attempts.map(({ pass, attempt, newest }) => [pass.passNo, attempt, newest])).toEqual([
      [1, 1, true],
      [2, 1, false],
      [2, 2, true],
    ])
    expect(cells.map(({ path, values }) => [path, ...values.map(({ value }) => value)])).toEqual([
      ['/rows/1/medium', 1, 2, 1],
      ['/rows/1/low', 2, 1, 2],
    ])
    expect(definitive?.rows[1]).toMatchObject({ high: 1, medium: 1, low: 2 })
    expect(answers).toEqual([])
    await expect(
      getAuditedSheet(ctx, people.auditor, audited.id, 'khong-co'),
    ).rejects.toMatchObject({ code: 'not_found' })
  })

  test('of a person has the counts of each sheet, their sum, the result and the provision', async () => {
    await finishAudited(ctx, people, audited)
    const { id } = audited.roster.ballotKinds[0]!.subjects[1]!
    const person = await getAuditedPerson(ctx, people.auditor, audited.id, id)
    expect(person.rows.map(({ number, row }) => [number, row.high, row.medium, row.low])).toEqual([
      [1, 1, 1, 2],
      [2, 1, 1, 4],
    ])
    expect(person.sum).toMatchObject({ high: 2, medium: 2, low: 6 })
    expect(person.ordinal).toBe(2)
    expect(person.result?.outcome).toMatchObject({ band: 'over_half', low: { count: 6 } })
    expect(person.result?.counted.subjects).toHaveLength(1)
    await expect(
      getAuditedPerson(ctx, people.auditor, audited.id, 'khong-co'),
    ).rejects.toMatchObject({ code: 'not_found' })
  })
})
