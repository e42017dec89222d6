import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recordBallots } from '../../src/actions/ballots.ts'
import { takePass } from '../../src/actions/entries.ts'
import { createOrganisation, listOrganisations } from '../../src/actions/organisations.ts'
import { saveRoster } from '../../src/actions/rosters.ts'
import {
  createSession,
  getSession,
  listSessions,
  recordMinutesFacts,
  recordVoters,
} from '../../src/actions/sessions.ts'
import {
  cancelSession,
  freezeRoster,
  openCounting,
  unfreezeRoster,
} from '../../src/actions/session-steps.ts'
import type { Context } from '../../src/context.ts'
import { verifyJournal } from '../../src/storage/journal.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import {
  NEW_KINDS,
  NEW_SESSION,
  VOTERS,
  countingSession,
  recordConditions,
} from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

describe.each(DIALECTS)('a session on %s', (dialect) => {
  let ctx: Context
  let people: People
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
  })
  afterEach(async () => ctx.store.db.destroy())

  const draft = () => createSession(ctx, people.first, NEW_SESSION)

  test('stands under the regulation in force on its day, by the digest of the file', async () => {
    const session = await draft()
    const file = ctx.regimes.find((each) => each.regime.id === '96-qd-tw-2023')!
    expect(session).toMatchObject({ regime: '96-qd-tw-2023', regimeSha256: file.sha256 })
    const copy = await ctx.store.db.selectFrom('regimes').selectAll().execute()
    expect(copy).toEqual([{ id: '96-qd-tw-2023', sha256: file.sha256, body: file.body }])
  })

  test('stays readable by the recorded copy when the regulation file is gone', async () => {
    const session = await draft()
    const without = { ...ctx, regimes: [] }
    expect((await getSession(without, people.first, session.id)).regime.sha256).toBe(
      session.regimeSha256,
    )
  })

  test('is refused on a day before any regulation known', async () => {
    const early = createSession(ctx, people.first, { ...NEW_SESSION, heldOn: '2013-02-17' })
    await expect(early).rejects.toMatchObject({
      code: 'unknown_regime',
      detail: { side: 'party', heldOn: '2013-02-17' },
    })
  })

  test('of an online meeting is refused, citing 03-HD/TW, and nothing is stored', async () => {
    const online = createSession(ctx, people.first, { ...NEW_SESSION, meeting: 'online' })
    await expect(online).rejects.toMatchObject({
      code: 'online_meeting',
      detail: { provision: expect.stringContaining('03-HD/TW') as string },
    })
    expect(await listSessions(ctx, people.first)).toEqual([])
    expect((await verifyJournal(ctx.store.db)).entries).toBe(0)
  })

  test('keeps names in the order given, letter for letter', async () => {
    const { id } = await draft()
    const kinds = [
      {
        code: 'A',
        title: 'Một',
        subjects: ['Vũ Ước', 'Đặng Ấn', 'An Hoà'].map((name) => ({
          name,
          position: '',
          block: null,
        })),
      },
    ]
    await saveRoster(ctx, people.first, id, kinds)
    const { roster } = await getSession(ctx, people.first, id)
    expect(roster.ballotKinds[0]!.subjects.map((each) => each.name)).toEqual([
      'Vũ Ước',
      'Đặng Ấn',
      'An Hoà',
    ])
  })

  test('cannot be frozen without anybody to vote on', async () => {
    const { id } = await draft()
    await expect(freezeRoster(ctx, people.first, id)).rejects.toMatchObject({
      code: 'roster_incomplete',
    })
  })

  test('cannot be edited once frozen, and can again when the freeze is taken back', async () => {
    const { id } = await draft()
    await saveRoster(ctx, people.first, id, NEW_KINDS)
    await freezeRoster(ctx, people.first, id)
    await expect(saveRoster(ctx, people.first, id, NEW_KINDS)).rejects.toMatchObject({
      code: 'wrong_state',
      detail: { state: 'ready' },
    })
    await unfreezeRoster(ctx, people.first, id)
    await saveRoster(ctx, people.first, id, NEW_KINDS)
  })

  describe('with thirty people summoned', () => {
    const ready = async (present: number | null) => {
      const { id } = await draft()
      await saveRoster(ctx, people.first, id, NEW_KINDS)
      await recordVoters(ctx, people.first, id, {
        ...VOTERS,
        members: 30,
        summoned: 30,
        present,
        absentExcused: null,
        absentUnexcused: null,
      })
      await freezeRoster(ctx, people.first, id)
      await recordConditions(ctx, people.first, id)
      return id
    }

    test('counting does not open with nineteen present', async () => {
      await expect(openCounting(ctx, people.head, await ready(19))).rejects.toMatchObject({
        code: 'quorum_not_met',
        detail: { present: 19, summoned: 30, provision: 'Điều 3.2' },
      })
    })
    test.each([20, 21, 30])('counting opens with %i present', async (present) => {
      const id = await ready(present)
      await openCounting(ctx, people.head, id)
      expect((await getSession(ctx, people.head, id)).session.state).toBe('counting')
    })
    test('counting does not open with more present than were summoned', async () => {
      await expect(openCounting(ctx, people.head, await ready(31))).rejects.toMatchObject({
        code: 'findings_open',
      })
    })
    test('counting does not open before the people present were counted', async () => {
      await expect(openCounting(ctx, people.head, await ready(null))).rejects.toMatchObject({
        code: 'findings_open',
      })
    })
    test('only the head opens counting', async () => {
      await expect(openCounting(ctx, people.first, await ready(30))).rejects.toMatchObject({
        code: 'forbidden',
      })
    })
  })

  test('ends without a result when the head cancels it with a reason', async () => {
    const { session, sheets } = await countingSession(ctx, people)
    await cancelSession(ctx, people.head, session.id, 'Hội nghị hoãn')
    await expect(takePass(ctx, people.first, sheets[0]!.id)).rejects.toMatchObject({
      code: 'wrong_state',
    })
  })

  test('numbers its bundles through all ballot kinds in the sizes given', async () => {
    const { roster, session } = await countingSession(ctx, people, { bundles: [4, 4, 2] })
    const kind = roster.ballotKinds[0]!
    const planned = (await getSession(ctx, people.first, session.id)).roster.ballotKinds[0]!.sheets
    expect(planned.map(({ number, ballots }) => [number, ballots])).toEqual([
      [1, 4],
      [2, 4],
      [3, 2],
    ])
    await recordBallots(ctx, people.first, session.id, [
      { ...kind.account, ballotKind: kind.id, issued: 10, collected: 9, sheets: [9] },
    ])
    const { roster: replanned } = await getSession(ctx, people.first, session.id)
    expect(replanned.ballotKinds[0]!.sheets.map((each) => each.ballots)).toEqual([9])
  })

  test('refuses ballots of a kind that is not its own', async () => {
    const { session } = await countingSession(ctx, people)
    const stray = {
      ballotKind: 'elsewhere',
      printed: 1,
      issued: 1,
      collected: 1,
      invalidReasons: null,
      sheets: null,
    }
    await expect(recordBallots(ctx, people.first, session.id, [stray])).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('remembers the facts for the minutes as they were written', async () => {
    const { id } = await draft()
    const facts = {
      committeeWord: 'Tổ kiểm phiếu',
      committee: [{ name: 'Lê Văn Mẫu', position: 'Ủy viên', duty: 'head' as const }],
      chair: { name: 'Trần Mẫu', position: 'Bí thư' },
      witnesses: [],
      venue: 'Hội trường',
      countingStarted: { day: '2026-02-05', hour: 8, minute: 30 },
      countingEnded: null,
      handedOverTo: null,
      copies: 3,
    }
    await recordMinutesFacts(ctx, people.first, id, facts)
    expect((await getSession(ctx, people.first, id)).session.minutesFacts).toEqual(facts)
  })

  describe('and other organisations', () => {
    test('nobody of another organisation finds it', async () => {
      const { id } = await draft()
      const others = await seatPeople(ctx, 'other')
      for (const actor of [others.first, others.head, others.chair, others.auditor])
        await expect(getSession(ctx, actor, id)).rejects.toMatchObject({ code: 'not_found' })
      expect(await listSessions(ctx, others.auditor)).toEqual([])
    })

    test('an auditor reaches the organisations below, a head does not', async () => {
      const below = await createOrganisation(ctx, people.admin, {
        parent: 'org',
        side: 'party',
        name: 'Chi bộ Mẫu',
        superior: null,
        locality: null,
        symbol: null,
      })
      const secretary = { ...people.first, organisation: below.id }
      const { id } = await createSession(ctx, secretary, NEW_SESSION)
      expect((await listSessions(ctx, people.auditor)).map((each) => each.id)).toEqual([id])
      await expect(getSession(ctx, people.head, id)).rejects.toMatchObject({ code: 'not_found' })
      expect(await listOrganisations(ctx, people.head)).toHaveLength(1)
      expect(await listOrganisations(ctx, people.auditor)).toHaveLength(2)
    })

    test('an administrator sees no session at all', async () => {
      await expect(listSessions(ctx, people.admin)).rejects.toMatchObject({ code: 'forbidden' })
    })

    test('a committee sees nothing before the minutes are made', async () => {
      const { id } = await draft()
      expect(await listSessions(ctx, people.committee)).toEqual([])
      await expect(getSession(ctx, people.committee, id)).rejects.toMatchObject({
        code: 'wrong_state',
      })
    })
  })
})
