import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recordBallots } from '../../src/actions/ballots.ts'
import { closeSession } from '../../src/actions/closing.ts'
import { getDocument, issueDocuments, listDocuments } from '../../src/actions/documents.ts'
import { issueCorrigendum, issueNotice } from '../../src/actions/later-documents.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { getPersonExtract } from '../../src/actions/person-extract.ts'
import {
  acknowledgeWarning,
  getDifferences,
  getFindings,
  settleDifference,
} from '../../src/actions/reconcile.ts'
import { getSession } from '../../src/actions/sessions.ts'
import { publishSession, reopenSession } from '../../src/actions/session-steps.ts'
import { fileScan } from '../../src/actions/scans.ts'
import { signDocument } from '../../src/actions/signing.ts'
import { getSigning, listScans } from '../../src/actions/signing-register.ts'
import { submitPass } from '../../src/actions/submissions.ts'
import { stampWaiting } from '../../src/actions/timestamps.ts'
import { verifyDocument } from '../../src/actions/verification.ts'
import type { Context } from '../../src/context.ts'
import type { SheetCounts } from '../../src/domain/entry.ts'
import type { DocumentName } from '../../src/domain/proceedings.ts'
import { AppError } from '../../src/errors.ts'
import { extractText, readAttachments } from '../../src/reports/attachments.ts'
import { timestampRequest } from '../../src/signatures/timestamp.ts'
import { verifyJournal } from '../../src/storage/journal.ts'
import { tokenFor } from '../signatures/authority.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import {
  type CountingSession,
  countingSession,
  sheetOf,
  soundSheet,
  typeSheet,
} from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

