import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { closeSession, getClosing } from '../../src/actions/closing.ts'
import { getDocument, issueDocuments } from '../../src/actions/documents.ts'
import { getOwnPass } from '../../src/actions/entries.ts'
import { computeOutcome, getOutcome } from '../../src/actions/outcome.ts'
import {
  acknowledgeWarning,
  getDifferences,
  getFindings,
  settleDifference,
} from '../../src/actions/reconcile.ts'
import { getSession } from '../../src/actions/sessions.ts'
import { reopenSession } from '../../src/actions/session-steps.ts'
import { signDocument } from '../../src/actions/signing.ts'
import { submitPass } from '../../src/actions/submissions.ts'
import { getUses } from '../../src/actions/uses.ts'
import { verifyDocument } from '../../src/actions/verification.ts'
import type { Context } from '../../src/context.ts'
import type { SheetCounts } from '../../src/domain/entry.ts'
import { extractText } from '../../src/reports/attachments.ts'
import { verifyJournal } from '../../src/storage/journal.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import {
  type CountingSession,
  countingSession,
  sheetOf,
  soundSheet,
  typeSheet,
} from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

describe.each(DIALECTS)('paper that is wrong itself, on %s', (dialect) => {
  let ctx: Context
  let people: People
  let counting: CountingSession
  let id: string
  let sheet: string
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
    counting = await countingSession(ctx, people)
    id = counting.session.id
    sheet = counting.sheets[0]!.id
  })
  afterEach(async () => ctx.store.db.destroy())

  /** Ten marks where nine ballots are valid. */
  const wrongSheet = (): SheetCounts => {
    const sound = soundSheet(counting)
    return { ...sound, rows: [{ ...sound.rows[0]!, high: 8 }, sound.rows[1]!] }
  }
  const typeBoth = async (one: SheetCounts, two = one) => {
    await typeSheet(ctx, people.first, sheet, one)
    await typeSheet(ctx, people.second, sheet, two)
  }
  const decide = async (
    decision: 'choose' | 'return' | 'return_all',
    passNo: number | null,
    asOnPaper = false,
  ) => {
    const { passes } = await getDifferences(ctx, people.head, sheet)
    const passIds = passes.map((pass) => pass.id)
    const reason = 'Giấy đúng là như vậy'
    await settleDifference(ctx, people.head, sheet, {
      decision,
      passNo,
      passIds,
      asOnPaper,
      reason,
    })
  }
  const sheetState = async () => (await getDifferences(ctx, people.head, sheet)).state
  const stateOf = async () => (await getSession(ctx, people.head, id)).session.state
  const explainAll = async (reason = 'Bảng kẻ phiếu ghi như vậy') => {
    for (const each of (await getFindings(ctx, people.head, id)).open)
      await acknowledgeWarning(ctx, people.head, id, { ...each, reason })
  }

  test('the same contradiction in all passes is shown to the head and can be sent back', async () => {
    await typeBoth(wrongSheet())
    const { state, cells, complete, passes } = await getDifferences(ctx, people.head, sheet)
    expect({ state, cells, complete }).toEqual({
      state: 'first_has_errors',
      cells: [],
      complete: true,
    })
    expect(passes.map(({ errors }) => errors.map(({ code, path }) => [code, path]))).toEqual([
      [['E401', '/rows/0']],
      [['E401', '/rows/0']],
    ])
    await decide('return_all', null)
    const own = await getOwnPass(ctx, people.first, sheet)
    expect(own.counts.rows[0]).toMatchObject({ high: null, medium: null, low: null, invalid: null })
    expect(own.counts.rows[1]).toMatchObject({ high: 2, low: 6 })
  })

  test('no pass that contradicts itself is chosen unless the head says the paper does', async () => {
    await typeBoth(wrongSheet())
    await expect(decide('choose', 1)).rejects.toMatchObject({ code: 'pass_has_errors' })
    await decide('choose', 1, true)
    expect([await sheetState(), await stateOf()]).toEqual(['definitive', 'entered'])
  })

  test('is nothing to be said of a sheet whose passes are not all in', async () => {
    await typeSheet(ctx, people.first, sheet, wrongSheet())
    await expect(decide('choose', 1, true)).rejects.toMatchObject({ code: 'sheet_not_different' })
  })

  test('a sound pass that is chosen is never stored as on paper', async () => {
    await typeBoth(soundSheet(counting), wrongSheet())
    await decide('choose', 1, true)
    const [row] = await ctx.store.db.selectFrom('settlements').selectAll().execute()
    expect(row?.as_on_paper).toBe(0)
  })

  test('a sheet taken as on paper can still be sent back, and then is open again', async () => {
    await typeBoth(wrongSheet())
    await decide('choose', 1, true)
    await decide('return', 1)
    expect([await sheetState(), await stateOf()]).toEqual(['first_has_errors', 'counting'])
    await submitPass(ctx, people.first, sheet, soundSheet(counting))
    expect(await sheetState()).toBe('first_has_errors') // the second pass still contradicts itself
    await submitPass(ctx, people.second, sheet, soundSheet(counting))
    expect(await sheetState()).toBe('definitive')
  })

  test('neither pass: both go back in one decision, with the differing cells empty', async () => {
    const sound = soundSheet(counting)
    const other = { ...sound, rows: [{ ...sound.rows[0]!, high: 6, medium: 2 }, sound.rows[1]!] }
    await typeBoth(sound, other)
    await decide('return_all', null)
    expect(await sheetState()).toBe('next_in_progress')
    const emptied = { high: null, medium: null, low: 1 }
    expect((await getOwnPass(ctx, people.first, sheet)).counts.rows[0]).toMatchObject(emptied)
    await submitPass(ctx, people.first, sheet, other)
    // the first now says what the second said: the second is still to be typed anew
    expect((await getOwnPass(ctx, people.second, sheet)).counts.rows[0]).toMatchObject(emptied)
    expect(await sheetState()).toBe('next_in_progress')
    await submitPass(ctx, people.second, sheet, other)
    expect(await sheetState()).toBe('definitive')
    const rows = await ctx.store.db.selectFrom('settlements').selectAll().execute()
    expect(rows.map((row) => [row.decision, row.pass_no])).toEqual([
      ['return', 1],
      ['return', 2],
    ])
  })

  test('keeps the count open until the head has explained it, with these numbers', async () => {
    await typeBoth(wrongSheet())
    await decide('choose', 1, true)
    const { open } = await getFindings(ctx, people.head, id)
    expect(open.map(({ code, path }) => [code, path])).toEqual([
      ['E401', '/ballotKinds/0/subjects/0'],
    ])
    await expect(closeSession(ctx, people.head, id)).rejects.toMatchObject({
      code: 'findings_open',
    })
    await expect(
      acknowledgeWarning(ctx, people.head, id, {
        ...open[0]!,
        numbers: { ...open[0]!.numbers, high: 9 },
        reason: 'Khác',
      }),
    ).rejects.toMatchObject({ code: 'finding_changed' })
    await expect(
      acknowledgeWarning(ctx, people.first, id, { ...open[0]!, reason: 'Thư ký' }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    await explainAll()
    await closeSession(ctx, people.head, id)
    expect(await stateOf()).toBe('reconciled')
  })

  test('holds the result: nobody has a band, and the documents say why', async () => {
    await typeBoth(wrongSheet())
    await decide('choose', 1, true)
    await explainAll('Bảng kẻ phiếu ghi như vậy.')
    await closeSession(ctx, people.head, id)
    expect(await computeOutcome(ctx, people.head, id)).toMatchObject({
      status: 'held',
      subjects: [],
    })
    expect((await getOutcome(ctx, people.auditor, id)).outcome.status).toBe('held')
    const documents = await issueDocuments(ctx, people.head, id)
    for (const document of documents) {
      const { bytes } = await getDocument(ctx, people.auditor, document.id)
      const text = (await extractText(bytes)).join('\n').replace(/\s+/g, ' ')
      expect(text).toContain('08 + 01 + 01 + 0 ≠ 09 (mã E401). Giải trình của Trưởng ban')
      expect(text).toContain('Bảng kẻ phiếu ghi như vậy. ')
      expect(text).not.toMatch(/\d,\d\d(?!%)/)
    }
    const minutes = await signDocument(ctx, people.first, documents[0]!.id, null)
    const { bytes } = await getDocument(ctx, people.auditor, minutes.id)
    const { steps } = await verifyDocument(ctx, bytes)
    expect(steps.filter((step) => step.status === 'failed')).toEqual([])
    expect(await getUses(ctx, people.committee, id)).toMatchObject({ held: true, people: [] })
    expect((await verifyJournal(ctx.store.db)).broken).toBeNull()
  })

  test('a result that the second computation would give is not held without a reason it knows', async () => {
    await typeBoth(soundSheet(counting))
    await closeSession(ctx, people.head, id)
    const recount: Context['recount'] = () => []
    await expect(computeOutcome({ ...ctx, recount }, people.head, id)).rejects.toMatchObject({
      code: 'recount_differs',
    })
  })

  test('a held result that the second computation thinks sound is stopped', async () => {
    await typeBoth(wrongSheet())
    await decide('choose', 1, true)
    await explainAll()
    await closeSession(ctx, people.head, id)
    const person = { ballotKind: 'A', id: '1', base: 10, shares: {}, band: 'none' }
    const recount: Context['recount'] = () => [{ ...person, provision: null, toNext: null }]
    await expect(computeOutcome({ ...ctx, recount }, people.head, id)).rejects.toMatchObject({
      code: 'recount_differs',
    })
    expect(await stateOf()).toBe('reconciled')
  })

  test('reopened and mended, the result is computed, and the explanation is told no more', async () => {
    await typeBoth(wrongSheet())
    await decide('choose', 1, true)
    await explainAll()
    await closeSession(ctx, people.head, id)
    await reopenSession(ctx, people.head, id, 'Tìm thấy phiếu')
    await decide('return_all', null)
    for (const typist of [people.first, people.second])
      await submitPass(ctx, typist, sheet, soundSheet(counting))
    expect((await getClosing(ctx, people.head, id)).closing).toMatchObject({
      ready: true,
      explained: [],
    })
    await closeSession(ctx, people.head, id)
    expect((await computeOutcome(ctx, people.head, id)).status).toBe('computed')
  })
})

