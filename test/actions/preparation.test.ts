import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  getCalendar,
  getPreparation,
  recordSteps,
  recordTiming,
} from '../../src/actions/preparation.ts'
import { editSession, setRegime } from '../../src/actions/regime-choice.ts'
import { saveRoster } from '../../src/actions/rosters.ts'
import { createSession, getSession, recordVoters } from '../../src/actions/sessions.ts'
import { freezeRoster, openCounting } from '../../src/actions/session-steps.ts'
import type { Context } from '../../src/context.ts'
import { missingConditions } from '../../src/domain/procedure.ts'
import { TIMING_UNKNOWN } from '../../src/domain/timing.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { NEW_KINDS, NEW_SESSION, VOTERS, recordConditions } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

describe.each(DIALECTS)('preparing a vote on %s', (dialect) => {
  let ctx: Context
  let people: People
  let id: string
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
    id = (await createSession(ctx, people.first, NEW_SESSION)).id
  })
  afterEach(async () => ctx.store.db.destroy())

  const events = async (type: string) =>
    (await ctx.store.db.selectFrom('journal').select('entry').orderBy('seq').execute())
      .map(({ entry }) => (JSON.parse(entry) as { event: { type: string } }).event)
      .filter((event) => event.type === type)
  const prepared = () => getPreparation(ctx, people.first, id)

  test('counts the plan back from the day of the vote', async () => {
    const { plan } = await prepared()
    expect(plan.map(({ daysBefore, due }) => [daysBefore, due])).toEqual([
      [20, '2026-01-16'],
      [15, '2026-01-21'],
      [10, '2026-01-26'],
      [3, '2026-02-02'],
    ])
    expect((await getCalendar(ctx, people.first, id)).text).toContain('DTSTART;VALUE=DATE:20260121')
  })

  test('lists the criteria in the regulation’s words', async () => {
    const { criteria } = await prepared()
    expect(criteria).toHaveLength(5)
    expect(criteria.every((each) => each.text.length > 20)).toBe(true)
  })

  test('keeps who recorded a step, and the paper’s name; the same said again is no new record', async () => {
    const said = [
      { step: 'committee_proposed', subject: null, doneOn: '2026-01-20', file: 'TTr 05' },
    ]
    await recordSteps(ctx, people.first, id, said)
    await recordSteps(ctx, people.second, id, said)
    const step = (await prepared()).steps.find((each) => each.rule.id === 'committee_proposed')!
    expect(step.done).toMatchObject([
      { account: people.first.account, doneOn: '2026-01-20', file: 'TTr 05' },
    ])
    expect(await events('steps_recorded')).toHaveLength(1)
  })

  test('takes a step back without forgetting that it was recorded', async () => {
    const step = { step: 'ballots_prepared', subject: null, doneOn: '2026-02-01', file: null }
    await recordSteps(ctx, people.first, id, [step])
    await recordSteps(ctx, people.first, id, [{ ...step, doneOn: null }])
    const { steps } = await prepared()
    expect(steps.find((each) => each.rule.id === 'ballots_prepared')?.complete).toBe(false)
    expect(await events('steps_recorded')).toHaveLength(2)
  })

  test('knows no step the regulation does not have, and nobody who is not on the list', async () => {
    const strange = [
      { step: 'dance', subject: null, doneOn: '2026-02-01', file: null },
      { step: 'report', subject: 'nobody', doneOn: '2026-02-01', file: null },
      { step: 'report', subject: null, doneOn: '2026-02-01', file: null },
      { step: 'ballots_prepared', subject: 'nobody', doneOn: '2026-02-01', file: null },
    ]
    for (const each of strange)
      await expect(recordSteps(ctx, people.first, id, [each])).rejects.toMatchObject({
        code: 'not_found',
      })
    expect(await events('steps_recorded')).toEqual([])
  })

  test('records about a person outlive a correction of the list', async () => {
    const roster = await saveRoster(ctx, people.first, id, NEW_KINDS)
    const [one, two] = roster.ballotKinds[0]!.subjects
    await recordSteps(ctx, people.first, id, [
      { step: 'report', subject: two!.id, doneOn: '2026-01-10', file: 'bao-cao-02.pdf' },
    ])
    const [kind] = NEW_KINDS
    const turned = [{ ...kind!, subjects: [...kind!.subjects].reverse() }]
    const again = await saveRoster(ctx, people.first, id, turned)
    expect(again.ballotKinds[0]!.subjects.map((each) => each.id)).toEqual([two!.id, one!.id])
    const report = (await prepared()).steps.find((each) => each.rule.id === 'report')!
    expect(report.missing).toEqual([one!.id])
  })

  describe('opening counting', () => {
    beforeEach(async () => {
      await saveRoster(ctx, people.first, id, NEW_KINDS)
      await recordVoters(ctx, people.first, id, VOTERS)
      await freezeRoster(ctx, people.first, id)
    })

    test('waits for every condition, naming those that are missing', async () => {
      const conditions = missingConditions((await prepared()).steps).map((each) => each.rule.id)
      expect(conditions).toContain('ballots_prepared')
      for (const left of conditions) {
        const done = conditions.filter((each) => each !== left)
        const at = (step: string, doneOn: string | null) => ({
          step,
          subject: null,
          doneOn,
          file: null,
        })
        await recordSteps(ctx, people.first, id, [
          ...done.map((each) => at(each, '2026-02-05')),
          at(left, null),
        ])
        await expect(openCounting(ctx, people.head, id)).rejects.toMatchObject({
          code: 'steps_missing',
          detail: { steps: [left] },
        })
      }
      await recordConditions(ctx, people.first, id)
      await openCounting(ctx, people.head, id)
      expect((await getSession(ctx, people.head, id)).session.state).toBe('counting')
    })

    test('waits for nothing else, however late the rest is', async () => {
      await recordConditions(ctx, people.first, id)
      expect((await prepared()).warnings.map((each) => each.code)).toContain('W721')
      await openCounting(ctx, people.head, id)
    })
  })

  test('warns of the wrong year of the term and of what should have come first', async () => {
    await recordTiming(ctx, people.first, id, {
      termStartYear: 2020,
      earlier: { council_vote: '2026-02-05', half_year_review: '2026-02-04' },
    })
    const { warnings } = await prepared()
    expect(
      warnings
        .filter((each) => each.code.startsWith('W71'))
        .map(({ code, numbers }) => [code, numbers]),
    ).toEqual([
      ['W711', { year: 6, expected: 3 }],
      ['W712', {}],
    ])
    await recordTiming(ctx, people.first, id, { ...TIMING_UNKNOWN, termStartYear: 2023 })
    expect((await prepared()).warnings.filter((each) => each.code.startsWith('W71'))).toEqual([])
  })

  test('is the secretary’s to record and everybody’s of the session to read', async () => {
    await expect(recordTiming(ctx, people.head, id, TIMING_UNKNOWN)).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(recordSteps(ctx, people.chair, id, [])).rejects.toMatchObject({
      code: 'forbidden',
    })
    for (const reader of [people.head, people.chair, people.auditor])
      expect((await getPreparation(ctx, reader, id)).session.id).toBe(id)
    await expect(getPreparation(ctx, people.admin, id)).rejects.toMatchObject({ code: 'forbidden' })
  })

  describe('the list', () => {
    const kinds = [
      {
        code: 'A',
        title: 'Ban Thường vụ',
        subjects: [
          { name: 'Mẫu Một', position: 'Bí thư', block: null, startedOn: '2025-12-31' },
          { name: 'Mẫu Hai', position: 'Phó Bí thư', block: null, startedOn: '2026-01-01' },
          { name: 'Mẫu Ba', position: 'Ủy viên', block: null, retirementNoticeOn: '2026-02-05' },
          { name: 'Mẫu Bốn', position: 'Ủy viên', block: null, retirementNoticeOn: '2026-02-06' },
          { name: 'Mẫu Năm', position: 'Ủy viên', block: null },
        ],
      },
    ]

    test('leaves off whom the regulation exempts, with reason, provision and place', async () => {
      const { ballotKinds } = await saveRoster(ctx, people.first, id, kinds)
      expect(ballotKinds[0]!.subjects.map((each) => each.name)).toEqual([
        'Mẫu Một',
        'Mẫu Bốn',
        'Mẫu Năm',
      ])
      const stored = (await getSession(ctx, people.first, id)).roster.ballotKinds[0]!
      expect(
        stored.leftOut.map(({ name, ordinal, reason, provision }) => [
          ordinal,
          name,
          reason,
          provision,
        ]),
      ).toEqual([
        [2, 'Mẫu Hai', 'started_in_vote_year', 'Điều 3.1'],
        [3, 'Mẫu Ba', 'retirement_notice', 'Điều 3.1'],
      ])
      expect(stored.subjects.map((each) => each.startedOn)).toEqual(['2025-12-31', null, null])
    })

    test('cannot be frozen when everybody is exempt', async () => {
      await saveRoster(ctx, people.first, id, [
        { ...kinds[0]!, subjects: kinds[0]!.subjects.slice(1, 3) },
      ])
      await expect(freezeRoster(ctx, people.first, id)).rejects.toMatchObject({
        code: 'roster_incomplete',
      })
    })
  })

  describe('the regulation', () => {
    const other = '96-2023-qh15'
    const reason = 'Theo hướng dẫn của cấp trên'

    test('may be another one than that of the day, for a reason that is kept', async () => {
      await setRegime(ctx, people.first, id, { regime: other, reason })
      const { session, regime } = await getSession(ctx, people.first, id)
      expect(session).toMatchObject({ regime: other, regimeReason: reason })
      expect(regime.sha256).toBe(session.regimeSha256)
      expect(await events('regime_set')).toMatchObject([
        { regime: { old: { regime: '96-qd-tw-2023' }, new: { regime: other } } },
      ])
      await setRegime(ctx, people.first, id, { regime: null, reason: null })
      const back = (await getSession(ctx, people.first, id)).session
      expect(back).toMatchObject({ regime: '96-qd-tw-2023', regimeReason: null })
    })

    test('is never another one without a reason, nor one nobody knows', async () => {
      await expect(
        setRegime(ctx, people.first, id, { regime: other, reason: null }),
      ).rejects.toMatchObject({ code: 'reason_required' })
      await expect(
        createSession(ctx, people.first, { ...NEW_SESSION, regime: other }),
      ).rejects.toMatchObject({ code: 'reason_required' })
      await expect(
        setRegime(ctx, people.first, id, { regime: 'khong-co', reason }),
      ).rejects.toMatchObject({ code: 'unknown_regime' })
    })

    test('named as that of the day needs no reason and keeps none', async () => {
      await setRegime(ctx, people.first, id, { regime: '96-qd-tw-2023', reason })
      expect((await getSession(ctx, people.first, id)).session.regimeReason).toBeNull()
    })

    test('of the new day applies when the day is moved, and who is exempt is looked at anew', async () => {
      const typed = [{ name: 'Mẫu Một', position: 'Bí thư', block: null, startedOn: '2025-06-01' }]
      const kinds = [{ code: 'A', title: 'A', subjects: [...typed, ...NEW_KINDS[0]!.subjects] }]
      const before = await saveRoster(ctx, people.first, id, kinds)
      await editSession(ctx, people.first, id, { title: 'Lấy phiếu', heldOn: '2025-12-20' })
      const moved = await getSession(ctx, people.first, id)
      const [kind] = moved.roster.ballotKinds
      expect(moved.session).toMatchObject({ title: 'Lấy phiếu', heldOn: '2025-12-20' })
      expect(kind!.leftOut.map(({ name, ordinal }) => [name, ordinal])).toEqual([['Mẫu Một', 1]])
      expect(kind!.subjects.map((each) => each.id)).toEqual(
        before.ballotKinds[0]!.subjects.slice(1).map((each) => each.id),
      )
      await editSession(ctx, people.first, id, { title: 'Lấy phiếu', heldOn: '2018-12-20' })
      const old = await getSession(ctx, people.first, id)
      expect(old.session.regime).toBe('262-qd-tw-2014')
      expect(old.roster.ballotKinds[0]!.subjects[0]!.name).toBe('Mẫu Một')
      expect((await events('session_edited')).length).toBe(2)
    })

    test('chosen for a reason stays when the day is moved', async () => {
      await setRegime(ctx, people.first, id, { regime: other, reason })
      await editSession(ctx, people.first, id, { title: 'Lấy phiếu', heldOn: '2026-03-01' })
      const { session } = await getSession(ctx, people.first, id)
      expect(session).toMatchObject({ regime: other, regimeReason: reason })
    })

    test('is settled when the list is frozen', async () => {
      await saveRoster(ctx, people.first, id, NEW_KINDS)
      await freezeRoster(ctx, people.first, id)
      await expect(
        setRegime(ctx, people.first, id, { regime: other, reason }),
      ).rejects.toMatchObject({ code: 'wrong_state' })
    })
  })
})
