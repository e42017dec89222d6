import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSession, getSession } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { NEW_SESSION, countingSession, recordConditions } from '../support/session.ts'
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
    expect(answer.html).toContain('value="05/02/2026"')
  })

  test('takes the day as people write it, and refuses one that is none at its field', async () => {
    const { to } = await first.post('/sessions/new', { ...form, heldOn: '7/2/2026' })
    const made = /sessions\/([^?]+)/.exec(to ?? '')?.[1] ?? ''
    expect((await stored(made)).session.heldOn).toBe('2026-02-07')
    const answer = await first.post('/sessions/new', { ...form, heldOn: '29/2/2026' })
    expect(answer.status).toBe(422)
    expect(answer.html).toMatch(/<input id="heldOn"[^>]* aria-invalid="true"/)
    expect(answer.text).toContain('viết ngày/tháng/năm, như 05/02/2026')
  })

  test('under another regulation than that of its day says why, or is refused at that field', async () => {
    const page = await first.get('/sessions/new')
    for (const { regime } of ctx.regimes)
      expect(page.html).toContain(`<option value="${regime.id}"`)
    const other = { ...form, regime: '262-qd-tw-2014' }
    const bare = await first.post('/sessions/new', { ...other, regimeReason: ' ' })
    expect(bare.status).toBe(422)
    expect(bare.html).toMatch(/<input id="regimeReason"[^>]* aria-invalid="true"/)
    expect(bare.text).toContain('Ghi lý do chọn quy định này')
    expect(bare.html).toContain('<option value="262-qd-tw-2014" selected="">')
    const { to } = await first.post('/sessions/new', {
      ...other,
      regimeReason: 'theo Thông báo 12',
    })
    const session = await first.get(to ?? '')
    expect(session.text).toContain('262-QĐ/TW')
    expect(session.text).toContain('Khác quy định của ngày Lý do: theo Thông báo 12')
  })

  test('is offered to secretaries only', async () => {
    const head = await visitAs(ctx, people.head)
    expect((await head.get('/')).html).not.toContain('/sessions/new')
    expect((await head.get('/sessions/new')).status).toBe(403)
  })
})

describe('the regulation of a draft', () => {
  const path = () => `/sessions/${id}/regime`

  test('is changed for a reason and back again', async () => {
    expect((await first.get(path())).text).toContain('Theo ngày lấy phiếu: 96-QĐ/TW')
    const bare = await first.post(path(), { regime: '262-qd-tw-2014', regimeReason: '' })
    expect(bare.status).toBe(422)
    expect(bare.html).toMatch(/<input id="regimeReason"[^>]* aria-invalid="true"/)
    const reason = { regime: '262-qd-tw-2014', regimeReason: 'kỳ cũ' }
    expect((await first.post(path(), reason)).to).toBe(`/sessions/${id}?notice=regime_set`)
    expect((await stored()).session).toMatchObject({ regime: reason.regime, regimeReason: 'kỳ cũ' })
    const page = await first.get(path())
    expect(page.html).toContain('<option value="262-qd-tw-2014" selected="">')
    expect(page.html).toContain('value="kỳ cũ"')
    await first.post(path(), { regime: '', regimeReason: '' })
    expect((await stored()).session).toMatchObject({ regime: '96-qd-tw-2023', regimeReason: null })
  })

  test('follows its day, and so does who is left out', async () => {
    const people0 = 'Phạm Văn Mẫu | x | | 05/03/2025\nÂu Thị Mẫu | y'
    const kind = { 'kinds.0.code': 'A', 'kinds.0.title': 'x', 'kinds.0.people': people0 }
    await first.post(`/sessions/${id}/roster`, kind)
    const head = { title: 'Tên mới', heldOn: '20/12/2025' }
    expect((await first.post(`/sessions/${id}/head`, head)).to).toBe(
      `/sessions/${id}?notice=session_edited`,
    )
    const page = await first.get(`/sessions/${id}`)
    expect(page.text).toContain('Tên mới')
    expect(page.text).toContain('Phạm Văn Mẫu x A Được bổ nhiệm, bầu cử trong năm lấy phiếu')
    const bad = await first.post(`/sessions/${id}/head`, { title: ' ', heldOn: '32/1/2026' })
    expect(bad.status).toBe(422)
    for (const name of ['title', 'heldOn'])
      expect(bad.html).toMatch(new RegExp(`<input id="${name}"[^>]* aria-invalid="true"`))
    const head403 = await visitAs(ctx, people.head)
    expect((await head403.post(`/sessions/${id}/head`, head)).status).toBe(403)
  })

  test('is offered to secretaries only', async () => {
    for (const actor of [people.head, people.chair, people.auditor]) {
      const visit = await visitAs(ctx, actor)
      expect((await visit.get(`/sessions/${id}`)).html).not.toContain(`href="${path()}"`)
      expect((await visit.get(path())).status).toBe(403)
      expect((await visit.post(path(), { regime: '' })).status).toBe(403)
    }
  })
})

