import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { getPreparation, recordSteps } from '../../src/actions/preparation.ts'
import { saveRoster } from '../../src/actions/rosters.ts'
import { freezeRoster } from '../../src/actions/session-steps.ts'
import { createSession, getSession } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { NEW_KINDS, NEW_SESSION } from '../support/session.ts'
import { type Visit, visitAs } from './app.ts'

let ctx: Context
let people: People
let first: Visit
let id: string
let subjects: readonly { readonly id: string; readonly name: string }[]
beforeEach(async () => {
  ctx = await testContext() // today is 05/02/2026
  people = await seatPeople(ctx)
  first = await visitAs(ctx, people.first)
  const held = { ...NEW_SESSION, heldOn: '2026-02-15' }
  id = (await createSession(ctx, people.first, held)).id
  const roster = await saveRoster(ctx, people.first, id, NEW_KINDS)
  subjects = roster.ballotKinds[0]!.subjects
})
afterEach(async () => ctx.store.db.destroy())

const here = () => `/sessions/${id}/preparation`
const steps = async () => (await getPreparation(ctx, people.first, id)).steps
const doneOf = async (step: string) => (await steps()).find(({ rule }) => rule.id === step)!.done
const valueOf = (html: string, name: string) =>
  new RegExp(`<input id="${name.replaceAll('.', '\\.')}"[^>]* value="([^"]*)"`).exec(html)?.[1]

describe('the plan', () => {
  test('names each deadline with its weekday, how long before the vote, and the provision', async () => {
    const { text } = await first.get(here())
    expect(text).toContain('Thứ Hai, 26/01/2026 T−20 Nộp báo cáo của người được lấy phiếu')
    expect(text).toContain('Thứ Bảy, 31/01/2026 T−15')
    expect(text).toContain('Thứ Năm, 05/02/2026 T−10')
    expect(text).toContain('Thứ Năm, 12/02/2026 T−3')
    expect(text).toContain('Quá hạn 10 ngày: 0/2 người')
    expect(text).toContain('Nếu có')
  })

  test('is a calendar file for whoever reads the session', async () => {
    for (const actor of [people.first, people.head, people.chair, people.auditor]) {
      const answer = await (await visitAs(ctx, actor)).get(`/sessions/${id}/plan.ics`)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toContain('text/calendar')
      expect(answer.html).toContain('BEGIN:VCALENDAR')
    }
    const admin = await visitAs(ctx, people.admin)
    expect((await admin.get(`/sessions/${id}/plan.ics`)).status).toBe(403)
  })
})

describe('the checklist', () => {
  const sent = (fields: Record<string, string>) => first.post(here(), fields)

  test('keeps the day and the file of a step, with who recorded it and when', async () => {
    const answer = await sent({
      'steps.dossiers_sent.on': '30/1/2026',
      'steps.dossiers_sent.file': '15-CV/ĐU',
      'steps.dossiers_sent.was': '',
    })
    expect(answer.to).toBe(`${here()}?notice=steps_saved`)
    const page = await first.get(here())
    expect(valueOf(page.html, 'steps.dossiers_sent.on')).toBe('30/01/2026')
    expect(valueOf(page.html, 'steps.dossiers_sent.file')).toBe('15-CV/ĐU')
    expect(page.text).toMatch(/Thư Ký Thứ Nhất ghi \d\d:\d\d 05\/02\/2026/)
    const head = await (await visitAs(ctx, people.head)).get(here())
    expect(head.text).toContain('30/01/2026, 15-CV/ĐU')
    expect(head.html).not.toContain('name="steps.')
    expect(head.text).toContain('Người làm việc này: Thư ký')
  })

  test('gives one day to everybody who has none', async () => {
    await recordSteps(ctx, people.first, id, [
      { step: 'report', subject: subjects[0]!.id, doneOn: '2026-01-20', file: 'a.pdf' },
    ])
    const { html } = await first.get(here())
    const names = [...html.matchAll(/name="((?:steps|all)\.report[^"]*)"/g)].map((each) => each[1]!)
    const shown = names.map((name) => [name, valueOf(html, name) ?? wasOf(html, name)])
    await sent({ ...Object.fromEntries(shown), 'all.report': '25/01/2026' })
    expect((await doneOf('report')).map(({ doneOn, file }) => [doneOn, file])).toEqual([
      ['2026-01-20', 'a.pdf'],
      ['2026-01-25', null],
    ])
  })

  const wasOf = (html: string, name: string) =>
    new RegExp(`name="${name.replaceAll('.', '\\.')}" value="([^"]*)"`).exec(html)?.[1] ?? ''

  test('sent from an old page takes back nothing that others recorded meanwhile', async () => {
    const old = {
      'steps.dossiers_sent.on': '',
      'steps.dossiers_sent.file': '',
      'steps.dossiers_sent.was': '',
    }
    await recordSteps(ctx, people.second, id, [
      { step: 'dossiers_sent', subject: null, doneOn: '2026-01-30', file: null },
    ])
    expect((await sent(old)).to).toBe(`${here()}?notice=steps_unchanged`)
    expect(await doneOf('dossiers_sent')).toHaveLength(1)
  })

  test('takes a step back when its day is emptied', async () => {
    await recordSteps(ctx, people.first, id, [
      { step: 'dossiers_sent', subject: null, doneOn: '2026-01-30', file: 'x' },
    ])
    await sent({
      'steps.dossiers_sent.on': '',
      'steps.dossiers_sent.file': 'x',
      'steps.dossiers_sent.was': '2026-01-30 x',
    })
    expect(await doneOf('dossiers_sent')).toEqual([])
  })

  test('with a day that is none is refused at its field, and nothing of it is stored', async () => {
    const key = `steps.report.${subjects[1]!.id}`
    const answer = await sent({
      'steps.dossiers_sent.on': '30/01/2026',
      [`${key}.on`]: '31/2/2026',
      [`${key}.file`]: 'b.pdf',
    })
    expect(answer.status).toBe(422)
    expect(answer.html).toMatch(new RegExp(`<input id="${key}.on"[^>]* aria-invalid="true"`))
    expect(answer.text).toContain('Trần Thị Hai, ngày: không phải ngày có thật')
    expect(valueOf(answer.html, `${key}.on`)).toBe('31/2/2026')
    expect(valueOf(answer.html, 'steps.dossiers_sent.on')).toBe('30/01/2026')
    expect(await doneOf('dossiers_sent')).toEqual([])
  })

  test('is filled in by secretaries only', async () => {
    for (const actor of [people.head, people.chair, people.auditor]) {
      const visit = await visitAs(ctx, actor)
      expect((await visit.get(here())).html).not.toContain(`action="${here()}"`)
      expect((await visit.post(here(), { 'steps.dossiers_sent.on': '30/01/2026' })).status).toBe(
        403,
      )
      expect((await visit.post(`/sessions/${id}/timing`, {})).status).toBe(403)
    }
    expect((await (await visitAs(ctx, people.committee)).get(here())).status).toBe(409)
    expect((await (await visitAs(ctx, people.admin)).get(here())).status).toBe(403)
  })
})

