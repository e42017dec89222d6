import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { issueDocuments, listDocuments } from '../../src/actions/documents.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { closeSession } from '../../src/actions/closing.ts'
import { fieldFor, signDocument } from '../../src/actions/signing.ts'
import { getUses } from '../../src/actions/uses.ts'
import type { Context } from '../../src/context.ts'
import type { Actor } from '../../src/domain/actor.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { type Visit, visitAs } from './app.ts'

let ctx: Context
let people: People
let committee: Visit
let id: string
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
  committee = await visitAs(ctx, people.committee)
  id = await issuedSession()
})
afterEach(async () => ctx.store.db.destroy())

/** Nguyễn Văn Một in no band, Trần Thị Hai above one half and below two thirds. */
async function issuedSession(): Promise<string> {
  const counting = await countingSession(ctx, people)
  const session = counting.session.id
  for (const actor of [people.first, people.second])
    await typeSheet(ctx, actor, counting.sheets[0]!.id, soundSheet(counting))
  await closeSession(ctx, people.head, session)
  await computeOutcome(ctx, people.head, session)
  await issueDocuments(ctx, people.head, session)
  return session
}

async function sign(): Promise<void> {
  for (const actor of [people.first, people.head, people.chair])
    for (const document of await listDocuments(ctx, actor, id))
      if (document.current && fieldFor(actor, document))
        await signDocument(ctx, actor, document.id, null)
}

const register = () => getUses(ctx, people.committee, id)
const personPath = async (name: string) => {
  const person = (await register()).people.find(({ subject }) => subject.name === name)!
  return `/sessions/${id}/uses/${person.subject.id}`
}
const FORM = {
  use: 'resignation',
  decision: 'Xem xét cho từ chức',
  number: '',
  decidedOn: '',
  decidedBy: 'Ban Thường vụ Tỉnh ủy Mẫu',
  dueOn: '04/02/2026',
}

describe('the register', () => {
  test('tells the band, the clause and its words, who decides, and what is to be looked at', async () => {
    const { text } = await committee.get(`/sessions/${id}/uses`)
    expect(text).toContain('Trên 50% nhưng dưới 2/3 tín nhiệm thấp (Điều 11.2)')
    expect(text).toContain('đưa ra khỏi quy hoạch các chức vụ cao hơn; xem xét')
    expect(text).toContain('Cấp có thẩm quyền xem xét, quyết định.')
    expect(text).toContain('Đưa ra khỏi quy hoạch các chức vụ cao hơn (Điều 11.2): chưa ghi')
    expect(text).toContain('chưa trừ ngày lễ: đề xuất chậm nhất Thứ Năm, 19/02/2026')
    expect(text).toContain('quyết định chậm nhất Thứ Năm, 05/03/2026')
    expect(text).toContain('đánh giá cán bộ; quy hoạch; điều động; bổ nhiệm')
  })

  test('is read by chair and auditor, who record nothing, and by nobody else', async () => {
    await sign()
    for (const actor of [people.chair, people.auditor]) {
      const visit = await visitAs(ctx, actor)
      const page = await visit.get(`/sessions/${id}/uses`)
      expect(page.text).toContain('Người làm việc này: Cấp ủy')
      const person = await visit.get(await personPath('Trần Thị Hai'))
      expect(person.html).not.toContain('<form method="post" action="/sessions')
      expect((await visit.post(await personPath('Trần Thị Hai'), FORM)).status).toBe(403)
      expect((await visit.get(`/sessions/${id}`)).html).toContain(`href="/sessions/${id}/uses"`)
    }
    const others: readonly Actor[] = [people.first, people.head, people.admin]
    for (const actor of others) {
      const visit = await visitAs(ctx, actor)
      expect((await visit.get(`/sessions/${id}/uses`)).status).toBe(403)
      expect((await visit.get(`/sessions/${id}`)).html).not.toContain('/uses"')
    }
  })

  test('is to be filled only when the minutes are signed', async () => {
    const path = await personPath('Trần Thị Hai')
    expect((await committee.get(`/sessions/${id}/uses`)).text).toContain(
      'Ghi được khi biên bản đã đủ',
    )
    expect((await committee.get(path)).html).not.toContain('name="decision"')
    await sign()
    expect((await committee.get(path)).html).toContain('name="decision"')
  })
})

