import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recordBallots } from '../../src/actions/ballots.ts'
import { listSheets } from '../../src/actions/sheets.ts'
import { getSession } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import {
  type CountingSession,
  countingSession,
  sheetOf,
  soundSheet,
  typeSheet,
} from '../support/session.ts'
import { earlierVote, laterVote, typeLater } from '../support/two-votes.ts'
import { type Visit, visitAs } from './app.ts'

let ctx: Context
let people: People
let counting: CountingSession
let head: Visit
let sheet: string
let id: string
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
  counting = await countingSession(ctx, people)
  sheet = counting.sheets[0]?.id ?? ''
  id = counting.session.id
  head = await visitAs(ctx, people.head)
})
afterEach(async () => ctx.store.db.destroy())

const stateOf = async () => (await getSession(ctx, people.head, id)).session.state

describe('two passes that differ', () => {
  const path = () => `/sheets/${sheet}/differences`
  const passIds = (html: string) => /name="passIds" value="([^"]*)"/.exec(html)?.[1] ?? ''
  beforeEach(async () => {
    const sound = soundSheet(counting)
    const [top, ...rest] = sound.rows
    await typeSheet(ctx, people.first, sheet, sound)
    await typeSheet(ctx, people.second, sheet, {
      ...sound,
      rows: [{ ...top!, high: 6, medium: 2 }, ...rest],
    })
  })

  test('are shown side by side only where they differ', async () => {
    const { text } = await head.get(path())
    expect(text).toContain('1. Nguyễn Văn Một: Tín nhiệm cao 7 6')
    expect(text).toContain('1. Nguyễn Văn Một: Tín nhiệm 1 2')
    expect(text).not.toContain('Trần Thị Hai')
  })

  test('that look like no known slip have no column of guesses', async () => {
    expect((await head.get(path())).text).not.toContain('Có thể là')
  })

  test('are settled by choosing one, with a reason', async () => {
    const sent = { decision: 'choose:1', passIds: passIds((await head.get(path())).html) }
    const bare = await head.post(path(), { ...sent, reason: '' })
    expect(bare.status).toBe(422)
    expect(bare.html).toMatch(/<input id="reason"[^>]* aria-invalid="true"/)
    expect((await head.post(path(), { ...sent, reason: 'theo phiếu' })).to).toBe(
      `/sessions/${id}?notice=settled`,
    )
    expect(await stateOf()).toBe('entered')
  })

  test('that changed since they were shown are shown anew, with what was written', async () => {
    const stale = { decision: 'choose:1', passIds: 'cũ-1,cũ-2', reason: 'theo phiếu' }
    const answer = await head.post(path(), stale)
    expect(answer.status).toBe(409)
    expect(answer.html).toContain('value="theo phiếu"')
    expect(passIds(answer.html)).not.toBe('cũ-1,cũ-2')
  })

  test('are not shown to those who typed them, nor to an auditor while people count', async () => {
    expect((await (await visitAs(ctx, people.first)).get(path())).status).toBe(403)
    const auditor = await visitAs(ctx, people.auditor)
    expect((await auditor.get(path())).status).toBe(409)
    expect((await auditor.get(`/sessions/${id}`)).html).not.toContain(path())
  })
})

describe('a slip', () => {
  const path = () => `/sheets/${sheet}/differences`
  const marked = (...first: readonly [number, number, number]) =>
    sheetOf(counting.roster.ballotKinds[0]!.subjects, { collected: 10, valid: 9, invalid: 1 }, [
      [...first, 0],
      [2, 0, 6, 1],
    ])

  test('is told beside its cells as a guess, with nothing chosen', async () => {
    await typeSheet(ctx, people.first, sheet, marked(7, 2, 0))
    await typeSheet(ctx, people.second, sheet, marked(7, 0, 2))
    const { html, text } = await head.get(path())
    expect(html).toContain('<td rowspan="2"><p class="hint">Gõ nhầm cột: hai số đổi chỗ cho nhau.')
    expect(text).toContain('Chỉ phiếu giấy mới cho biết lượt nào đúng')
    expect(html).not.toMatch(/<input type="radio"[^>]* checked/)
    expect(text).not.toContain('Xem trước ở lượt')
  })

  test('names the pass to look at first where it points to one', async () => {
    await typeSheet(ctx, people.first, sheet, marked(7, 1, 1))
    const copied = sheetOf(
      counting.roster.ballotKinds[0]!.subjects,
      { collected: 10, valid: 9, invalid: 1 },
      [
        [2, 0, 6, 1],
        [2, 0, 6, 1],
      ],
    )
    await typeSheet(ctx, people.second, sheet, copied)
    const { text } = await head.get(path())
    expect(text).toContain('Chép lại dòng bên cạnh. Xem trước ở lượt 2.')
  })
})

