import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { getDocument, issueDocuments, listDocuments } from '../../src/actions/documents.ts'
import { saveDraft } from '../../src/actions/drafts.ts'
import { getOwnPass, takePass } from '../../src/actions/entries.ts'
import { submitPass } from '../../src/actions/submissions.ts'
import { computeOutcome, getOutcome } from '../../src/actions/outcome.ts'
import { closeSession } from '../../src/actions/closing.ts'
import { getDifferences, getFindings, settleDifference } from '../../src/actions/reconcile.ts'
import { getSession } from '../../src/actions/sessions.ts'
import { fieldFor, signDocument } from '../../src/actions/signing.ts'
import { verifyDocument } from '../../src/actions/verification.ts'
import type { Context } from '../../src/context.ts'
import { extractText, readAttachments } from '../../src/reports/attachments.ts'
import { verifyJournal } from '../../src/storage/journal.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'
import { TWO_LEVEL_REGIME, twoLevelSession, twoLevelSheet } from '../support/two-level-session.ts'

describe.each(DIALECTS)('a session in two levels on %s', (dialect) => {
  let ctx: Context
  let people: People
  let counting: CountingSession
  let id: string
  let sheet: string
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
    counting = await twoLevelSession(ctx, people)
    id = counting.session.id
    sheet = counting.sheets[0]!.id
  })
  afterEach(async () => ctx.store.db.destroy())

  const enter = async () => {
    await typeSheet(ctx, people.first, sheet, twoLevelSheet(counting))
    await typeSheet(ctx, people.second, sheet, twoLevelSheet(counting))
  }

  test('stands under the regulation asked for, and its sheets have its two marks', async () => {
    expect(counting.session.regime).toBe(TWO_LEVEL_REGIME)
    const { levels, counts } = await takePass(ctx, people.first, sheet)
    expect(levels).toEqual(['confidence', 'no_confidence'])
    expect(Object.keys(counts.rows[0]!)).toEqual([
      'subject',
      'confidence',
      'no_confidence',
      'invalid',
    ])
  })

  test('knows its marks from the recorded copy when the file of the regulation is gone', async () => {
    await takePass(ctx, people.first, sheet)
    const { levels } = await getOwnPass({ ...ctx, regimes: [] }, people.first, sheet)
    expect(levels).toEqual(['confidence', 'no_confidence'])
  })

  test('refuses marks of three levels, and a mark left out, at their place', async () => {
    await takePass(ctx, people.first, sheet)
    const issuesOf = (act: Promise<unknown>) =>
      act.catch((error: { code?: string; detail?: { issues?: unknown } }) => [
        error.code,
        error.detail?.issues,
      ])
    const three = soundSheet(counting)
    const expected = three.rows.flatMap(({ high, medium, low }, row) => [
      ...Object.entries({ high, medium, low }).map(([level, count]) => ({
        path: `/rows/${row}/${level}`,
        rule: 'unknown_key',
        found: String(count),
      })),
      ...['confidence', 'no_confidence'].map((level) => ({
        path: `/rows/${row}/${level}`,
        rule: 'required',
      })),
    ])
    expect(await issuesOf(submitPass(ctx, people.first, sheet, three))).toEqual([
      'invalid_input',
      expected,
    ])
    const two = twoLevelSheet(counting)
    const { no_confidence: _, ...short } = two.rows[1]!
    expect(
      await issuesOf(
        saveDraft(ctx, people.first, sheet, {
          counts: { ...two, rows: [two.rows[0]!, short] },
          revision: null,
        }),
      ),
    ).toEqual(['invalid_input', [{ path: '/rows/1/no_confidence', rule: 'required' }]])
  })

  test('refuses marks of two levels in a session of three', async () => {
    const usual = await countingSession(ctx, people)
    expect(usual.session.regime).toBe('96-2023-qh15')
    const its = usual.sheets[0]!.id
    expect((await takePass(ctx, people.first, its)).levels).toEqual(['high', 'medium', 'low'])
    await expect(submitPass(ctx, people.first, its, twoLevelSheet(usual))).rejects.toMatchObject({
      code: 'invalid_input',
    })
  })

  test('keeps an unfinished draft with its empty cells', async () => {
    await takePass(ctx, people.first, sheet)
    const whole = twoLevelSheet(counting)
    const draft = { ...whole, rows: [whole.rows[0]!, { ...whole.rows[1]!, no_confidence: null }] }
    await saveDraft(ctx, people.first, sheet, { counts: draft, revision: null })
    expect((await getOwnPass(ctx, people.first, sheet)).counts).toEqual(draft)
  })

  test('finds a contradiction in the two marks', async () => {
    const { findings } = await typeSheet(ctx, people.first, sheet, {
      ...twoLevelSheet(counting),
      valid: 8,
      invalid: 2,
    })
    expect(findings.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'E401 /rows/0',
      'E401 /rows/1',
    ])
  })

  test('compares two passes mark by mark, and a pass sent back is typed again', async () => {
    await typeSheet(ctx, people.first, sheet, twoLevelSheet(counting))
    await typeSheet(ctx, people.second, sheet, twoLevelSheet(counting, 5))
    const { cells, passes } = await getDifferences(ctx, people.head, sheet)
    expect(cells.map(({ path }) => path)).toEqual(['/rows/1/confidence', '/rows/1/no_confidence'])
    const passIds = passes.map((pass) => pass.id)
    const input = { decision: 'return', passNo: 2, passIds, reason: 'Xem lại phiếu' } as const
    await settleDifference(ctx, people.head, sheet, input)
    const { counts } = await getOwnPass(ctx, people.second, sheet)
    expect(counts.rows[1]).toMatchObject({ confidence: null, no_confidence: null, invalid: 1 })
    await submitPass(ctx, people.second, sheet, twoLevelSheet(counting))
    expect((await getSession(ctx, people.head, id)).session.state).toBe('entered')
  })

  test('typed by two people is computed, issued, signed and verified', async () => {
    await enter()
    expect((await getFindings(ctx, people.head, id)).open).toEqual([])
    await closeSession(ctx, people.head, id)
    const outcome = await computeOutcome(ctx, people.head, id)
    expect(
      outcome.subjects.map((each) => [each.no_confidence?.fraction, each.band, each.provision]),
    ).toEqual([
      ['5/10', 'none', null],
      ['6/10', 'over_half_no_confidence', 'Điều 17'],
    ])
    const stored = await getOutcome(ctx, people.auditor, id)
    expect(stored.outcome).toEqual(outcome)
    await issueDocuments(ctx, people.head, id)
    for (const actor of [people.first, people.head, people.chair])
      for (const each of await listDocuments(ctx, actor, id))
        if (each.current && fieldFor(actor, each)) await signDocument(ctx, actor, each.id, null)
    const current = (await listDocuments(ctx, people.auditor, id)).filter((each) => each.current)
    expect(current.map((each) => each.name).sort()).toEqual(['minutes', 'summary'])
    for (const each of current) {
      const { bytes } = await getDocument(ctx, people.auditor, each.id)
      const { holds, steps } = await verifyDocument(ctx, bytes)
      expect(steps.filter((step) => step.status === 'failed')).toEqual([])
      expect(holds).toBe(true)
      const files = await readAttachments(bytes)
      expect(new TextDecoder().decode(files.get('tally.json'))).toBe(stored.files.tally)
      const text = (await extractText(bytes)).join('\n').replace(/\s+/g, ' ')
      expect(text).toContain('bỏ phiếu tín nhiệm')
      expect(text).toContain('Không tín nhiệm')
    }
    expect(stored.files.tally).not.toMatch(/"(high|medium|low)"/)
    expect((await verifyJournal(ctx.store.db)).broken).toBeNull()
  })
})
