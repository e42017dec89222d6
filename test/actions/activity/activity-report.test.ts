import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  drawActivityReport,
  getActivityReport,
} from '../../../src/actions/activity/activity-files.ts'
import { activityFilesOf } from '../../../src/actions/activity/activity-report.ts'
import { verifyDatabase } from '../../../src/actions/database-verification.ts'
import { recordStart } from '../../../src/actions/program-start.ts'
import { cancelSession, reopenSession } from '../../../src/actions/session-steps.ts'
import { getSession } from '../../../src/actions/sessions.ts'
import { verifyDocument } from '../../../src/actions/verification.ts'
import type { Context } from '../../../src/context.ts'
import type { JournalEntry } from '../../../src/domain/journal.ts'
import { ACTIVITY_WORDS } from '../../../src/messages/activity-words.ts'
import { extractText, readAttachments } from '../../../src/reports/attachments.ts'
import { sealOf } from '../../../src/signatures/seal.ts'
import { sha256 } from '../../../src/storage/sha256.ts'
import { sessionHead } from '../../../src/storage/session-journal.ts'
import { type People, seatPeople, testContext } from '../../support/context.ts'
import { enteredSession } from '../../support/entered-session.ts'
import { countingSession } from '../../support/session.ts'
import { DIALECTS } from '../../support/stores.ts'

