import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { confirmDestruction } from '../../src/actions/destroy.ts'
import { getDestruction, proposeDestruction } from '../../src/actions/destructions.ts'
import { getDocument, listDocuments } from '../../src/actions/documents.ts'
import { issueNotice } from '../../src/actions/later-documents.ts'
import { getOutcome } from '../../src/actions/outcome.ts'
import { listRetention, setRetention } from '../../src/actions/retention.ts'
import { cancelSession, reopenSession } from '../../src/actions/session-steps.ts'
import { signDocument } from '../../src/actions/signing.ts'
import { verifyDocument } from '../../src/actions/verification.ts'
import type { Context } from '../../src/context.ts'
import type { Actor } from '../../src/domain/actor.ts'
import { commit } from '../../src/storage/commit.ts'
import { verifyJournal } from '../../src/storage/journal.ts'
import { extractText, readAttachments } from '../../src/reports/attachments.ts'
import { MARKS, publishedSession } from '../support/closed-session.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

const WORDS = {
  reason: 'Hết thời hạn giữ, không có khiếu nại',
  basis: 'Quyết định số 15-QĐ/ĐU',
  packets: null,
}

describe.each(DIALECTS)('ballots after the term on %s', (dialect) => {
  let ctx: Context
  let people: People
  let today: string
  beforeEach(async () => {
    today = '2026-08-06'
    ctx = await testContext(dialect, { today: () => today })
    people = await seatPeople(ctx)
  })
  afterEach(async () => ctx.store.db.destroy())

  const due = async (actor: Actor = people.first) =>
    (await listRetention(ctx, actor)).flatMap((unit) => unit.due.map(({ stage }) => stage))
  const rows = async (table: 'sheet_ballots' | 'entry_ballots' | 'entry_work') => {
    const { rows: found } = await sql<object>`select * from ${sql.table(table)}`.execute(
      ctx.store.db,
    )
    return found
  }
  const types = async () =>
    (await ctx.store.db.selectFrom('journal').select('entry').orderBy('seq').execute()).map(
      ({ entry }) => (JSON.parse(entry) as { event: { type: string } }).event.type,
    )

  describe('of a published session', () => {
    let id: string
    let counting: CountingSession
    beforeEach(async () => {
      counting = await publishedSession(ctx, people) // on the fifth of February
      id = counting.session.id
    })

    test('are never offered while the unit has set no term', async () => {
      today = '2126-02-05'
      expect(await due()).toEqual([])
      await expect(proposeDestruction(ctx, people.first, id, WORDS)).rejects.toMatchObject({
        code: 'retention_not_set',
      })
      await setRetention(ctx, people.first, 'org', 6)
      expect(await due()).toEqual(['due'])
      await setRetention(ctx, people.admin, 'org', null)
      expect(await due(people.admin)).toEqual([])
    })

    test.each([
      ['the day before the last day', '2026-08-04', false],
      ['the last day itself', '2026-08-05', false],
      ['the day after it', '2026-08-06', true],
    ])('may be destroyed from the day after the term only: %s', async (_, day, over) => {
      await setRetention(ctx, people.first, 'org', 6)
      today = day
      const { term, refused } = await getDestruction(ctx, people.chair, id)
      const closed = { how: 'published', on: '2026-02-05' }
      expect(term).toEqual({ months: 6, closed, lastDay: '2026-08-05', over })
      expect(refused?.code).toBe(over ? undefined : 'retention_running')
      expect(await due()).toEqual(over ? ['due'] : [])
      const proposed = proposeDestruction(ctx, people.first, id, WORDS)
      if (over) await proposed
      else
        await expect(proposed).rejects.toMatchObject({
          code: 'retention_running',
          detail: { lastDay: '2026-08-05' },
        })
    })

    test('take a secretary and the chair: nobody else, and not the chair alone', async () => {
      await setRetention(ctx, people.first, 'org', 6)
      await expect(confirmDestruction(ctx, people.chair, id)).rejects.toMatchObject({
        code: 'destruction_not_proposed',
      })
      for (const actor of [people.chair, people.head, people.admin, people.auditor])
        await expect(proposeDestruction(ctx, actor, id, WORDS)).rejects.toMatchObject({
          code: 'forbidden',
        })
      await proposeDestruction(ctx, people.first, id, WORDS)
      expect(await due()).toEqual(['proposed'])
      for (const actor of [people.first, people.head, people.admin, people.auditor])
        await expect(confirmDestruction(ctx, actor, id)).rejects.toMatchObject({
          code: 'forbidden',
        })
      const same: Actor = { ...people.chair, account: people.first.account }
      await expect(confirmDestruction(ctx, same, id)).rejects.toMatchObject({ code: 'forbidden' })
      expect(await rows('sheet_ballots')).toHaveLength(2)
    })

    test('stay while a paper of the session waits for a signature', async () => {
      await setRetention(ctx, people.first, 'org', 6)
      const notice = await issueNotice(ctx, people.first, id)
      await expect(proposeDestruction(ctx, people.first, id, WORDS)).rejects.toMatchObject({
        code: 'documents_unsigned',
        detail: { documents: ['notice'] },
      })
      await signDocument(ctx, people.chair, notice.id, null)
      await proposeDestruction(ctx, people.first, id, WORDS)
    })

    test('stay while the session is open again', async () => {
      await setRetention(ctx, people.first, 'org', 6)
      await proposeDestruction(ctx, people.first, id, WORDS)
      await reopenSession(ctx, people.head, id, 'Đếm lại')
      expect(await due()).toEqual([])
      await expect(confirmDestruction(ctx, people.chair, id)).rejects.toMatchObject({
        code: 'wrong_state',
      })
      await expect(proposeDestruction(ctx, people.first, id, WORDS)).rejects.toMatchObject({
        code: 'wrong_state',
      })
    })

    test('are gone with minutes that say so, and what was concluded stands', async () => {
      await setRetention(ctx, people.first, 'org', 6)
      const outcome = await getOutcome(ctx, people.head, id)
      const earlier = await listDocuments(ctx, people.chair, id)
      const at = '2026-03-01T00:00:00.000Z'
      await commit(ctx.store, { actor: null, at }, async (_trx, record) =>
        record({
          type: 'backup_made',
          head: { seq: 1, hash: 'a' },
          sha256: 'b7'.repeat(32),
          encrypted: false,
        }),
      )
      const packets = '03 gói, giữ tại Văn phòng'
      await proposeDestruction(ctx, people.first, id, { ...WORDS, packets })
      const made = await confirmDestruction(ctx, people.chair, id)

      expect(await rows('sheet_ballots')).toEqual([])
      expect(await rows('entry_ballots')).toEqual([])
      expect(JSON.stringify(await rows('entry_work'))).not.toContain(MARKS)
      expect(await due()).toEqual(['destroyed'])
      expect((await types()).slice(-5)).toEqual([
        'destruction_proposed',
        'template_recorded',
        'destruction_confirmed',
        'document_stored',
        'destroyed_overwritten',
      ])
      expect((await verifyJournal(ctx.store.db)).broken).toBeNull()
      expect(await getOutcome(ctx, people.head, id)).toEqual(outcome)

      expect(made).toMatchObject({
        name: 'destruction',
        version: 1,
        openFields: ['secretary', 'chair'],
      })
      const { bytes } = await getDocument(ctx, people.first, made.id)
      const text = (await extractText(bytes)).join(' ').replace(/\s+/g, ' ')
      expect(text).toContain('đến hết ngày 05 tháng 8 năm 2026')
      expect(text).toContain(packets)
      expect(text).toContain('b7b7 b7b7 b7b7 b7b7')
      expect(text).toContain('Thư Ký Thứ Nhất')
      for (const { name } of counting.roster.ballotKinds[0]!.subjects)
        expect(text).not.toContain(name)
      const files = await readAttachments(bytes)
      expect([...files.keys()].toSorted()).toEqual(['destruction.json', 'manifest.json'])

      for (const { id: document } of earlier.filter(({ current }) => current)) {
        const { bytes: pdf } = await getDocument(ctx, people.chair, document)
        const verified = await verifyDocument(ctx, pdf)
        expect(verified.steps.filter(({ status }) => status === 'failed')).toEqual([])
        expect(verified.figures).not.toBeNull()
      }

      await expect(confirmDestruction(ctx, people.chair, id)).rejects.toMatchObject({
        code: 'session_destroyed',
      })
      await expect(reopenSession(ctx, people.head, id, 'Đếm lại')).rejects.toMatchObject({
        code: 'session_destroyed',
      })
    })

    test('have minutes that are signed by both and hold when they are verified', async () => {
      await setRetention(ctx, people.first, 'org', 6)
      await proposeDestruction(ctx, people.first, id, WORDS)
      const made = await confirmDestruction(ctx, people.chair, id)
      await expect(signDocument(ctx, people.chair, made.id, null)).rejects.toMatchObject({
        code: 'signing_out_of_turn',
      })
      const once = await signDocument(ctx, people.first, made.id, null)
      const twice = await signDocument(ctx, people.chair, once.id, null)
      expect(twice.openFields).toEqual([])
      const { bytes } = await getDocument(ctx, people.auditor, twice.id)
      const { verdict, steps, figures } = await verifyDocument(ctx, bytes)
      expect(steps.filter(({ status }) => status === 'failed')).toEqual([])
      expect(steps.find((step) => step.id === 'printed_figures')).toMatchObject({
        status: 'ok',
        detail: { document: 'destruction' },
      })
      expect(steps.find((step) => step.id === 'outcome_recomputed')).toMatchObject({
        status: 'not_applicable',
        detail: { reason: 'no_figures' },
      })
      expect({ verdict, figures }).toEqual({ verdict: 'holds_rehearsal', figures: null })
    })

    test('are not half destroyed where something changes while the minutes are made', async () => {
      await setRetention(ctx, people.first, 'org', 6)
      await proposeDestruction(ctx, people.first, id, WORDS)
      const pdf: Context['pdf'] = {
        ...ctx.pdf,
        renderDocument: async (input) => {
          await proposeDestruction(ctx, people.second, id, { ...WORDS, reason: 'Lý do khác' })
          return ctx.pdf.renderDocument(input)
        },
      }
      await expect(confirmDestruction({ ...ctx, pdf }, people.chair, id)).rejects.toMatchObject({
        code: 'session_changed',
      })
      expect(await rows('sheet_ballots')).toHaveLength(2)
      expect((await listDocuments(ctx, people.chair, id)).map(({ name }) => name)).not.toContain(
        'destruction',
      )
    })

    test('are kept by the database itself, whoever asks it, until the destruction stands', async () => {
      const { db } = ctx.store
      await expect(sql`delete from sheet_ballots`.execute(db)).rejects.toThrow(/append-only/)
      await expect(sql`update sheet_ballots set ballots = '[]'`.execute(db)).rejects.toThrow(
        /append-only/,
      )
      await setRetention(ctx, people.first, 'org', 6)
      await proposeDestruction(ctx, people.first, id, WORDS)
      await expect(sql`delete from sheet_ballots`.execute(db)).rejects.toThrow(/append-only/)
      await confirmDestruction(ctx, people.chair, id)
      for (const table of ['destructions', 'destruction_proposals'] as const) {
        await expect(sql`delete from ${sql.table(table)}`.execute(db)).rejects.toThrow(
          /append-only/,
        )
        await expect(
          sql`update ${sql.table(table)} set account_id = 'org-head'`.execute(db),
        ).rejects.toThrow(/append-only/)
      }
    })

    test('of another session are not let go with it', async () => {
      const other = await publishedSession(ctx, people)
      await setRetention(ctx, people.first, 'org', 6)
      await proposeDestruction(ctx, people.first, id, WORDS)
      await confirmDestruction(ctx, people.chair, id)
      expect(await rows('sheet_ballots')).toHaveLength(2)
      const sheet = other.sheets[0]!.id
      await expect(
        sql`delete from sheet_ballots where sheet_id = ${sheet}`.execute(ctx.store.db),
      ).rejects.toThrow(/append-only/)
    })
  })

  test('of a cancelled session count from the day it was cancelled, and its minutes are signed too', async () => {
    const { session } = await countingSession(ctx, people)
    await cancelSession(ctx, people.head, session.id, 'Hoãn hội nghị')
    await setRetention(ctx, people.admin, 'org', 1)
    const { term } = await getDestruction(ctx, people.auditor, session.id)
    expect(term).toMatchObject({ closed: { how: 'cancelled', on: '2026-02-05' } })
    await proposeDestruction(ctx, people.second, session.id, WORDS)
    const made = await confirmDestruction(ctx, people.chair, session.id)
    const once = await signDocument(ctx, people.first, made.id, null)
    await signDocument(ctx, people.chair, once.id, null)
  })

  test('of a unit are not set by another unit, nor by who does not keep them', async () => {
    const others = await seatPeople(ctx, 'other')
    await expect(setRetention(ctx, others.first, 'org', 6)).rejects.toMatchObject({
      code: 'not_found',
    })
    for (const actor of [people.chair, people.head, people.auditor, people.committee])
      await expect(setRetention(ctx, actor, 'org', 6)).rejects.toMatchObject({ code: 'forbidden' })
    await setRetention(ctx, people.admin, 'other', 12)
    const units = await listRetention(ctx, people.admin)
    expect(units.map(({ organisation, months }) => [organisation, months])).toEqual(
      expect.arrayContaining([
        ['org', null],
        ['other', 12],
      ]),
    )
    expect((await listRetention(ctx, people.first)).map((unit) => unit.organisation)).toEqual([
      'org',
    ])
  })
})