describe('a decision', () => {
  let path: string
  beforeEach(async () => {
    await sign()
    path = await personPath('Trần Thị Hai')
  })

  test('is never filled in by the program', async () => {
    const { html } = await committee.get(path)
    for (const name of ['decision', 'number', 'decidedOn', 'decidedBy', 'dueOn'])
      expect(html).toMatch(new RegExp(`<input id="${name}"[^>]* value=""`))
    expect(html).not.toContain('<option value="resignation" selected')
  })

  test('is shown with who recorded it, and as overdue past its day', async () => {
    expect((await committee.post(path, FORM)).to).toBe(`${path}?notice=use_saved`)
    for (const page of [await committee.get(path), await committee.get(`/sessions/${id}/uses`)]) {
      expect(page.text).toContain('Xem xét cho từ chức')
      expect(page.text).toContain('04/02/2026 Quá hạn')
      expect(page.text).toContain('Cấp Ủy Mẫu')
    }
  })

  test('is corrected by a record that keeps the one before', async () => {
    await committee.post(path, FORM)
    const [record] = (await register()).history
    const shown = await committee.get(`${path}?correct=${record!.id}`)
    expect(shown.html).toMatch(/<input id="dueOn"[^>]* value="04\/02\/2026"/)
    const decided = {
      ...FORM,
      decision: 'Cho từ chức',
      number: '45-QĐ/TU',
      decidedOn: '03/02/2026',
    }
    const answer = await committee.post(path, { ...decided, supersedes: record!.id })
    expect(answer.to).toBe(`${path}?notice=use_corrected`)
    const page = await committee.get(path)
    expect(page.text).toContain('Số 45-QĐ/TU, ngày 03/02/2026')
    expect(page.text).not.toContain('Quá hạn')
    expect(page.text).toContain('Mọi lần ghi (2)')
    expect(page.text).toContain('(đã được sửa)')
  })

  test('corrected by two at once is refused to the second, who keeps what was typed', async () => {
    await committee.post(path, FORM)
    const [record] = (await register()).history
    await committee.post(path, {
      ...FORM,
      decision: 'Bản của người thứ nhất',
      supersedes: record!.id,
    })
    const late = { ...FORM, decision: 'Bản của người thứ hai', supersedes: record!.id }
    const answer = await committee.post(path, late)
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('vừa được người khác sửa')
    expect(answer.text).toContain('Bản của người thứ nhất')
    expect(answer.html).toContain('value="Bản của người thứ hai"')
    const newest = /name="supersedes" value="([^"]*)"/.exec(answer.html)?.[1] ?? ''
    expect((await committee.post(path, { ...late, supersedes: newest })).status).toBe(303)
  })

  test('without its words, its body or its matter is refused at the field', async () => {
    const answer = await committee.post(path, {
      ...FORM,
      decision: ' ',
      decidedBy: '',
      dueOn: '31/4/2026',
    })
    expect(answer.status).toBe(422)
    for (const name of ['decision', 'decidedBy', 'dueOn'])
      expect(answer.html).toMatch(new RegExp(`<input id="${name}"[^>]* aria-invalid="true"`))
    const unnamed = await committee.post(path, { ...FORM, use: '' })
    expect(unnamed.html).toMatch(/<select id="use"[^>]* aria-invalid="true"/)
    expect((await register()).history).toEqual([])
  })

  test('about somebody without a band is one of the uses any result has', async () => {
    const other = await personPath('Nguyễn Văn Một')
    expect((await committee.get(other)).html).not.toContain('value="resignation"')
    const use = { ...FORM, use: 'evaluation', decision: 'Đưa vào đánh giá', dueOn: '' }
    expect((await committee.post(other, use)).status).toBe(303)
    const list = await committee.get(`/sessions/${id}/uses`)
    expect(list.text).toContain('Nguyễn Văn Một Bí thư — Đánh giá cán bộ')
  })
})