describe('findings', () => {
  const account = (collected: number) => ({
    ballotKind: counting.roster.ballotKinds[0]!.id,
    printed: 12,
    issued: 11,
    collected,
    invalidReasons: null,
    sheets: null,
  })
  beforeEach(async () => {
    const sound = soundSheet(counting)
    await typeSheet(ctx, people.first, sheet, sound)
    await typeSheet(ctx, people.second, sheet, sound)
    await recordBallots(ctx, people.first, id, [account(10)])
  })

  test('that warn take a reason from the head, then the count may be closed', async () => {
    const page = await head.get(`/sessions/${id}/findings`)
    expect(page.text).toContain('Cảnh báo W201: Loại phiếu A, số phiếu phát ra')
    expect((await head.get(`/sessions/${id}/closing`)).html).not.toContain('/confirm/close"')
    const sent = {
      code: 'W201',
      path: '/ballotKinds/0/issued',
      numbers: JSON.stringify({ issued: 11, present: 10 }),
    }
    const stale = await head.post(`/sessions/${id}/findings`, {
      ...sent,
      numbers: JSON.stringify({ issued: 12, present: 10 }),
      reason: 'phát thêm một phiếu',
    })
    expect(stale.status).toBe(409)
    expect(stale.html).toContain('value="phát thêm một phiếu"')
    expect((await head.post(`/sessions/${id}/findings`, { ...sent, numbers: 'x' })).status).toBe(
      422,
    )
    await head.post(`/sessions/${id}/findings`, { ...sent, reason: 'phát thêm một phiếu' })
    const answered = await head.get(`/sessions/${id}/findings`)
    expect(answered.text).toContain('Lý do đã ghi: phát thêm một phiếu')
    expect(answered.html).not.toContain(`/sessions/${id}/confirm/close`)
    expect(answered.html).toContain(`href="/sessions/${id}/closing"`)
    const closing = await head.get(`/sessions/${id}/closing`)
    expect(closing.html).toContain(`href="/sessions/${id}/confirm/close"`)
    const confirm = await head.get(`/sessions/${id}/confirm/close`)
    expect(confirm.html).toContain(`action="/sessions/${id}/close"`)
    expect(confirm.text).toContain('Loại phiếu A: phát ra 11, thu về 10, cộng các tập 10')
    expect((await head.post(`/sessions/${id}/close`)).status).toBe(303)
    expect(await stateOf()).toBe('reconciled')
  })

  test('that are errors say both sides and keep the count open', async () => {
    await recordBallots(ctx, people.first, id, [account(11)])
    const page = await head.get(`/sessions/${id}/findings`)
    expect(page.text).toContain('Tổng số phiếu ở các tập (10) khác số phiếu thu về (11)')
    const closing = await head.post(`/sessions/${id}/close`)
    expect(closing.status).toBe(409)
    expect(closing.text).toContain('E301')
    expect(closing.html).toContain(`href="/sessions/${id}/findings"`)
    expect(closing.html).toContain(`href="/sessions/${id}/closing"`)
  })

  test('on which the regulation is silent may stand by a decision of the committee', async () => {
    await recordBallots(ctx, people.first, id, [{ ...account(10), issued: 9 }])
    const page = await head.get(`/sessions/${id}/findings`)
    expect(page.text).toContain('Lỗi E202: Loại phiếu A, số phiếu thu về')
    expect(page.text).toContain('Quy định không nói rõ trường hợp này')
    const sent = {
      code: 'E202',
      path: '/ballotKinds/0/collected',
      numbers: JSON.stringify({ collected: 10, issued: 9 }),
    }
    const bare = await head.post(`/sessions/${id}/findings`, { ...sent, reason: ' ' })
    expect(bare.status).toBe(422)
    const first = await visitAs(ctx, people.first)
    expect((await first.get(`/sessions/${id}/findings`)).html).not.toContain('name="reason"')
    await head.post(`/sessions/${id}/findings`, { ...sent, reason: 'phát bù một phiếu, quên ghi' })
    const decided = await head.get(`/sessions/${id}/findings`)
    expect(decided.text).toContain('Quyết định của ban kiểm phiếu: phát bù một phiếu, quên ghi')
    expect((await head.post(`/sessions/${id}/close`)).status).toBe(303)
  })

  test('on papers nobody has ruled on name the case and where it is ruled', async () => {
    const special = [
      { case: 'not_issued', ballots: 3, ruling: null, reason: null },
      { case: 'name_added', ballots: 2, ruling: null, reason: null },
    ] as const
    await recordBallots(ctx, people.first, id, [{ ...account(10), special }])
    const page = await head.get(`/sessions/${id}/findings`)
    expect(page.text).toContain('Lỗi E205: Loại phiếu A, phiếu ghi thêm tên người ngoài danh sách')
    expect(page.text).toContain('thư ký ghi quyết định và lý do ở trang Số phiếu')
    expect(page.text).toContain('Lỗi E204: Loại phiếu A, số phiếu không hợp lệ')
    expect(page.html.match(/>Ghi lý do</g)).toHaveLength(1) // W201 alone
    expect(page.html.match(/>Ghi giải trình</g)).toHaveLength(2)
    const first = await (await visitAs(ctx, people.first)).get(`/sessions/${id}/findings`)
    expect(first.html).toContain(`href="/sessions/${id}/ballots"`)
  })

  test('are read by secretaries, who close nothing', async () => {
    const first = await (await visitAs(ctx, people.first)).get(`/sessions/${id}/findings`)
    expect(first.text).toContain('W201')
    expect(first.html).not.toContain('name="reason"')
    expect((await (await visitAs(ctx, people.chair)).get(`/sessions/${id}/findings`)).status).toBe(
      403,
    )
  })
})