describe.each(DIALECTS)('two sheets wrong in opposite ways, on %s', (dialect) => {
  test('hold the result though the sums add up', async () => {
    const ctx = await testContext(dialect)
    const people = await seatPeople(ctx)
    const { session, sheets, roster } = await countingSession(ctx, people, { bundles: [5, 5] })
    const { subjects } = roster.ballotKinds[0]!
    for (const [at, high] of [4, 6].entries()) {
      const sheet = sheets[at]!.id
      const counts = sheetOf(subjects, { collected: 5, valid: 5, invalid: 0 }, [
        [high, 0, 0, 0],
        [5, 0, 0, 0],
      ])
      for (const typist of [people.first, people.second])
        await typeSheet(ctx, typist, sheet, counts)
      const { passes } = await getDifferences(ctx, people.head, sheet)
      await settleDifference(ctx, people.head, sheet, {
        decision: 'choose',
        passNo: 2,
        passIds: passes.map((pass) => pass.id),
        asOnPaper: true,
        reason: 'Giấy ghi như vậy',
      })
    }
    const { open } = await getFindings(ctx, people.head, session.id)
    expect(open.map(({ code, path }) => [code, path])).toEqual([
      ['E401', '/ballotKinds/0/sheets/0/rows/0'],
      ['E401', '/ballotKinds/0/sheets/1/rows/0'],
    ])
    for (const each of open)
      await acknowledgeWarning(ctx, people.head, session.id, { ...each, reason: 'Giấy sai' })
    await closeSession(ctx, people.head, session.id)
    const outcome = await computeOutcome(ctx, people.head, session.id)
    expect([outcome.status, outcome.subjects, outcome.findings.length]).toEqual(['held', [], 2])
    const [minutes] = await issueDocuments(ctx, people.head, session.id)
    const signed = await signDocument(ctx, people.first, minutes!.id, null)
    const { bytes } = await getDocument(ctx, people.auditor, signed.id)
    const { holds } = await verifyDocument(ctx, bytes)
    expect(holds).toBe(true)
    await ctx.store.db.destroy()
  })
})
