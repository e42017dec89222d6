import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { getDocument, issueDocuments, listDocuments } from '../../src/actions/documents.ts'
import { takePass } from '../../src/actions/entries.ts'
import { submitPass } from '../../src/actions/submissions.ts'
import { computeOutcome, getOutcome } from '../../src/actions/outcome.ts'
import { closeSession } from '../../src/actions/closing.ts'
import { getDifferences, settleDifference } from '../../src/actions/reconcile.ts'
import { getSession } from '../../src/actions/sessions.ts'
import { pauseCounting, reopenSession, resumeCounting } from '../../src/actions/session-steps.ts'
import { signDocument } from '../../src/actions/signing.ts'
import { verifyDocument } from '../../src/actions/verification.ts'
import type { Context } from '../../src/context.ts'
import { sha256 } from '../../src/storage/sha256.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

describe.each(DIALECTS)('a session on %s', (dialect) => {
  let ctx: Context
  let people: People
  let counting: CountingSession
  let id: string
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
    counting = await countingSession(ctx, people)
    id = counting.session.id
  })
  afterEach(async () => ctx.store.db.destroy())

  const stateOf = async () => (await getSession(ctx, people.head, id)).session.state
  const sheet = () => counting.sheets[0]!.id
  const enter = async () => {
    for (const typist of [people.first, people.second])
      await typeSheet(ctx, typist, sheet(), soundSheet(counting))
  }
  const finish = async () => {
    await closeSession(ctx, people.head, id)
    await computeOutcome(ctx, people.head, id)
    return issueDocuments(ctx, people.head, id)
  }
  const reason = 'Phát hiện nhập sót một phiếu, theo đề nghị của chủ trì'

  describe('that is paused', () => {
    test('lets nobody type until counting goes on, and keeps what was typed', async () => {
      await typeSheet(ctx, people.first, sheet(), soundSheet(counting))
      await pauseCounting(ctx, people.head, id)
      expect(await stateOf()).toBe('paused')
      await expect(takePass(ctx, people.second, sheet())).rejects.toMatchObject({
        code: 'wrong_state',
        detail: { state: 'paused' },
      })
      await resumeCounting(ctx, people.head, id)
      await typeSheet(ctx, people.second, sheet(), soundSheet(counting))
      expect(await stateOf()).toBe('entered')
    })
    test('is paused and resumed by the head alone', async () => {
      await expect(pauseCounting(ctx, people.first, id)).rejects.toMatchObject({
        code: 'forbidden',
      })
      await expect(resumeCounting(ctx, people.head, id)).rejects.toMatchObject({
        code: 'wrong_state',
      })
    })
  })

  describe('that is reopened', () => {
    test('becomes the next revision, and no role sees the earlier result as the result', async () => {
      await enter()
      await finish()
      await reopenSession(ctx, people.head, id, reason)
      const { session } = await getSession(ctx, people.head, id)
      expect(session).toMatchObject({ revision: 2, state: 'entered' })
      for (const actor of [people.first, people.head, people.chair, people.auditor])
        await expect(getOutcome(ctx, actor, id)).rejects.toMatchObject({
          code: 'results_not_visible',
        })
    })

    test('keeps the earlier documents to the byte, no longer current', async () => {
      await enter()
      const made = await finish()
      await reopenSession(ctx, people.head, id, reason)
      for (const { id: document, sha256: digest } of made) {
        const { bytes } = await getDocument(ctx, people.auditor, document)
        expect(sha256(bytes)).toBe(digest)
        const { steps } = await verifyDocument(ctx, bytes)
        expect(steps.find((step) => step.id === 'newest_version')).toMatchObject({
          status: 'failed',
        })
      }
      const listed = await listDocuments(ctx, people.auditor, id)
      expect(listed.filter((each) => each.current)).toEqual([])
      await expect(signDocument(ctx, people.first, made[0]!.id, null)).rejects.toMatchObject({
        code: 'wrong_state',
      })
    })

    test('is typed anew where the head sends back, and its documents replace the earlier ones', async () => {
      await enter()
      const [before] = await finish()
      await reopenSession(ctx, people.head, id, reason)
      const { passes } = await getDifferences(ctx, people.head, sheet())
      for (const passNo of [1, 2])
        await settleDifference(ctx, people.head, sheet(), {
          decision: 'return',
          passNo,
          passIds: passes.map((pass) => pass.id),
          reason,
        })
      expect(await stateOf()).toBe('counting')
      const counts = soundSheet(counting)
      const [one, two] = counts.rows
      const corrected = { ...counts, rows: [{ ...one!, high: 8, low: 0 }, two!] }
      for (const typist of [people.first, people.second])
        await submitPass(ctx, typist, sheet(), corrected)
      const [after] = await finish()
      expect(after).toMatchObject({ revision: 2, version: 1, supersedes: before!.id })
      expect((await getOutcome(ctx, people.auditor, id)).outcome.subjects[0]!.high).toMatchObject({
        count: 8,
      })
      const stored = await ctx.store.db.selectFrom('outcomes').select('revision').execute()
      const revisions = stored.map((row) => row.revision)
      expect(revisions.sort((a, b) => a - b)).toEqual([1, 2])
      await expect(signDocument(ctx, people.first, before!.id, null)).rejects.toMatchObject({
        code: 'document_superseded',
      })
      await signDocument(ctx, people.first, after!.id, null)
    })

    test.each(['reconciled', 'computed', 'issued'] as const)('can be %s before', async (state) => {
      await enter()
      await closeSession(ctx, people.head, id)
      if (state !== 'reconciled') await computeOutcome(ctx, people.head, id)
      if (state === 'issued') await issueDocuments(ctx, people.head, id)
      await reopenSession(ctx, people.head, id, reason)
      expect(await stateOf()).toBe('entered')
    })

    test('says why in the journal, and only the head opens it', async () => {
      await enter()
      await finish()
      await expect(reopenSession(ctx, people.chair, id, reason)).rejects.toMatchObject({
        code: 'forbidden',
      })
      await reopenSession(ctx, people.head, id, reason)
      const entries = await ctx.store.db.selectFrom('journal').select('entry').execute()
      const told = entries.map(
        ({ entry }) => (JSON.parse(entry) as { event: { type: string } }).event,
      )
      expect(told.find((event) => event.type === 'session_reopened')).toMatchObject({
        revision: { old: 1, new: 2 },
        reason,
      })
    })
  })
})
