import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { submitPass } from '../../src/actions/submissions.ts'
import { getEntryLog } from '../../src/actions/entry-log.ts'
import type { Form } from '../../src/actions/forms.ts'
import { getDifferences, settleDifference } from '../../src/actions/reconcile.ts'
import { createSession, getSession, recordMinutesFacts } from '../../src/actions/sessions.ts'
import { sheetCodesOf } from '../../src/actions/sheet-codes.ts'
import { getTallySheets } from '../../src/actions/tally-sheets.ts'
import { getZeroReport } from '../../src/actions/zero-report.ts'
import type { Context } from '../../src/context.ts'
import { extractText } from '../../src/reports/attachments.ts'
import { commit } from '../../src/storage/commit.ts'
import { findCountingOpened } from '../../src/storage/counting-opened.ts'
import { journalHead } from '../../src/storage/journal.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import {
  type CountingSession,
  NEW_SESSION,
  countingSession,
  sheetOf,
  typeSheet,
} from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

const inFours = (digest: string) => digest.slice(0, 16).match(/.{4}/g)!.join(' ')
const textOf = async ({ bytes }: Form) => (await extractText(bytes)).join('\n').replace(/\s+/g, ' ')

describe.each(DIALECTS)('the papers of counting on %s', (dialect) => {
  let ctx: Context
  let people: People
  let counting: CountingSession
  let id: string
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
    counting = await countingSession(ctx, people, {
      session: { mode: 'real' },
      bundles: [6, 4],
    })
    id = counting.session.id
  })
  afterEach(async () => ctx.store.db.destroy())

  const subjects = () => counting.roster.ballotKinds[0]!.subjects
  const six = (high: number) =>
    sheetOf(subjects(), { collected: 6, valid: 6, invalid: 0 }, [
      [high, 6 - high, 0, 0],
      [6, 0, 0, 0],
    ])
  const four = () =>
    sheetOf(subjects(), { collected: 4, valid: 4, invalid: 0 }, [
      [4, 0, 0, 0],
      [4, 0, 0, 0],
    ])

  describe('the tally sheets', () => {
    test('are one paper for each planned sheet, with its code and the names of its ballot', async () => {
      const form = await getTallySheets(ctx, people.first, id)
      expect(form.fileName).toBe(`bang-ke-phieu-${counting.session.shortId}.pdf`)
      const pages = await extractText(form.bytes)
      expect(pages).toHaveLength(2)
      const { session, roster } = await getSession(ctx, people.first, id)
      const codes = sheetCodesOf(session, roster)
      pages.forEach((page, at) => {
        expect(page).toContain(codes.get(at + 1))
        expect(page.indexOf('Nguyễn Văn Một')).toBeLessThan(page.indexOf('Trần Thị Hai'))
      })
      expect(pages[1]).toContain('Dự kiến 4 phiếu')
    })

    test('seal the journal as it is: every paper has its head and the seal that signs', async () => {
      const head = await journalHead(ctx.store.db)
      const pages = await extractText((await getTallySheets(ctx, people.first, id)).bytes)
      for (const page of pages.map((each) => each.replace(/\s+/g, ' '))) {
        expect(page).toContain(`mục ${head.seq}, ${inFours(head.hash)}`)
        expect(page).toContain(`Khóa niêm phong của máy chủ: ${inFours(ctx.seals.real.id)}`)
      }
    })

    test('of a rehearsal have its own seal', async () => {
      const { session } = await countingSession(ctx, people, { session: { mode: 'rehearsal' } })
      const text = await textOf(await getTallySheets(ctx, people.first, session.id))
      expect(text).toContain(inFours(ctx.seals.rehearsal.id))
      expect(text).not.toContain(inFours(ctx.seals.real.id))
    })

    test('are there once sheets are planned, for who counts and who watches', async () => {
      for (const actor of [people.second, people.head, people.auditor])
        expect((await getTallySheets(ctx, actor, id)).bytes.length).toBeGreaterThan(1000)
      for (const actor of [people.chair, people.committee, people.admin])
        await expect(getTallySheets(ctx, actor, id)).rejects.toMatchObject({ code: 'forbidden' })
      const draft = await createSession(ctx, people.first, NEW_SESSION)
      await expect(getTallySheets(ctx, people.first, draft.id)).rejects.toMatchObject({
        code: 'wrong_state',
      })
      await ctx.store.db.deleteFrom('sheets').where('session_id', '=', id).execute()
      await expect(getTallySheets(ctx, people.first, id)).rejects.toMatchObject({
        code: 'not_found',
        detail: { what: 'sheets' },
      })
    })
  })

  describe('the zero report', () => {
    test('tells the journal’s entry that opened counting, and that nothing was typed by then', async () => {
      const opened = await findCountingOpened(ctx.store.db, id)
      expect(opened).toMatchObject({
        account: people.head.account,
        before: { claimed: 0, submitted: 0, ballots: 0 },
      })
      const row = await ctx.store.db
        .selectFrom('journal')
        .selectAll()
        .where('seq', '=', opened!.journal.seq)
        .executeTakeFirstOrThrow()
      expect(row.hash).toBe(opened!.journal.hash)
      expect(row.entry).toContain('"new":"counting"')
      const text = await textOf(await getZeroReport(ctx, people.chair, id))
      expect(text).toContain('Chưa có số liệu nào được nhập')
      expect(text).toContain(`là mục ${opened!.journal.seq} của nhật ký phần mềm`)
      expect(text).toContain(opened!.journal.hash)
      expect(text).toContain(`(SHA-256): ${ctx.seals.real.id}`)
      expect(text).toContain(`Người mở kiểm phiếu: ${people.head.fullName}.`)
    })

    test('tells the same after everything was typed', async () => {
      const before = await findCountingOpened(ctx.store.db, id)
      await typeSheet(ctx, people.first, counting.sheets[0]!.id, six(6))
      expect(await findCountingOpened(ctx.store.db, id)).toEqual(before)
    })

    test('counts what the journal says was typed before, whatever came after', async () => {
      const { id: early } = await createSession(ctx, people.first, NEW_SESSION)
      const [sheet, passNo] = ['early-sheet', 1]
      await commit(ctx.store, { actor: people.head, at: ctx.now() }, async (_, record) => {
        const typed = () => {
          record({ type: 'sheet_claimed', session: early, sheet, passNo })
          record({
            type: 'pass_submitted',
            session: early,
            sheet,
            pass: 'early-pass',
            passNo,
            attempt: 1,
            counts: six(6),
            supersedes: null,
          })
        }
        typed()
        const state = { old: 'ready', new: 'counting' } as const
        record({ type: 'session_moved', session: early, state, reason: null })
        typed()
        record({ type: 'session_moved', session: early, state, reason: 'lần nữa' })
      })
      const found = await findCountingOpened(ctx.store.db, early)
      expect(found?.before).toEqual({ claimed: 1, submitted: 1, ballots: 6 })
    })

    test('is not found in a journal that never saw counting opened', async () => {
      const { id: draft } = await createSession(ctx, people.first, {
        ...NEW_SESSION,
        title: '"event":{"type":"session_moved","state":{"new":"counting"}',
      })
      expect(await findCountingOpened(ctx.store.db, draft)).toBeUndefined()
    })

    test('names committee and witnesses as recorded, and is not there before counting', async () => {
      await recordMinutesFacts(ctx, people.first, id, {
        ...counting.session.minutesFacts,
        committeeWord: 'Tổ kiểm phiếu',
        committee: [{ name: 'Hoàng Mẫu Ba', position: 'Ủy viên', duty: 'head' }],
        witnesses: [{ name: 'Bùi Mẫu Năm', position: 'Đảng viên' }],
      })
      const text = await textOf(await getZeroReport(ctx, people.auditor, id))
      expect(text).toContain('1. Đ/c Hoàng Mẫu Ba, Ủy viên – trưởng tổ kiểm phiếu')
      expect(text).toContain('Người chứng kiến: Đ/c Bùi Mẫu Năm')
      const draft = await createSession(ctx, people.first, NEW_SESSION)
      await expect(getZeroReport(ctx, people.head, draft.id)).rejects.toMatchObject({
        code: 'wrong_state',
      })
    })
  })

  describe('the entry log', () => {
    const enter = async () => {
      const [first, second] = counting.sheets.map((each) => each.id) as [string, string]
      await typeSheet(ctx, people.first, first, six(5))
      await typeSheet(ctx, people.second, first, six(4))
      const { passes } = await getDifferences(ctx, people.head, first)
      await settleDifference(ctx, people.head, first, {
        decision: 'return',
        passNo: 2,
        passIds: passes.map((each) => each.id),
        reason: 'lượt 2 kẻ nhầm dòng',
      })
      await submitPass(ctx, people.second, first, six(5))
      await typeSheet(ctx, people.first, second, four())
      await typeSheet(ctx, people.second, second, four())
    }

    test('lists every pass ever submitted, the difference with both values, and the decision', async () => {
      await enter()
      const text = await textOf(await getEntryLog(ctx, people.auditor, id))
      expect(text).toContain('Số tập phiếu: 02')
      expect(text).toContain('số lần nộp: 05')
      expect(text.match(/đã nộp lại/g)).toHaveLength(1)
      expect(text).toContain('Trưởng Ban Mẫu: trả lại để nhập lại lượt 2. Lý do: lượt 2 kẻ nhầm')
      expect(text).toMatch(/Nguyễn Văn Một Tín nhiệm cao 5 4/)
      expect(text).toMatch(/Nguyễn Văn Một Tín nhiệm 1 2/)
      expect(text).not.toContain('Trần Thị Hai')
      expect(text.match(/Chốt: các lượt khớp/g)).toHaveLength(2)
      expect(text).toContain(`(SHA-256): ${ctx.seals.real.id}`)
    })

    test('is shown to nobody before every sheet is definitive', async () => {
      await typeSheet(ctx, people.first, counting.sheets[0]!.id, six(5))
      for (const actor of [people.head, people.auditor, people.chair])
        await expect(getEntryLog(ctx, actor, id)).rejects.toMatchObject({ code: 'wrong_state' })
    })

    test('is for head and auditor alone, and for the chair once the result is there', async () => {
      await enter()
      await expect(getEntryLog(ctx, people.chair, id)).rejects.toMatchObject({
        code: 'wrong_state',
      })
      for (const actor of [people.head, people.auditor])
        expect((await getEntryLog(ctx, actor, id)).fileName).toBe(
          `nhat-ky-nhap-phieu-${counting.session.shortId}.pdf`,
        )
      for (const actor of [people.first, people.committee, people.admin])
        await expect(getEntryLog(ctx, actor, id)).rejects.toMatchObject({ code: 'forbidden' })
    })

    test('says of a sheet sent back though its passes agreed that they did', async () => {
      await enter()
      const [, second] = counting.sheets.map((each) => each.id) as [string, string]
      const { passes } = await getDifferences(ctx, people.head, second)
      await settleDifference(ctx, people.head, second, {
        decision: 'return',
        passNo: 1,
        passIds: passes.map((each) => each.id),
        reason: 'kiểm ngẫu nhiên',
      })
      await submitPass(ctx, people.first, second, four())
      const text = await textOf(await getEntryLog(ctx, people.head, id))
      expect(text).toContain('các lượt đang khớp nhau, vẫn trả lại để nhập lại lượt 1')
    })
  })
})