describe.each(DIALECTS)('documents after the minutes on %s', (dialect) => {
  let ctx: Context
  let people: People
  let counting: CountingSession
  let id: string
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
    counting = await countingSession(ctx, people)
    id = counting.session.id
    for (const actor of [people.first, people.second])
      await typeSheet(ctx, actor, counting.sheets[0]!.id, soundSheet(counting))
  })
  afterEach(async () => ctx.store.db.destroy())

  const current = async (name: DocumentName) =>
    (await listDocuments(ctx, people.head, id)).find((each) => each.current && each.name === name)!
  const stateOf = async () => (await getSession(ctx, people.head, id)).session.state
  const conclude = async () => {
    await closeSession(ctx, people.head, id)
    await computeOutcome(ctx, people.head, id)
    await issueDocuments(ctx, people.head, id)
    for (const actor of [people.first, people.head, people.chair])
      await signDocument(ctx, actor, (await current('minutes')).id, null)
    await signDocument(ctx, people.chair, (await current('summary')).id, null)
  }
  const retype = async (counts: SheetCounts) => {
    await reopenSession(ctx, people.head, id, 'Ghi nhầm dòng ở tập 1')
    const sheet = counting.sheets[0]!.id
    const { passes } = await getDifferences(ctx, people.head, sheet)
    const passIds = passes.map((pass) => pass.id)
    const decision = { decision: 'return_all' as const, passNo: null, passIds, reason: 'Nhập lại' }
    await settleDifference(ctx, people.head, sheet, decision)
    for (const actor of [people.first, people.second]) await submitPass(ctx, actor, sheet, counts)
  }
  const corrected = () =>
    sheetOf(counting.roster.ballotKinds[0]!.subjects, { collected: 10, valid: 9, invalid: 1 }, [
      [6, 2, 1, 0],
      [2, 0, 6, 1],
    ])
  const textOf = async (document: string) => {
    const { bytes } = await getDocument(ctx, people.auditor, document)
    return (await extractText(bytes)).join(' ').replace(/\s+/g, ' ')
  }

  describe('the notice of results', () => {
    test('is not made before the minutes are signed, nor by who does not speak for the session', async () => {
      await closeSession(ctx, people.head, id)
      await computeOutcome(ctx, people.head, id)
      await issueDocuments(ctx, people.head, id)
      await expect(issueNotice(ctx, people.chair, id)).rejects.toMatchObject({
        code: 'wrong_state',
      })
      for (const actor of [people.head, people.auditor, people.committee])
        await expect(issueNotice(ctx, actor, id)).rejects.toMatchObject({ code: 'forbidden' })
    })

    test('is stored, verified and signed like the minutes, and moves the session nowhere', async () => {
      await conclude()
      const made = await issueNotice(ctx, people.first, id)
      expect(made).toMatchObject({ name: 'notice', version: 1, openFields: ['chair'] })
      expect(await stateOf()).toBe('signed')
      await publishSession(ctx, people.chair, id)
      await expect(signDocument(ctx, people.first, made.id, null)).rejects.toMatchObject({
        code: 'forbidden',
      })
      const signed = await signDocument(ctx, people.chair, made.id, null)
      expect(signed).toMatchObject({ version: 2, supersedes: made.id, openFields: [] })
      expect(await stateOf()).toBe('published')
      const { bytes, fileName } = await getDocument(ctx, people.committee, signed.id)
      expect(fileName).toBe(`thong-bao-ket-qua-${counting.session.shortId}-v2.pdf`)
      const { steps, holds } = await verifyDocument(ctx, bytes)
      expect(steps.filter((step) => step.status === 'failed')).toEqual([])
      expect(holds).toBe(true)
      expect((await verifyJournal(ctx.store.db)).broken).toBeNull()
    })

    test('waits for its timestamp like the minutes, and is stamped when the authority answers', async () => {
      await conclude()
      const made = await issueNotice(ctx, people.first, id)
      const away = async () => {
        throw new AppError('timestamp_unreachable', { reason: 'network', status: null })
      }
      await signDocument({ ...ctx, timestamps: away }, people.chair, made.id, null)
      const waits = async () =>
        (await getSigning(ctx, people.chair, id)).find((each) => each.document.name === 'notice')!
          .timestampWaits
      expect(await waits()).toMatchObject({ attempts: 0 })
      const timestamps = async (digest: Uint8Array) =>
        tokenFor(timestampRequest(digest, Uint8Array.of(7)))
      const late = () => new Date(Date.UTC(2026, 1, 5, 13)).toISOString()
      expect(await stampWaiting({ ...ctx, timestamps, now: late })).toBe(1)
      expect(await waits()).toBeNull()
      expect(await stateOf()).toBe('signed')
    })

    test('may be signed by hand and filed as a scan, and moves the session nowhere', async () => {
      await conclude()
      const made = await issueNotice(ctx, people.first, id)
      const bytes = Buffer.from('%PDF-1.4 a scan')
      await fileScan(ctx, people.first, made.id, {
        mediaType: 'application/pdf',
        bytes,
        fields: ['chair'],
        replaces: null,
      })
      expect(await listScans(ctx, people.auditor, id)).toMatchObject([{ name: 'notice' }])
      const signing = await getSigning(ctx, people.chair, id)
      expect(signing.find((each) => each.document.name === 'notice')?.fields).toMatchObject([
        { field: 'chair', state: 'by_hand' },
      ])
      expect(await stateOf()).toBe('signed')
    })

    test('is made once for a count, also by two who ask at once, and anew after a reopening', async () => {
      await conclude()
      const both = await Promise.allSettled([
        issueNotice(ctx, people.first, id),
        issueNotice(ctx, people.chair, id),
      ])
      expect(both.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected'])
      const lost = both.find((each) => each.status === 'rejected')
      expect(lost?.reason).toMatchObject({ code: 'document_exists' })
      const first = await current('notice')
      await retype(corrected())
      await conclude()
      const again = await issueNotice(ctx, people.chair, id)
      expect(again).toMatchObject({ revision: 2, version: 1, supersedes: first.id })
    })

    test('is refused where nobody has a result', async () => {
      const kind = counting.roster.ballotKinds[0]!
      const account = { ...kind.account, ballotKind: kind.id, sheets: null }
      await recordBallots(ctx, people.first, id, [{ ...account, issued: 10, collected: 9 }])
      for (const each of (await getFindings(ctx, people.head, id)).open)
        await acknowledgeWarning(ctx, people.head, id, { ...each, reason: 'Phiếu thất lạc' })
      await conclude()
      await expect(issueNotice(ctx, people.chair, id)).rejects.toMatchObject({
        code: 'results_held',
      })
      const subject = kind.subjects[0]!.id
      await expect(getPersonExtract(ctx, people.chair, id, subject)).rejects.toMatchObject({
        code: 'results_held',
      })
    })
  })

  describe('the corrigendum', () => {
    test('has nothing to correct in a session that was not reopened', async () => {
      await conclude()
      await expect(issueCorrigendum(ctx, people.chair, id)).rejects.toMatchObject({
        code: 'nothing_corrected',
      })
    })

    test('has nothing to correct when the same was counted again', async () => {
      await conclude()
      await retype(soundSheet(counting))
      await conclude()
      await expect(issueCorrigendum(ctx, people.chair, id)).rejects.toMatchObject({
        code: 'nothing_corrected',
      })
      expect(await listDocuments(ctx, people.head, id)).not.toContainEqual(
        expect.objectContaining({ name: 'corrigendum' }),
      )
    })

    test('names what it corrects and why, and has old and new of what changed and of nothing else', async () => {
      await conclude()
      const old = await current('minutes')
      await retype(corrected())
      await conclude()
      const made = await issueCorrigendum(ctx, people.chair, id)
      expect(made).toMatchObject({ name: 'corrigendum', revision: 2, supersedes: null })
      const { bytes } = await getDocument(ctx, people.auditor, made.id)
      const files = await readAttachments(bytes)
      expect([...files.keys()].sort()).toEqual([
        'journal.json',
        'manifest.json',
        'outcome-earlier.json',
        'outcome.json',
        'regime.json',
        'tally-earlier.json',
        'tally.json',
      ])
      const { steps } = await verifyDocument(ctx, bytes)
      for (const step of ['outcome_recomputed', 'earlier_data', 'files_listed'])
        expect(steps.find((each) => each.id === step)?.status).toBe('ok')
      expect(steps.find((each) => each.id === 'printed_figures')).toMatchObject({
        status: 'ok',
        detail: { document: 'corrigendum' },
      })
      // Letters only in order: the watermark of a rehearsal runs through the lines.
      const letters = (await textOf(made.id)).replace(/\s/g, '')
      expect(letters).toContain(old.sha256)
      const rows = [...letters.matchAll(/NguyễnVănMột|TrầnThịHai/g)].map(([name]) => name)
      expect(rows).toEqual(Array.from({ length: 4 }, () => 'NguyễnVănMột'))
    })

    test('is signed by the chair and stays beside those of other revisions', async () => {
      await conclude()
      await retype(corrected())
      await conclude()
      const first = await issueCorrigendum(ctx, people.first, id)
      await signDocument(ctx, people.chair, first.id, null)
      await retype(soundSheet(counting))
      await conclude()
      const second = await issueCorrigendum(ctx, people.chair, id)
      expect(second).toMatchObject({ revision: 3, supersedes: null })
      expect(await stateOf()).toBe('signed')
    })
  })

  describe('the extract of one person', () => {
    test('has that person’s figures and nobody else’s, and names the minutes it is from', async () => {
      await conclude()
      const subjects = counting.roster.ballotKinds[0]!.subjects
      const form = await getPersonExtract(ctx, people.chair, id, subjects[1]!.id)
      expect(form.fileName).toBe(`trich-ket-qua-${counting.session.shortId}-A2.pdf`)
      const text = (await extractText(form.bytes)).join(' ').replace(/\s+/g, ' ')
      expect(text).toContain('Trần Thị Hai')
      expect(text).not.toContain('Nguyễn Văn Một')
      expect(text).toContain('60,00')
      expect(text).toContain((await current('minutes')).sha256)
    })

    test('is not there before the minutes are signed, for a stranger, or for somebody not on the list', async () => {
      const subject = counting.roster.ballotKinds[0]!.subjects[0]!.id
      const ask = (actor = people.chair, of = subject) => getPersonExtract(ctx, actor, id, of)
      await expect(ask()).rejects.toMatchObject({ code: 'wrong_state' })
      await conclude()
      await expect(ask(people.head)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(ask(people.chair, 'nobody')).rejects.toMatchObject({
        code: 'not_found',
        detail: { what: 'subject' },
      })
      for (const actor of [people.first, people.committee, people.auditor])
        expect((await ask(actor)).bytes.length).toBeGreaterThan(1000)
    })
  })
})
