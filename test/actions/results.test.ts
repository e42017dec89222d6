import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recordBallots } from '../../src/actions/ballots.ts'
import { getDocument, issueDocuments, listDocuments } from '../../src/actions/documents.ts'
import { computeOutcome, getOutcome } from '../../src/actions/outcome.ts'
import { closeSession } from '../../src/actions/closing.ts'
import {
  acknowledgeWarning,
  getFindings,
  settleDifference,
  getDifferences,
} from '../../src/actions/reconcile.ts'
import { getSession, recordMinutesFacts, recordVoters } from '../../src/actions/sessions.ts'
import { publishSession } from '../../src/actions/session-steps.ts'
import { signDocument } from '../../src/actions/signing.ts'
import { verifyDocument } from '../../src/actions/verification.ts'
import type { Context } from '../../src/context.ts'
import { makeP12 } from '../../src/signatures/make-p12.ts'
import { makeRehearsalP12 } from '../../src/signatures/rehearsal-certificate.ts'
import type { Store } from '../../src/storage/dialect.ts'
import { verifyJournal } from '../../src/storage/journal.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import {
  type CountingSession,
  VOTERS,
  countingSession,
  soundSheet,
  typeSheet,
} from '../support/session.ts'
import { ecKeys, issue as authorityOf, rsaKeys } from '../signatures/specimens.ts'
import { DIALECTS } from '../support/stores.ts'