test('the table of sheets shows how far each is and never a count', async () => {
  await typeSheet(ctx, people.first, sheet, soundSheet(counting))
  expect((await listSheets(ctx, people.head, id))[0]?.state).toBe('first_final')
  const { text } = await head.get(`/sessions/${id}`)
  expect(text).toContain('Lượt 1: Thư Ký Thứ Nhất – đã nộp')
  expect(text).toContain('Lượt 2: chưa ai nhận')
  expect((await (await visitAs(ctx, people.chair)).get(`/sessions/${id}`)).text).not.toContain(
    'Lượt 1',
  )
})

describe('shares that moved since the last vote', () => {
  let vote: CountingSession
  const findings = async (visit: Visit) =>
    (await visit.get(`/sessions/${vote.session.id}/findings`)).text
  beforeEach(async () => {
    await earlierVote(ctx, people)
    vote = await laterVote(ctx, people)
  })

  test('are told to head and auditor beside the findings, and close nothing', async () => {
    await typeLater(ctx, people, vote, [4, 4, 1])
    for (const actor of [people.head, people.auditor]) {
      const text = await findings(await visitAs(ctx, actor))
      expect(text).toContain('Nên xem lại trên phiếu')
      expect(text).toContain('So sánh được 2/2 người')
      expect(text).toContain(
        'Nguyễn Văn Một , Bí thư (so với Lấy phiếu tín nhiệm năm 2023 , 05/12/2023)',
      )
      expect(text).not.toMatch(/%|−\d|\d\/10/)
      expect(text).not.toContain('Trần Thị Hai')
    }
    expect(await findings(await visitAs(ctx, people.first))).not.toContain('Nên xem lại trên phiếu')
    expect((await head.post(`/sessions/${vote.session.id}/close`)).status).toBe(303)
    expect(await findings(head)).not.toMatch(/%|−\d|\d\/10/)
    expect((await head.post(`/sessions/${vote.session.id}/compute`)).status).toBe(303)
    expect(await findings(head)).toContain(
      'Nguyễn Văn Một Bí thư So với Lấy phiếu tín nhiệm năm 2023 , 05/12/2023 Tín nhiệm cao 7/10 (70,00%) 4/10 (40,00%) −30,00',
    )
  })

  test('are said to be none where nobody moved that far', async () => {
    await typeLater(ctx, people, vote, [5, 3, 1])
    expect(await findings(head)).toContain('Không ai thay đổi đến mức đó')
  })
})