describe('the time of the vote', () => {
  test('comes back as it was typed, and what is odd about it is said at its field', async () => {
    const typed = { termStartYear: '2025', 'earlier.council_vote': '20/02/2026' }
    expect((await first.post(`/sessions/${id}/timing`, typed)).to).toBe(
      `${here()}?notice=timing_saved`,
    )
    const page = await first.get(here())
    expect(valueOf(page.html, 'termStartYear')).toBe('2025')
    expect(valueOf(page.html, 'earlier.council_vote')).toBe('20/02/2026')
    expect(page.text).toContain('rơi vào năm thứ 1 của nhiệm kỳ, quy định là năm thứ 3')
    expect(page.text).toContain('Việc phải xong trước lại ghi ngày trùng hoặc sau ngày lấy phiếu')
    const auditor = await (await visitAs(ctx, people.auditor)).get(here())
    expect(auditor.text).toContain('Năm bắt đầu nhiệm kỳ 2025')
  })

  test('that is no year is refused at its field', async () => {
    const answer = await first.post(`/sessions/${id}/timing`, { termStartYear: 'hai nghìn' })
    expect(answer.status).toBe(422)
    expect(answer.html).toMatch(/<input id="termStartYear"[^>]* aria-invalid="true"/)
    expect(answer.html).toContain('value="hai nghìn"')
  })
})

test('the criteria are there to be read, in the words of the regulation', async () => {
  const { criteria } = await getPreparation(ctx, people.first, id)
  const { text } = await first.get(here())
  expect(criteria.length).toBeGreaterThan(3)
  for (const each of criteria) expect(text).toContain(each.text)
  expect(text).toContain('Không chấm điểm từng tiêu chí')
})

describe('the page of the session', () => {
  test('tells how far the preparation is and what counting waits for', async () => {
    const { text } = await first.get(`/sessions/${id}`)
    expect(text).toMatch(/Đã ghi 0 trên \d+ bước của quy trình/)
    expect(text).toContain(
      'Còn phải ghi trước khi mở kiểm phiếu: Đề xuất ban kiểm phiếu; Chuẩn bị phiếu',
    )
    expect(text).toContain('Quá hạn chưa ghi đủ: Nộp báo cáo của người được lấy phiếu')
  })

  test('makes the missing conditions the next step, and then the number of people', async () => {
    await freezeRoster(ctx, people.first, id)
    const head = await visitAs(ctx, people.head)
    const before = await first.get(`/sessions/${id}`)
    expect(before.text).toContain(
      'ghi nhận các bước bắt buộc: Đề xuất ban kiểm phiếu; Chuẩn bị phiếu',
    )
    expect(before.html).toContain(`href="/sessions/${id}/preparation#procedure"`)
    expect((await head.get(`/sessions/${id}`)).html).not.toContain(`action="/sessions/${id}/open"`)
    const refused = await head.post(`/sessions/${id}/open`)
    expect(refused.status).toBe(409)
    expect(refused.html).toContain(`href="${here()}"`)
    await first.post(here(), {
      'steps.committee_proposed.on': '01/02/2026',
      'steps.ballots_prepared.on': '01/02/2026',
    })
    expect((await first.get(`/sessions/${id}`)).text).toContain('Ghi số người được triệu tập')
    await first.post(`/sessions/${id}/voters`, { summoned: '12', present: '7', members: '12' })
    expect((await head.get(`/sessions/${id}`)).text).toContain('chưa đủ 2/3: chưa được tiến hành')
    await first.post(`/sessions/${id}/voters`, { summoned: '12', present: '8', members: '12' })
    expect((await head.get(`/sessions/${id}`)).html).toContain(`action="/sessions/${id}/open"`)
    expect((await getSession(ctx, people.first, id)).session.state).toBe('ready')
  })
})