describe.each(DIALECTS)('results on %s', (dialect) => {
  let ctx: Context
  let people: People
  let counting: CountingSession
  let id: string
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
  })
  afterEach(async () => ctx.store.db.destroy())

  const begin = async (mode: 'rehearsal' | 'real' = 'rehearsal') => {
    counting = await countingSession(ctx, people, { session: { mode } })
    id = counting.session.id
  }
  const enter = async (mode?: 'rehearsal' | 'real') => {
    await begin(mode)
    const sheet = counting.sheets[0]!.id
    await typeSheet(ctx, people.first, sheet, soundSheet(counting))
    await typeSheet(ctx, people.second, sheet, soundSheet(counting))
  }
  const compute = async (mode?: 'rehearsal' | 'real') => {
    await enter(mode)
    await closeSession(ctx, people.head, id)
    return computeOutcome(ctx, people.head, id)
  }
  const issue = async (mode?: 'rehearsal' | 'real') => {
    await compute(mode)
    return issueDocuments(ctx, people.head, id)
  }
  const stateOf = async () => (await getSession(ctx, people.head, id)).session.state
  const current = async (name: 'minutes' | 'summary') =>
    (await listDocuments(ctx, people.head, id)).find((each) => each.current && each.name === name)!

  test('no role sees a result while counting goes on', async () => {
    await begin()
    for (const actor of [people.first, people.head, people.chair, people.auditor])
      await expect(getOutcome(ctx, actor, id)).rejects.toMatchObject({
        code: 'results_not_visible',
      })
  })

  test('an unfinished sheet is named and keeps the count open', async () => {
    await begin()
    await expect(getFindings(ctx, people.head, id)).rejects.toMatchObject({
      code: 'sheets_unfinished',
      detail: { sheets: [1] },
    })
  })

  test('a definitive sheet has no difference to choose from', async () => {
    await enter()
    const { sheet, passes } = await getDifferences(ctx, people.head, counting.sheets[0]!.id)
    const choice = {
      decision: 'choose' as const,
      passNo: 1,
      passIds: passes.map((pass) => pass.id),
      reason: 'Chọn',
    }
    await expect(settleDifference(ctx, people.head, sheet, choice)).rejects.toMatchObject({
      code: 'sheet_not_different',
    })
  })

  test('a pass with errors cannot be chosen', async () => {
    counting = await countingSession(ctx, people, { session: { passesRequired: 3 } })
    id = counting.session.id
    const sheet = counting.sheets[0]!.id
    const sound = soundSheet(counting)
    const other = { ...sound, rows: [{ ...sound.rows[0]!, high: 6, medium: 2 }, sound.rows[1]!] }
    await typeSheet(ctx, people.first, sheet, sound)
    await typeSheet(ctx, people.second, sheet, other)
    await typeSheet(ctx, people.third, sheet, { ...sound, valid: 8 })
    const { passes, state } = await getDifferences(ctx, people.head, sheet)
    expect(state).toBe('first_has_errors')
    const choice = {
      decision: 'choose' as const,
      passNo: 3,
      passIds: passes.map((pass) => pass.id),
      reason: 'Chọn',
    }
    await expect(settleDifference(ctx, people.head, sheet, choice)).rejects.toMatchObject({
      code: 'pass_has_errors',
    })
    await settleDifference(ctx, people.head, sheet, { ...choice, passNo: 1 })
    expect(await stateOf()).toBe('entered')
  })

  test('ballots on the sheets that are not the ballots collected block closing, with both sides', async () => {
    await enter()
    const kind = counting.roster.ballotKinds[0]!
    const account = { ...kind.account, ballotKind: kind.id, issued: 10, sheets: null }
    await recordBallots(ctx, people.first, id, [{ ...account, collected: 9 }])
    const { open } = await getFindings(ctx, people.head, id)
    expect(open.map(({ code, numbers }) => [code, numbers])).toEqual([
      ['E301', { collected: 9, onSheets: 10 }],
      ['E201', { valid: 9, invalid: 1, collected: 9 }],
    ])
    await expect(closeSession(ctx, people.head, id)).rejects.toMatchObject({
      code: 'findings_open',
    })
    await recordBallots(ctx, people.first, id, [{ ...account, collected: 10 }])
    await closeSession(ctx, people.head, id)
    expect(await stateOf()).toBe('reconciled')
  })

  test('a warning needs a reason, which falls when its numbers change', async () => {
    await enter()
    await recordVoters(ctx, people.first, id, { ...VOTERS, present: 9, absentExcused: 1 })
    const { open } = await getFindings(ctx, people.head, id)
    expect(open.map((each) => each.code)).toEqual(['W201'])
    await acknowledgeWarning(ctx, people.head, id, { ...open[0]!, reason: 'Một người về sớm' })
    expect((await getFindings(ctx, people.head, id)).open).toEqual([])
    await recordVoters(ctx, people.first, id, { ...VOTERS, present: 8, absentExcused: 2 })
    expect((await getFindings(ctx, people.head, id)).open).toHaveLength(1)
    await expect(
      acknowledgeWarning(ctx, people.head, id, { ...open[0]!, reason: 'Một người về sớm' }),
    ).rejects.toMatchObject({ code: 'finding_changed' })
  })

  describe('with more papers collected than issued, on which the regulation is silent', () => {
    const over = async () => {
      await enter()
      const kind = counting.roster.ballotKinds[0]!
      const account = { ...kind.account, ballotKind: kind.id, sheets: null }
      await recordBallots(ctx, people.first, id, [{ ...account, issued: 9, collected: 10 }])
      return getFindings(ctx, people.head, id)
    }

    test('the session is held until the committee has decided, with its reason', async () => {
      const { open } = await over()
      expect(open.map(({ code, numbers }) => [code, numbers])).toEqual([
        ['E202', { collected: 10, issued: 9 }],
      ])
      await expect(closeSession(ctx, people.head, id)).rejects.toMatchObject({
        code: 'findings_open',
      })
      const reason = 'Ban kiểm phiếu thống nhất: một phiếu phát thêm chưa ghi'
      await acknowledgeWarning(ctx, people.head, id, { ...open[0]!, reason })
      await closeSession(ctx, people.head, id)
      const outcome = await computeOutcome(ctx, people.head, id)
      expect(outcome).toMatchObject({ status: 'computed', findings: [{ code: 'E202' }] })
      expect(outcome.subjects[1]).toMatchObject({ base: { value: 10 }, band: 'over_half' })
    })

    test('the decision falls when the numbers change, and the document still verifies', async () => {
      const { open } = await over()
      await acknowledgeWarning(ctx, people.head, id, { ...open[0]!, reason: 'Thống nhất' })
      const kind = counting.roster.ballotKinds[0]!
      const account = { ...kind.account, ballotKind: kind.id, sheets: null }
      await recordBallots(ctx, people.first, id, [{ ...account, issued: 8, collected: 10 }])
      const again = await getFindings(ctx, people.head, id)
      expect(again.open.map((each) => each.numbers)).toEqual([{ collected: 10, issued: 8 }])
      await acknowledgeWarning(ctx, people.head, id, { ...again.open[0]!, reason: 'Thống nhất' })
      await closeSession(ctx, people.head, id)
      await computeOutcome(ctx, people.head, id)
      const [minutes] = await issueDocuments(ctx, people.head, id)
      const { bytes } = await getDocument(ctx, people.head, minutes!.id)
      const { steps } = await verifyDocument({ ...ctx, store: null }, bytes)
      expect(steps.find((each) => each.id === 'outcome_recomputed')?.status).toBe('ok')
    })

    test('no other error can be let stand: explained, it closes the count and holds the result', async () => {
      await enter()
      const kind = counting.roster.ballotKinds[0]!
      const account = { ...kind.account, ballotKind: kind.id, sheets: null }
      await recordBallots(ctx, people.first, id, [{ ...account, issued: 10, collected: 9 }])
      const { open } = await getFindings(ctx, people.head, id)
      for (const each of open)
        await acknowledgeWarning(ctx, people.head, id, { ...each, reason: 'Phiếu thất lạc' })
      await closeSession(ctx, people.head, id)
      expect(await computeOutcome(ctx, people.head, id)).toMatchObject({
        status: 'held',
        subjects: [],
      })
    })
  })

  test('papers the regulation is silent about hold the session until the committee has ruled', async () => {
    await enter()
    const kind = counting.roster.ballotKinds[0]!
    const account = {
      ...kind.account,
      ballotKind: kind.id,
      issued: 10,
      collected: 10,
      sheets: null,
    }
    const added = { case: 'name_added', ballots: 1, ruling: null, reason: null } as const
    await recordBallots(ctx, people.first, id, [{ ...account, special: [added] }])
    const { open } = await getFindings(ctx, people.head, id)
    expect(open.map(({ code, path }) => [code, path])).toEqual([
      ['E205', '/ballotKinds/0/special/0'],
    ])
    const ruled = { ...added, ruling: 'valid', reason: 'Ba mức đều đánh dấu rõ' } as const
    await recordBallots(ctx, people.first, id, [{ ...account, special: [ruled] }])
    await closeSession(ctx, people.head, id)
    const { roster } = await getSession(ctx, people.head, id)
    expect(roster.ballotKinds[0]!.account.special).toEqual([ruled])
  })

  test('people away who do not make up the difference block closing', async () => {
    await enter()
    await recordVoters(ctx, people.first, id, { ...VOTERS, summoned: 10, absentExcused: 1 })
    const { open } = await getFindings(ctx, people.head, id)
    expect(open.map(({ code, path }) => [code, path])).toEqual([['E213', '/voters/absentExcused']])
  })

  test('the outcome is computed on the ballots collected and stored with its regulation', async () => {
    const outcome = await compute()
    expect(
      outcome.subjects.map(({ low, band, provision }) => [low?.fraction, band, provision]),
    ).toEqual([
      ['1/10', 'none', null],
      ['6/10', 'over_half', 'Điều 11.2'],
    ])
    const stored = await getOutcome(ctx, people.auditor, id)
    expect(stored.outcome).toEqual(outcome)
    expect(stored.outcome.regime.sha256).toBe(counting.session.regimeSha256)
  })

  test('a fault seeded in the first computation stops it before anything is stored', async () => {
    await enter()
    await closeSession(ctx, people.head, id)
    const faulty = ctx.regimes.map((file) => ({
      ...file,
      regime: {
        ...file.regime,
        provisions: file.regime.provisions.map((each) =>
          each.rule?.kind === 'band' && each.rule.gt === '1/2'
            ? { ...each, rule: { ...each.rule, gt: '3/5' } }
            : each,
        ),
      },
    }))
    await expect(
      computeOutcome({ ...ctx, regimes: faulty }, people.head, id),
    ).rejects.toMatchObject({
      code: 'recount_differs',
      detail: { apart: expect.arrayContaining([{ ballotKind: 'A', id: '2', what: 'band' }]) as [] },
    })
    expect(await stateOf()).toBe('reconciled')
    expect(await ctx.store.db.selectFrom('outcomes').selectAll().execute()).toEqual([])
  })

  test('a fault seeded in the second computation stops it as well', async () => {
    await enter()
    await closeSession(ctx, people.head, id)
    const recount: Context['recount'] = (...texts) =>
      ctx.recount(...texts).map((each) => ({ ...each, base: each.base + 1 }))
    await expect(computeOutcome({ ...ctx, recount }, people.head, id)).rejects.toMatchObject({
      code: 'recount_differs',
    })
    expect(await stateOf()).toBe('reconciled')
    await computeOutcome(ctx, people.head, id)
    expect(await stateOf()).toBe('computed')
  })

  test('minutes and summary are stored once and never change', async () => {
    const [minutes] = await issue()
    const first = await getDocument(ctx, people.committee, minutes!.id)
    const again = await getDocument(ctx, people.auditor, minutes!.id)
    expect(Buffer.from(first.bytes).equals(Buffer.from(again.bytes))).toBe(true)
    await expect(issueDocuments(ctx, people.head, id)).rejects.toMatchObject({
      code: 'wrong_state',
    })
  })

  test('facts changed while the documents are made stop them: none tells what is no longer so', async () => {
    await compute()
    const { session } = await getSession(ctx, people.first, id)
    let changed: Promise<void> | undefined
    const newId = () => {
      // called once the first document is rendered, before anything is stored
      changed ??= recordMinutesFacts(ctx, people.first, id, { ...session.minutesFacts, copies: 5 })
      return ctx.newId()
    }
    // SQLite's one connection serves the change first; PostgreSQL is made to wait for it
    const lockWrites: Store['dialect']['lockWrites'] = async (trx) => {
      if (dialect === 'postgres') await changed
      await ctx.store.dialect.lockWrites(trx)
    }
    const store: Store = { ...ctx.store, dialect: { ...ctx.store.dialect, lockWrites } }
    await expect(issueDocuments({ ...ctx, newId, store }, people.head, id)).rejects.toMatchObject({
      code: 'session_changed',
    })
    await changed
    expect(await stateOf()).toBe('computed')
    expect(await ctx.store.db.selectFrom('documents').select('id').execute()).toEqual([])
    expect(await issueDocuments(ctx, people.head, id)).toHaveLength(2)
  })

  test('each signer signs the newest version in the own field; all signatures make the session signed', async () => {
    await issue()
    const versions: number[] = []
    for (const actor of [people.first, people.head, people.chair])
      versions.push((await signDocument(ctx, actor, (await current('minutes')).id, null)).version)
    expect(versions).toEqual([2, 3, 4])
    expect(await stateOf()).toBe('issued')
    await signDocument(ctx, people.chair, (await current('summary')).id, null)
    expect(await stateOf()).toBe('signed')
    for (const name of ['minutes', 'summary'] as const) {
      const { bytes } = await getDocument(ctx, people.auditor, (await current(name)).id)
      const { holds, rehearsal, steps } = await verifyDocument(ctx, bytes)
      expect(steps.filter((step) => step.status === 'failed')).toEqual([])
      expect({ holds, rehearsal }).toEqual({ holds: true, rehearsal: true })
    }
    await publishSession(ctx, people.chair, id)
    expect(await stateOf()).toBe('published')
    expect((await verifyJournal(ctx.store.db)).broken).toBeNull()
  })

  test('earlier bytes are an exact prefix of the signed version and stay readable', async () => {
    const [minutes] = await issue()
    const signed = await signDocument(ctx, people.first, minutes!.id, null)
    const before = await getDocument(ctx, people.auditor, minutes!.id)
    const after = await getDocument(ctx, people.auditor, signed.id)
    expect(Buffer.from(after.bytes).indexOf(Buffer.from(before.bytes))).toBe(0)
  })

  test('an older version is refused for signing, and so is a second signature in one field', async () => {
    const [minutes] = await issue()
    const signed = await signDocument(ctx, people.first, minutes!.id, null)
    await expect(signDocument(ctx, people.head, minutes!.id, null)).rejects.toMatchObject({
      code: 'document_superseded',
    })
    await expect(signDocument(ctx, people.first, signed.id, null)).rejects.toMatchObject({
      code: 'already_signed',
    })
  })

  test('two who sign the same version at once: one succeeds, the other is told to look again', async () => {
    const [minutes] = await issue()
    const both = await Promise.allSettled([
      signDocument(ctx, people.first, minutes!.id, null),
      signDocument(ctx, people.second, minutes!.id, null),
    ])
    expect(both.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = both.find((each) => each.status === 'rejected')
    expect(lost?.reason).toMatchObject({ code: 'document_superseded' })
  })

  test('a rehearsal refuses a key of one’s own', async () => {
    const [minutes] = await issue()
    const store = { bytes: new Uint8Array(3), password: '' }
    await expect(signDocument(ctx, people.first, minutes!.id, store)).rejects.toMatchObject({
      code: 'rehearsal_own_key',
    })
  })

  test('a real session is signed with the signer’s own key store and never with a made-up one', async () => {
    const [minutes] = await issue('real')
    await expect(signDocument(ctx, people.first, minutes!.id, null)).rejects.toMatchObject({
      code: 'p12_unreadable',
    })
    const password = 'mật khẩu của khóa'
    const rehearsal = await makeRehearsalP12({ commonName: 'Mai Mẫu', password, now: ctx.now() })
    const store = { bytes: rehearsal, password }
    await expect(
      signDocument(ctx, people.first, minutes!.id, { ...store, password: 'sai' }),
    ).rejects.toMatchObject({ code: 'p12_wrong_password' })
    await expect(signDocument(ctx, people.first, minutes!.id, store)).rejects.toMatchObject({
      code: 'rehearsal_certificate',
    })
  })

  test('a real session signed by keys of an authority verifies up to that authority, and is no rehearsal', async () => {
    await issue('real')
    const authority = authorityOf({ name: 'Tổ chức chứng thực mẫu', keys: ecKeys(), ca: true })
    const password = 'mật khẩu của khóa'
    for (const [actor, name] of [
      [people.first, 'minutes'],
      [people.head, 'minutes'],
      [people.chair, 'minutes'],
      [people.chair, 'summary'],
    ] as const) {
      const own = authorityOf({ name: actor.fullName, keys: rsaKeys(), issuer: authority })
      const bytes = await makeP12({
        privateKey: own.keys.privateKey.export({ type: 'pkcs8', format: 'der' }),
        certificates: [own.certificate],
        friendlyName: actor.fullName,
        password,
      })
      await signDocument(ctx, actor, (await current(name)).id, { bytes, password })
    }
    expect(await stateOf()).toBe('signed')
    const { bytes } = await getDocument(ctx, people.auditor, (await current('minutes')).id)
    const trusting = await verifyDocument({ ...ctx, trustedRoots: [authority.certificate] }, bytes)
    expect(trusting.steps.filter((step) => step.status === 'failed')).toEqual([])
    expect(trusting.rehearsal).toBe(false)
    const chains = trusting.steps.filter((step) => step.id === 'signature_chain')
    expect(chains.map((step) => step.status)).toEqual(['ok', 'ok', 'ok'])
    const stranger = authorityOf({ name: 'Tổ chức khác', keys: ecKeys(), ca: true })
    const other = await verifyDocument({ ...ctx, trustedRoots: [stranger.certificate] }, bytes)
    expect(other.holds).toBe(false)
  })

  test('a changed byte of a signed document is found', async () => {
    const [minutes] = await issue()
    const signed = await signDocument(ctx, people.first, minutes!.id, null)
    const { bytes } = await getDocument(ctx, people.auditor, signed.id)
    const changed = new Uint8Array(bytes)
    const at = Buffer.from(changed).indexOf('/Producer') + 12
    changed[at] = changed[at]! ^ 1
    const { holds, steps } = await verifyDocument(ctx, changed)
    expect(holds).toBe(false)
    expect(steps.find((step) => step.id === 'signature_digest')?.status).toBe('failed')
    expect(steps.find((step) => step.id === 'newest_version')).toMatchObject({
      status: 'not_applicable',
      detail: { reason: 'not_registered' },
    })
  })

  test('a superseded version is named as such by the register', async () => {
    const [minutes] = await issue()
    await signDocument(ctx, people.first, minutes!.id, null)
    const { bytes } = await getDocument(ctx, people.auditor, minutes!.id)
    const { steps } = await verifyDocument(ctx, bytes)
    expect(steps.find((step) => step.id === 'newest_version')).toMatchObject({
      status: 'failed',
      detail: { reason: 'superseded' },
    })
    expect(steps.find((step) => step.id === 'signatures_present')?.status).toBe('failed')
  })
})