describe('the number of voters', () => {
  test('that contradicts itself is kept, and said at its field until it is mended', async () => {
    const typed = {
      members: '12',
      summoned: '12',
      present: '9',
      absentExcused: '2',
      absentUnexcused: '0',
    }
    expect((await first.post(`/sessions/${id}/voters`, typed)).to).toBe(
      `/sessions/${id}/voters?notice=voters_saved`,
    )
    const page = await first.get(`/sessions/${id}/voters`)
    expect(page.status).toBe(200)
    expect(page.html).toMatch(/<input id="absentExcused"[^>]* aria-invalid="true"/)
    expect(page.text).toContain('khác số người được triệu tập (12)')
    expect((await first.get(`/sessions/${id}`)).text).toContain('khác số người được triệu tập (12)')
    await first.post(`/sessions/${id}/voters`, { ...typed, absentUnexcused: '1' })
    expect((await first.get(`/sessions/${id}/voters`)).html).not.toContain('aria-invalid')
  })

  test('stands beside who votes on each title of the list', async () => {
    await first.post(`/sessions/${id}/roster`, {
      'kinds.0.code': 'A',
      'kinds.0.title': 'x',
      'kinds.0.people': 'Phạm Văn Mẫu | Bí thư Đảng ủy xã Mẫu\nÂu Thị Mẫu | Đội trưởng đội mẫu',
    })
    const { text } = await first.get(`/sessions/${id}/voters`)
    expect(text).toContain('Thành phần ghi phiếu theo Phụ lục 1')
    expect(text).toContain('Bí thư Đảng ủy xã (1 người) Ủy viên Ban Chấp hành Đảng bộ xã')
    expect(text).toContain(
      'Không thấy trong danh mục, đơn vị tự đối chiếu với Phụ lục 1: Đội trưởng đội mẫu',
    )
  })

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

  test('leaves out whom the regulation exempts, with the reason, and shows them again at their place', async () => {
    const people0 = [
      'Phạm Văn Mẫu | Bí thư | Đảng | 15/08/2021',
      'Đinh Thị Mẫu | Ủy viên | | 03/01/2026',
      'Âu Thị Mẫu | Phó Bí thư',
      'Lương Văn Mẫu | Ủy viên | | | 01/12/2025',
    ].join('\n')
    const sent = { ...form, 'kinds.0.people': people0 }
    expect((await first.post(`/sessions/${id}/roster`, sent)).to).toBe(
      `/sessions/${id}?notice=roster_saved_left_out`,
    )
    const { roster } = await stored()
    expect(roster.ballotKinds[0]?.subjects.map((each) => each.name)).toEqual([
      'Phạm Văn Mẫu',
      'Âu Thị Mẫu',
    ])
    const reasons = [
      'Đinh Thị Mẫu Ủy viên A Được bổ nhiệm, bầu cử trong năm lấy phiếu (03/01/2026). Điều 3.1',
      'Lương Văn Mẫu Ủy viên A Đã có thông báo nghỉ công tác chờ nghỉ hưu (01/12/2025). Điều 3.1',
    ]
    const form0 = await first.get(`/sessions/${id}/roster`)
    for (const page of [await first.get(`/sessions/${id}`), form0])
      for (const reason of reasons) expect(page.text).toContain(reason)
    const typed = /<textarea[^>]*>([^<]*)</.exec(form0.html)?.[1]?.split('\n')
    expect(typed?.map((line) => line.split(' |')[0])).toEqual([
      'Phạm Văn Mẫu',
      'Đinh Thị Mẫu',
      'Âu Thị Mẫu',
      'Lương Văn Mẫu',
    ])
    expect(typed?.[1]).toBe('Đinh Thị Mẫu | Ủy viên |  | 03/01/2026')
  })

  test('with a day that is none is refused at its line', async () => {
    const answer = await first.post(`/sessions/${id}/roster`, {
      ...form,
      'kinds.0.people': 'Phạm Văn Mẫu | x\nÂu Thị Mẫu | y | | 31/6/2023',
    })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('người thứ 2, ngày bổ nhiệm, bầu: không phải ngày có thật')
    expect(answer.html).toContain('31/6/2023')
  })

  test('takes titles of the catalogue as lines to complete, and keeps what was typed', async () => {
    const shown = await first.get(`/sessions/${id}/roster?tier=commune`)
    expect(shown.text).toContain('Bí thư Đảng ủy xã Người ghi phiếu: Ủy viên Ban Chấp hành')
    expect(shown.text).toContain(
      'Không đưa vào danh sách này: lấy phiếu theo quy định bên Nhà nước',
    )
    const tick = /<input type="checkbox" name="(title\.[^"]*)"/.exec(shown.html)?.[1] ?? ''
    const typed = { ...form, 'kinds.0.people': 'Phạm Văn Mẫu | x', tier: 'commune' }
    const other = await first.post(`/sessions/${id}/roster`, {
      ...typed,
      do: 'tier',
      tier: 'province',
    })
    expect(other.text).toContain('Bí thư Tỉnh ủy')
    expect(other.html).toContain('>Phạm Văn Mẫu | x<')
    const added = await first.post(`/sessions/${id}/roster`, {
      ...typed,
      do: 'titles',
      [tick]: 'on',
      into: '0',
    })
    expect(added.status).toBe(200)
    expect(added.html).toContain('>Phạm Văn Mẫu | x\n| Bí thư Đảng ủy xã |<')
    expect(added.text).toContain('Đã thêm 1 dòng')
    expect((await stored()).roster.ballotKinds).toEqual([])
    const unnamed = { ...form, 'kinds.0.people': '| Bí thư Đảng ủy xã |' }
    const saved = await first.post(`/sessions/${id}/roster`, unnamed)
    expect(saved.text).toContain('người thứ 1, họ tên: không được để trống')
  })

  test('with a post that goes by the law of the State is warned about before it is frozen', async () => {
    const sent = { ...form, 'kinds.0.people': 'Phạm Văn Mẫu | Chủ tịch UBND xã Mẫu' }
    await first.post(`/sessions/${id}/roster`, sent)
    for (const path of [`/sessions/${id}`, `/sessions/${id}/roster`]) {
      const { text } = await first.get(path)
      expect(text).toContain('Loại phiếu A, Phạm Văn Mẫu (Chủ tịch UBND xã Mẫu).')
      expect(text).toContain('lấy phiếu theo quy định của Nhà nước')
    }
    await first.post(`/sessions/${id}/freeze`)
    expect((await first.get(`/sessions/${id}`)).text).not.toContain('Kiểm tra trước khi khóa')
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

describe('papers that are wrong in a named way', () => {
  const name = (which: string) => `kinds.0.special.${which}`
  let path: string
  beforeEach(async () => {
    path = `/sessions/${(await countingSession(ctx, people)).session.id}/ballots`
  })
  const account = async () =>
    (await stored(path.split('/')[2])).roster.ballotKinds[0]!.account.special

  test('are folded away until there are some, each with what the regulation makes of it', async () => {
    const { html, text } = await first.get(path)
    expect(html).toContain('<details class="special">')
    expect(text).toMatch(/Phiếu không do ban kiểm phiếu phát ra Cả phiếu không hợp lệ/)
    expect(text).toMatch(/có dòng không đánh dấu hoặc đánh dấu hai, ba ô Chỉ dòng đó không hợp lệ/)
    expect(html).toContain(`name="${name('name_added')}.ruling"`)
    expect(html).not.toContain(`name="${name('not_issued')}.ruling"`)
    expect(html).not.toContain(name('collected_over_issued'))
    expect(html).not.toContain(name('single_name_marks'))
  })

  test('come back with the ruling of the committee and its reason', async () => {
    const sent = {
      'kinds.0.issued': '10',
      'kinds.0.collected': '10',
      [`${name('not_issued')}.ballots`]: '1',
      [`${name('name_added')}.ballots`]: '2',
      [`${name('name_added')}.ruling`]: 'valid',
      [`${name('name_added')}.reason`]: 'ban kiểm phiếu biểu quyết',
    }
    expect((await first.post(path, sent)).status).toBe(303)
    expect(await account()).toEqual([
      { case: 'not_issued', ballots: 1, ruling: null, reason: null },
      { case: 'name_added', ballots: 2, ruling: 'valid', reason: 'ban kiểm phiếu biểu quyết' },
    ])
    const { html } = await first.get(path)
    expect(html).toContain('<details class="special" open="">')
    expect(html).toMatch(/name="kinds\.0\.special\.name_added\.reason"[^>]* value="ban kiểm phiếu/)
    expect(html).toContain('<option value="valid" selected="">')
  })

  test('are refused where a number is none or a ruling has no reason', async () => {
    const bad = await first.post(path, {
      [`${name('not_issued')}.ballots`]: '1',
      [`${name('name_added')}.ballots`]: 'hai',
    })
    expect(bad.status).toBe(422)
    expect(bad.html).toMatch(
      /<input id="kinds\.0\.special\.name_added\.ballots"[^>]* aria-invalid="true"/,
    )
    expect(bad.text).toContain('A, phiếu ghi thêm tên người ngoài danh sách: phải là số nguyên')
    const bare = await first.post(path, {
      [`${name('name_added')}.ballots`]: '1',
      [`${name('name_added')}.ruling`]: 'invalid',
    })
    expect(bare.html).toMatch(
      /<input id="kinds\.0\.special\.name_added\.reason"[^>]* aria-invalid="true"/,
    )
    expect(await account()).toEqual([])
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
    await recordConditions(ctx, people.first, id)
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
      [
        '/',
        '/sessions/new',
        `/sessions/${id}/regime`,
        `/sessions/${id}/roster?tier=central`,
        `/sessions/${session.id}`,
        `/sessions/${session.id}/preparation`,
        `/sessions/${session.id}/voters`,
        `/sessions/${session.id}/ballots`,
      ].map((path) => first.get(path)),
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