describe.each(DIALECTS)('the activity report on %s', (dialect) => {
  let ctx: Context
  let people: People
  let id: string
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
    id = (await enteredSession(ctx, people)).session.id
  })
  afterEach(async () => ctx.store.db.destroy())

  const report = async () => {
    const stored = await getSession(ctx, people.auditor, id)
    return activityFilesOf(ctx, stored, ACTIVITY_WORDS)
  }
  const download = (type: 'pdf' | 'zip' | 'csv') =>
    getActivityReport(ctx, people.auditor, id, type, ACTIVITY_WORDS)
  const newest = async () => {
    const { entry } = await ctx.store.db
      .selectFrom('journal')
      .select('entry')
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow()
    return JSON.parse(entry) as JournalEntry
  }

  test('covers every entry up to the head of the session, with its seals', async () => {
    const { report: told } = await report()
    const head = await sessionHead(ctx.store.db, id)
    const rows = await ctx.store.db.selectFrom('journal').selectAll().orderBy('seq').execute()
    const own = rows.filter(({ session_id: session }) => session === id)
    const last = own.at(-1)!
    expect(told.entries).toBe(own.length)
    expect(told.entries).toBe(head.entries)
    expect(told.head).toEqual({
      place: own.length,
      hash: head.hash,
      seq: last.seq,
      journalHash: last.hash,
    })
    expect(told.to).toBe((JSON.parse(last.entry) as JournalEntry).at)
    const types = own.map(({ entry }) => (JSON.parse(entry) as JournalEntry).event.type)
    const sealing = types.filter((type) => type === 'session_created' || type === 'session_moved')
    expect(told.sealing).toEqual({ expected: sealing.length, found: sealing.length })
    expect(told.sealing.expected).toBeGreaterThan(2)
    expect(told.faults).toEqual([])
    for (const { type, count } of told.kinds)
      expect(types.filter((each) => each === type)).toHaveLength(count)
    expect(told.kinds.reduce((sum, { count }) => sum + count, 0)).toBe(own.length)
  })

  test('is the same bytes again while nothing was added, and tells the journal it was taken away', async () => {
    const before = await sessionHead(ctx.store.db, id)
    for (const type of ['pdf', 'zip', 'csv'] as const) {
      const [first, second] = [await download(type), await download(type)]
      expect(Buffer.from(first.bytes).equals(second.bytes)).toBe(true)
      const { actor, event } = await newest()
      expect(actor?.account).toBe(people.auditor.account)
      expect(event).toEqual({
        type: 'activity_report_made',
        reported: id,
        entries: before.entries,
        sha256: sha256((await report()).reportFile),
      })
    }
    expect(await sessionHead(ctx.store.db, id)).toEqual(before)
  })

  test('leaves a database in which templates and sessions are as the journal says', async () => {
    await download('pdf')
    const { steps } = await verifyDatabase(ctx, people.auditor)
    const told = new Map(steps.map((step) => [step.id, step.status]))
    for (const step of ['journal_chained', 'files_unchanged', 'sessions_replayed', 'heads_held'])
      expect(told.get(step), step).toBe('ok')
  })

  test('carries its files, and prints their digests', async () => {
    const { bytes } = await download('pdf')
    const files = await report()
    const inside = await readAttachments(bytes)
    expect([...inside.keys()].toSorted()).toEqual([
      'activity.csv',
      'activity.json',
      'activity.sig.json',
      'journal.jsonl',
      'manifest.json',
    ])
    expect(sha256(inside.get('activity.csv')!)).toBe(files.report.tableSha256)
    const text = (await extractText(bytes)).join('\n').replace(/\s+/g, ' ')
    for (const digest of [
      ctx.seals.real.id,
      sha256(files.signatureFile),
      sha256(files.reportFile),
      files.report.tableSha256,
      files.report.head.hash,
      files.report.head.journalHash,
    ])
      expect(text).toContain(digest)
    expect(text).toContain('Mọi mục đều xác minh được đầy đủ')
    expect(text).not.toContain('KHÔNG XÁC MINH ĐƯỢC')
  })

  test('has one line of the table for each entry, in words and in codes', async () => {
    const { bytes } = await download('csv')
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
    expect(text.startsWith('\ufeffMục của kỳ;Mục của nhật ký;')).toBe(true)
    const lines = text.split('\r\n').filter(Boolean)
    expect(lines).toHaveLength((await report()).report.entries + 1)
    const settled = lines.find((line) => line.includes(';difference_settled;'))!
    expect(settled).toContain('Trưởng ban kiểm phiếu;org-head;Xử lý số liệu không khớp')
    expect(settled).toContain('lý do: Đọc lại bảng kẻ phiếu')
  })

  test('tells acts and reopenings with their reasons', async () => {
    await ctx.store.db.updateTable('sessions').set({ state: 'published' }).execute()
    await reopenSession(ctx, people.head, id, '=Đọc nhầm một dòng')
    const { acts } = (await report()).report
    expect(acts).toContainEqual(
      expect.objectContaining({ what: 'reopened', from: 1, to: 2, reason: '=Đọc nhầm một dòng' }),
    )
    expect(acts.filter(({ what }) => what === 'moved').length).toBeGreaterThan(3)
    const text = (await extractText((await download('pdf')).bytes)).join(' ').replace(/\s+/g, ' ')
    expect(text).toContain('mở lại, từ lần tính 1 sang lần tính 2. Lý do: =Đọc nhầm một dòng.')
    expect(text.split('=Đọc nhầm')).toHaveLength(2)
  })

  test('is the rehearsals’ own for a rehearsal, and says so', async () => {
    id = (await enteredSession(ctx, people, { mode: 'rehearsal' })).session.id
    expect((await report()).report.sealId).toBe(ctx.seals.rehearsal.id)
    const { verdict } = await verifyDocument(ctx, (await download('pdf')).bytes)
    expect(verdict).toBe('holds_rehearsal')
  })

  test('is for the head and the auditor, once every sheet is definitive or the session is cancelled', async () => {
    for (const actor of [people.first, people.chair, people.committee, people.admin])
      await expect(getActivityReport(ctx, actor, id, 'csv', ACTIVITY_WORDS)).rejects.toMatchObject({
        code: 'forbidden',
      })
    const { session } = await countingSession(ctx, people)
    const early = () => getActivityReport(ctx, people.head, session.id, 'csv', ACTIVITY_WORDS)
    await expect(early()).rejects.toMatchObject({ code: 'wrong_state' })
    await cancelSession(ctx, people.head, session.id, 'Hội nghị hoãn')
    expect((await early()).bytes.length).toBeGreaterThan(100)
    const other = await seatPeople(ctx, 'other')
    await expect(
      getActivityReport(ctx, other.auditor, id, 'csv', ACTIVITY_WORDS),
    ).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('the activity report of a journal that was tampered with', () => {
  let ctx: Context
  let people: People
  let id: string
  beforeEach(async () => {
    ctx = await testContext('sqlite')
    await recordStart(ctx)
    people = await seatPeople(ctx)
    id = (await enteredSession(ctx, people)).session.id
    await withoutTriggers(ctx)
  })
  afterEach(async () => ctx.store.db.destroy())

  const made = async () => {
    const stored = await getSession(ctx, people.auditor, id)
    const files = await activityFilesOf(ctx, stored, ACTIVITY_WORDS)
    const pdf = await drawActivityReport(ctx, files, stored)
    const text = (await extractText(pdf)).join(' ').replace(/\s+/g, ' ')
    const { steps } = await verifyDocument(ctx, pdf)
    const failed = steps.filter(({ status }) => status === 'failed').map((step) => step.id)
    return { report: files.report, text, failed }
  }

  /** The session's first entry of that kind, as somebody with the file in hand finds it. */
  const entryOf = async (type: string) => {
    const rows = await ctx.store.db
      .selectFrom('journal as j')
      .innerJoin('session_journal as s', 's.seq', 'j.seq')
      .select(['j.seq', 'j.entry', 's.place'])
      .where('s.session_id', '=', id)
      .orderBy('s.place')
      .execute()
    return rows.find(({ entry }) => entry.includes(`"type":"${type}"`))!
  }
  const write = (seq: number, entry: string) =>
    sql`update journal set entry = ${entry} where seq = ${seq}`.execute(ctx.store.db)

  test('is made all the same, says so in large letters, and names the entry', async () => {
    const { place, seq, entry } = await entryOf('difference_settled')
    await write(seq, entry.replace('Đọc lại', 'Đọc sai'))
    const { report, text, failed } = await made()
    expect(report.faults).toEqual([{ place, seq, what: 'hash' }])
    expect(report.kinds.map(({ type }) => type)).not.toContain('difference_settled')
    expect(report.statistics.totals.sentBack).toBe(0)
    expect(text).toContain('NHẬT KÝ CỦA KỲ NÀY KHÔNG XÁC MINH ĐƯỢC ĐẦY ĐỦ')
    expect(text).toContain(`Mục ${place} của kỳ, liên quan mục ${seq} của nhật ký`)
    expect(failed).toEqual([])
  })

  test('names an entry that is no entry any more', async () => {
    const { place, seq } = await entryOf('voters_recorded')
    await write(seq, 'không còn là một mục')
    const { report, text, failed } = await made()
    expect(report.faults).toEqual([{ place, seq, what: 'hash' }])
    expect(text).toContain('KHÔNG XÁC MINH ĐƯỢC')
    expect(failed).toEqual([])
  })

  test('names the entry behind one that is gone', async () => {
    const { place, seq } = await entryOf('voters_recorded')
    await sql`pragma foreign_keys = off`.execute(ctx.store.db)
    await ctx.store.db.deleteFrom('journal').where('seq', '=', seq).execute()
    const { report, failed } = await made()
    expect(report.faults[0]).toMatchObject({ place: place + 1, what: 'place' })
    expect(failed).toEqual([])
  })

  test('names what the chain of the session has lost at its end', async () => {
    const { entries } = await sessionHead(ctx.store.db, id)
    await ctx.store.db
      .deleteFrom('session_journal')
      .where('session_id', '=', id)
      .where('place', '=', entries)
      .execute()
    const { report } = await made()
    expect(report.faults).toContainEqual(expect.objectContaining({ place: entries, what: 'head' }))
    expect(report.faults.at(-1)).toMatchObject({ place: entries, what: 'beyond' })
  })

  test('names the entries whose signed head is gone', async () => {
    const whole = (await made()).report.sealing
    await ctx.store.db.deleteFrom('checkpoints').execute()
    const { report, text } = await made()
    expect(whole.found).toBe(whole.expected)
    expect(report.sealing).toEqual({ expected: whole.expected, found: 0 })
    expect(report.faults).toHaveLength(whole.expected)
    expect(report.faults.every(({ what }) => what === 'unsealed')).toBe(true)
    expect(text).toContain('phải niêm phong ngay khi ghi')
  })

  test('does not take a head that another key signed', async () => {
    const body = (await ctx.store.db.selectFrom('checkpoints').selectAll().execute()).find((row) =>
      row.body.includes(`"session":"${id}"`),
    )!
    const stranger = sealOf(new Uint8Array(32).fill(99))
    const signature = stranger.sign('journal-head', new TextEncoder().encode(body.body))
    await sql`update checkpoints set public_key = ${stranger.publicKey}, signature = ${signature}
      where number = ${body.number}`.execute(ctx.store.db)
    const { sealing, faults } = (await made()).report
    expect(sealing.found).toBe(sealing.expected - 1)
    expect(faults.map(({ what }) => what).toSorted()).toEqual(['head', 'unsealed'])
  })
})

/** Whoever has the file in hand takes off what keeps rows as they are. */
async function withoutTriggers({ store }: Context): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_master where type = 'trigger'`.execute(store.db)
  for (const { name } of rows) await sql`drop trigger ${sql.ref(name)}`.execute(store.db)
}
