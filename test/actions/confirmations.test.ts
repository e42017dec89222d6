import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recordBallots } from '../../src/actions/ballots.ts'
import { closeSession } from '../../src/actions/closing.ts'
import {
  confirmAct,
  confirmAsSecond,
  getConfirmation,
  listForSecond,
} from '../../src/actions/confirmations.ts'
import { withProof, withToken } from '../../src/actions/confirmed-context.ts'
import { issueDocuments } from '../../src/actions/documents.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { setSecondPerson } from '../../src/actions/second-person.ts'
import { createSession, getSession, recordMinutesFacts } from '../../src/actions/sessions.ts'
import { reopenSession } from '../../src/actions/session-steps.ts'
import type { Context } from '../../src/context.ts'
import { NOTHING_STATED } from '../../src/domain/proceedings.ts'
import type { JournalEntry } from '../../src/domain/journal.ts'
import type { FinalAct } from '../../src/domain/final-act.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import {
  type CountingSession,
  NEW_SESSION,
  countingSession,
  soundSheet,
  typeSheet,
} from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

const PASSWORD = 'mat khau rat dai'
const proof = { password: PASSWORD }
const LOGIN = 'a token of a log-in'

describe.each(DIALECTS)('a final act on %s', (dialect) => {
  let ctx: Context
  let people: People
  let counting: CountingSession
  let id: string
  let clock = 0
  beforeEach(async () => {
    clock = Date.UTC(2026, 1, 5, 12)
    ctx = await testContext(dialect, { now: () => new Date((clock += 1000)).toISOString() })
    people = await seatPeople(ctx)
    counting = await countingSession(ctx, people)
    id = counting.session.id
    for (const typist of [people.first, people.second])
      await typeSheet(ctx, typist, counting.sheets[0]!.id, soundSheet(counting))
  })
  afterEach(async () => ctx.store.db.destroy())

  const shown = (act: FinalAct, who = people.head) =>
    getConfirmation(ctx, who, { act, target: id }, who === people.head ? 'first' : 'second')
  const proven = async (act: FinalAct) =>
    withProof(ctx, people.head, { act, target: id }, { digest: (await shown(act)).digest, proof })
  const tokenFor = async (act: FinalAct, login = LOGIN) => {
    const { digest } = await shown(act)
    return confirmAct(ctx, people.head, { act, target: id, digest, proof, login })
  }
  const withIt = (token: string, act: FinalAct = 'close', login = LOGIN, who = people.head) =>
    withToken(ctx, who, { act, target: id }, { token, login })
  const stateOf = async () => (await getSession(ctx, people.head, id)).session.state
  const edit = () => {
    const record = { printed: 12, issued: 11, collected: 10, invalidReasons: null, sheets: null }
    const ballotKind = counting.roster.ballotKinds[0]!.id
    return recordBallots(ctx, people.first, id, [{ ballotKind, ...record }])
  }
  const events = async () => {
    const rows = await ctx.store.db.selectFrom('journal').select('entry').orderBy('seq').execute()
    const told = rows.map(({ entry }) => (JSON.parse(entry) as JournalEntry).event)
    return told.slice(-2)
  }

  test('is done with the proof of exactly what was shown, and the journal says so', async () => {
    const { digest, code, facts, second } = await shown('close')
    expect(facts).toEqual([
      { fact: 'voters', values: { summoned: 10, present: 10 } },
      { fact: 'ballots', values: { kind: 'A', issued: 10, collected: 10, onSheets: 10 } },
    ])
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(second).toBeNull()
    await closeSession(await proven('close'), people.head, id)
    expect(await events()).toMatchObject([
      { type: 'act_confirmed', session: id, act: 'close', target: id, digest, second: null },
      { type: 'session_moved', state: { new: 'reconciled' } },
    ])
  })

  test('is refused when what was shown is edited between the proof and the act', async () => {
    const before = await shown('close')
    const sure = await proven('close')
    await edit()
    await expect(closeSession(sure, people.head, id)).rejects.toMatchObject({
      code: 'findings_open', // the edit makes it impossible, which is told first
    })
    const { digest } = before
    const again = { digest, proof }
    await expect(
      withProof(ctx, people.head, { act: 'close', target: id }, again),
    ).rejects.toMatchObject({ code: 'findings_open' })
    expect(await stateOf()).toBe('entered')
  })

  test('is refused as stale where the edit leaves it possible, and nothing is recorded', async () => {
    await closeSession(ctx, people.head, id)
    await computeOutcome(ctx, people.head, id)
    const sure = await proven('issue')
    await recordMinutesFacts(ctx, people.first, id, { ...NOTHING_STATED, copies: 5 })
    await expect(issueDocuments(sure, people.head, id)).rejects.toMatchObject({
      code: 'confirmation_stale',
    })
    expect(await stateOf()).toBe('computed')
    expect((await events()).map(({ type }) => type)).not.toContain('act_confirmed')
  })

  test('and an edit at the same moment never both succeed', async () => {
    const sure = await proven('close')
    const done = await Promise.allSettled([edit(), closeSession(sure, people.head, id)])
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const [refused] = done.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
    expect(['findings_open', 'wrong_state']).toContain((refused as { code: string }).code)
    expect(await stateOf()).toBe(done[0].status === 'fulfilled' ? 'entered' : 'reconciled')
  })

  test('asks for the proof of one’s own password; a code proves nothing without a second factor', async () => {
    const { digest } = await shown('close')
    const given = { act: 'close', target: id, digest, login: LOGIN } as const
    for (const wrong of [{ password: 'mat khau khac han' }, { password: '' }, { code: '123456' }]) {
      const refused = { code: 'wrong_credentials' }
      const sent = { digest, proof: wrong }
      await expect(confirmAct(ctx, people.head, { ...given, proof: wrong })).rejects.toMatchObject(
        refused,
      )
      await expect(
        withProof(ctx, people.head, { act: 'close', target: id }, sent),
      ).rejects.toMatchObject(refused)
    }
    await expect(
      withProof(ctx, people.head, { act: 'close', target: id }, null),
    ).rejects.toMatchObject({ code: 'confirmation_required' })
  })

  test('uses its token once, in the log-in and for the act it was given for, within two minutes', async () => {
    const { token } = await tokenFor('close')
    const expired = { code: 'confirmation_expired' }
    await expect(withIt('another one')).rejects.toMatchObject(expired)
    await expect(withIt(token, 'cancel')).rejects.toMatchObject(expired)
    await expect(withIt(token, 'close', 'another log-in')).rejects.toMatchObject(expired)
    const late = await tokenFor('close')
    clock += 121_000
    await expect(withIt(late.token)).rejects.toMatchObject(expired)
    const fresh = await tokenFor('close')
    const sure = await withIt(fresh.token)
    await closeSession(sure, people.head, id)
    await reopenSession(ctx, people.head, id, 'Đếm lại')
    await expect(closeSession(sure, people.head, id)).rejects.toMatchObject(expired)
    expect(await ctx.store.db.selectFrom('confirmations').selectAll().execute()).toEqual([])
  })

  test('keeps its token when it is refused for another reason', async () => {
    const { token } = await tokenFor('close')
    const sure = await withIt(token)
    await expect(closeSession(sure, people.first, id)).rejects.toMatchObject({ code: 'forbidden' })
    await closeSession(await withIt(token), people.head, id)
    expect(await stateOf()).toBe('reconciled')
  })

  test('is not shown to whoever has no part in it, nor where it cannot be done', async () => {
    await expect(shown('close', people.chair)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(shown('publish')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(shown('issue')).rejects.toMatchObject({ code: 'wrong_state' })
    const settle = { act: 'settle', target: counting.sheets[0]!.id } as const
    await expect(getConfirmation(ctx, people.first, settle, 'second')).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(getConfirmation(ctx, people.first, settle)).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  test('takes no second person where the session asks for none', async () => {
    const { digest } = await shown('close', people.first)
    const given = { act: 'close', target: id, digest, proof } as const
    await expect(confirmAsSecond(ctx, people.first, given)).rejects.toMatchObject({
      code: 'wrong_state',
    })
    expect(await listForSecond(ctx, people.first, id)).toEqual([])
  })

  describe('of a session that asks for a second person', () => {
    beforeEach(async () => {
      await ctx.store.db.updateTable('sessions').set({ second_person: 1 }).execute()
    })
    const missing = { code: 'second_person_missing', detail: { roles: ['secretary'] } }
    const second = async (act: FinalAct = 'close', who = people.first) => {
      const { digest } = await shown(act, who)
      await confirmAsSecond(ctx, who, { act, target: id, digest, proof })
    }

    test('waits for a secretary to confirm the same code, and names them in the journal', async () => {
      await expect(proven('close')).rejects.toMatchObject(missing)
      const [first, other] = [await shown('close'), await shown('close', people.first)]
      expect(first.second).toEqual({ roles: ['secretary'], confirmed: false })
      expect([other.code, other.digest]).toEqual([first.code, first.digest])
      await second()
      expect((await shown('close')).second?.confirmed).toBe(true)
      await closeSession(await proven('close'), people.head, id)
      expect(await events()).toMatchObject([
        { type: 'act_confirmed', act: 'close', second: people.first.account },
        { type: 'session_moved' },
      ])
      expect(await ctx.store.db.selectFrom('second_confirmations').selectAll().execute()).toEqual(
        [],
      )
    })

    test('forgets the word of the second person when the data change or after 15 minutes', async () => {
      await closeSession(ctx, people.head, id)
      await computeOutcome(ctx, people.head, id)
      await second('issue')
      await recordMinutesFacts(ctx, people.first, id, { ...NOTHING_STATED, copies: 5 })
      await expect(proven('issue')).rejects.toMatchObject(missing)
      await second('issue')
      const sure = await proven('issue')
      clock += 15 * 60_000
      await expect(issueDocuments(sure, people.head, id)).rejects.toMatchObject(missing)
    })

    test('is confirmed by nobody but the role that may, with their own password', async () => {
      const { digest } = await shown('close')
      const given = { act: 'close', target: id, digest, proof } as const
      for (const who of [people.head, people.chair, people.auditor])
        await expect(confirmAsSecond(ctx, who, given)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(
        confirmAsSecond(ctx, people.first, { ...given, proof: { password: 'sai' } }),
      ).rejects.toMatchObject({ code: 'wrong_credentials' })
      const stale = { ...given, digest: '0'.repeat(64) }
      await expect(confirmAsSecond(ctx, people.first, stale)).rejects.toMatchObject({
        code: 'confirmation_stale',
      })
    })

    test('lists for the second person what can be confirmed now, without anybody’s marks', async () => {
      const listed = await listForSecond(ctx, people.first, id)
      expect(listed.map(({ act }) => act)).toEqual(['close', 'cancel'])
      expect(await listForSecond(ctx, people.auditor, id)).toEqual([])
    })

    test('leaves settling to the head alone, for whoever else is there types blind', async () => {
      const settle = { act: 'settle', target: counting.sheets[0]!.id } as const
      expect((await getConfirmation(ctx, people.head, settle)).second).toBeNull()
    })
  })

  test('asks for a second person or not as said before counting, and the journal tells', async () => {
    const { id: other } = await createSession(ctx, people.first, NEW_SESSION)
    await setSecondPerson(ctx, people.head, other, true)
    expect((await getSession(ctx, people.head, other)).session.secondPerson).toBe(true)
    expect((await events()).at(-1)).toMatchObject({
      type: 'second_person_set',
      required: { old: false, new: true },
    })
    await expect(setSecondPerson(ctx, people.chair, other, false)).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(setSecondPerson(ctx, people.head, id, true)).rejects.toMatchObject({
      code: 'wrong_state',
    })
  })
})
