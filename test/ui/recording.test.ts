import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSession, getSession } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { NEW_SESSION, countingSession } from '../support/session.ts'
import { type Visit, visitAs } from './app.ts'

let ctx: Context
let people: People
let first: Visit
let id: string
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
  first = await visitAs(ctx, people.first)
  id = (await createSession(ctx, people.first, NEW_SESSION)).id
})
afterEach(async () => ctx.store.db.destroy())

const stored = async (session = id) => getSession(ctx, people.first, session)

describe('a new session', () => {
  const form = { ...NEW_SESSION, passesRequired: '2', title: 'Kỳ <b>thử</b>' }

  test('leads to its page, where its name is text and not markup', async () => {
    const { to } = await first.post('/sessions/new', form)
    expect(to).toMatch(/^\/sessions\/[^?]+\?notice=session_created$/)
    const page = await first.get(to ?? '')
    expect(page.html).toContain('Kỳ &lt;b&gt;thử&lt;/b&gt;')
    expect(page.text).toContain('Đã mở kỳ lấy phiếu.')
  })

  test('for an online meeting is refused with the provision, and what was typed stays', async () => {
    const answer = await first.post('/sessions/new', { ...form, meeting: 'online' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Không lấy phiếu tín nhiệm bằng hội nghị trực tuyến')
    expect(answer.html).toContain('value="2026-02-05"')
  })

  test('is offered to secretaries only', async () => {
    const head = await visitAs(ctx, people.head)
    expect((await head.get('/')).html).not.toContain('/sessions/new')
    expect((await head.get('/sessions/new')).status).toBe(403)
  })
})

describe('the number of voters', () => {
  test('left empty is not known, and never 0', async () => {
    await first.post(`/sessions/${id}/voters`, { members: '12', summoned: '', present: '0' })
    expect((await stored()).session.voters).toMatchObject({
      members: 12,
      summoned: null,
      present: 0,
    })
    const page = await first.get(`/sessions/${id}/voters`)
    expect(page.html).toMatch(/<input id="summoned"[^>]* value=""/)
  })

  test('that is no number is refused at its field, with what was typed, and nothing is stored', async () => {
    const answer = await first.post(`/sessions/${id}/voters`, { members: '1x2', summoned: '10' })
    expect(answer.status).toBe(422)
    expect(answer.html).toMatch(/<input id="members"[^>]* aria-invalid="true"/)
    expect(answer.html).toContain('value="1x2"')
    expect(answer.html).toContain('<a href="#members">Tổng số thành viên: phải là số nguyên')
    expect((await stored()).session.voters.summoned).toBe(null)
  })
})

describe('the roster', () => {
  const form = { 'kinds.0.code': 'A', 'kinds.0.title': 'Ban Thường vụ' }

  test('is one person a line, in the order of the lines', async () => {
    const people0 = 'Phạm Văn Mẫu\tBí thư\tĐảng\nÂu Thị Mẫu | Phó Bí thư'
    expect(
      (await first.post(`/sessions/${id}/roster`, { ...form, 'kinds.0.people': people0 })).to,
    ).toBe(`/sessions/${id}?notice=roster_saved`)
    const { roster } = await stored()
    expect(roster.ballotKinds[0]?.subjects.map(({ name, block }) => [name, block])).toEqual([
      ['Phạm Văn Mẫu', 'Đảng'],
      ['Âu Thị Mẫu', null],
    ])
  })

  test('with a bad line is refused by the number of the person', async () => {
    const answer = await first.post(`/sessions/${id}/roster`, {
      ...form,
      'kinds.0.people': 'Phạm Văn Mẫu | x\n | chỉ có chức vụ',
    })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('người thứ 2, họ tên: không được để trống')
    expect(answer.html).toContain('chỉ có chức vụ')
  })

  test('with nothing in it is refused', async () => {
    expect((await first.post(`/sessions/${id}/roster`, {})).status).toBe(422)
  })

  test('is not to be edited by others, nor after it is frozen', async () => {
    expect((await (await visitAs(ctx, people.head)).get(`/sessions/${id}/roster`)).status).toBe(403)
    await first.post(`/sessions/${id}/roster`, { ...form, 'kinds.0.people': 'Phạm Văn Mẫu' })
    await first.post(`/sessions/${id}/freeze`)
    expect((await first.get(`/sessions/${id}/roster`)).status).toBe(409)
  })
})

describe('the ballots', () => {
  test('lie in the bundles typed, and a size that is no number is refused at its field', async () => {
    const { session } = await countingSession(ctx, people)
    const form = { 'kinds.0.issued': '10', 'kinds.0.collected': '10' }
    const bad = await first.post(`/sessions/${session.id}/ballots`, {
      ...form,
      'kinds.0.sheets': '6; bốn',
    })
    expect(bad.status).toBe(422)
    expect(bad.text).toContain('số thứ 2: phải là các số nguyên dương')
    await first.post(`/sessions/${session.id}/ballots`, { ...form, 'kinds.0.sheets': '6, 3' })
    const { roster } = await stored(session.id)
    expect(roster.ballotKinds[0]?.sheets.map((sheet) => sheet.ballots)).toEqual([6, 3])
    expect((await first.get(`/sessions/${session.id}`)).text).toContain('Khác số phiếu thu về (10)')
  })
})

describe('the facts for the minutes', () => {
  test('come back into the form as they were typed', async () => {
    const form = {
      committeeWord: 'Tổ kiểm phiếu',
      committee: 'Hoàng Mẫu | Ủy viên | trưởng ban',
      'countingStarted.day': '2026-02-05',
      'countingStarted.time': '09:05',
      copies: '3',
    }
    expect((await first.post(`/sessions/${id}/minutes-facts`, form)).status).toBe(303)
    const page = await first.get(`/sessions/${id}/minutes-facts`)
    expect(page.html).toContain('Hoàng Mẫu | Ủy viên | Trưởng ban')
    expect(page.html).toMatch(/id="countingStarted.time"[^>]* value="09:05"/)
    expect((await first.get(`/sessions/${id}`)).text).toContain('9 giờ 05 ngày 05/02/2026')
  })
})

describe('the next step', () => {
  test('is a button for whoever may take it, and a role for the others', async () => {
    const head = await visitAs(ctx, people.head)
    expect((await head.get(`/sessions/${id}`)).text).toContain('Người làm việc này: Thư ký')
    await first.post(`/sessions/${id}/roster`, {
      'kinds.0.code': 'A',
      'kinds.0.title': 'x',
      'kinds.0.people': 'Phạm Văn Mẫu',
    })
    expect((await first.get(`/sessions/${id}`)).html).toContain(`action="/sessions/${id}/freeze"`)
    expect((await head.get(`/sessions/${id}`)).html).not.toContain(
      `action="/sessions/${id}/freeze"`,
    )
  })

  test('that the quorum forbids says the numbers and the way back', async () => {
    await first.post(`/sessions/${id}/roster`, {
      'kinds.0.code': 'A',
      'kinds.0.title': 'x',
      'kinds.0.people': 'Phạm Văn Mẫu',
    })
    await first.post(`/sessions/${id}/voters`, { members: '12', summoned: '12', present: '7' })
    await first.post(`/sessions/${id}/freeze`)
    const answer = await (await visitAs(ctx, people.head)).post(`/sessions/${id}/open`)
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('có mặt 7/12')
    expect(answer.html).toContain(`href="/sessions/${id}"`)
  })

  test('cancelling asks for a reason', async () => {
    const head = await visitAs(ctx, people.head)
    expect((await head.post(`/sessions/${id}/cancel`, { reason: ' ' })).status).toBe(422)
    await head.post(`/sessions/${id}/cancel`, { reason: 'hoãn hội nghị' })
    expect((await stored()).session.state).toBe('cancelled')
  })
})

describe('an administrator', () => {
  test('makes accounts and organisations, and sees no session', async () => {
    const admin = await visitAs(ctx, people.admin)
    const account = { username: 'moi', fullName: 'Người Mới', role: 'head', organisation: 'org' }
    const password = 'mat khau rat dai'
    const short = await admin.post('/accounts', { ...account, password: 'ngan', again: 'ngan' })
    expect(short.html).toMatch(/<input id="password"[^>]* aria-invalid="true"/)
    expect((await admin.post('/accounts', { ...account, password, again: password })).status).toBe(
      303,
    )
    expect((await admin.get('/accounts')).text).toContain('Người Mới')
    const below = { name: 'CHI BỘ MẪU', side: 'party', parent: 'org', superior: '' }
    expect((await admin.post('/organisations', below)).status).toBe(303)
    expect((await admin.get('/')).text).not.toContain(NEW_SESSION.title)
    expect((await admin.get(`/sessions/${id}`)).status).toBe(403)
  })

  test('locks an account out at once', async () => {
    const admin = await visitAs(ctx, people.admin)
    await admin.post(`/accounts/${people.first.account}/disable`)
    expect((await first.get('/')).to).toBe('/login')
  })
})

test('no page carries inline script or style', async () => {
  const { session } = await countingSession(ctx, people)
  const admin = await visitAs(ctx, people.admin)
  const pages = [
    ...(await Promise.all(
      ['/', '/sessions/new', `/sessions/${id}/roster`, `/sessions/${session.id}`].map((path) =>
        first.get(path),
      ),
    )),
    ...(await Promise.all(
      ['/accounts', '/organisations', '/verify', '/nowhere'].map((path) => admin.get(path)),
    )),
  ]
  for (const { html } of pages) {
    expect(html).toMatch(/^<!doctype html><html lang="vi">/)
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script(?![^>]* src="\/static\/)/)
  }
})
