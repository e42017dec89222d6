import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { recognisePerson, listNamesakes } from '../../src/actions/persons.ts'
import { closeSession } from '../../src/actions/closing.ts'
import { saveRoster } from '../../src/actions/rosters.ts'
import { freezeRoster } from '../../src/actions/session-steps.ts'
import { createSession, getSession } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import {
  NEW_KINDS,
  NEW_SESSION,
  countingSession,
  soundSheet,
  typeSheet,
} from '../support/session.ts'
import { type Visit, visitAs } from './app.ts'

let ctx: Context
let here: People
let there: People
let first: Visit
let id: string
beforeEach(async () => {
  ctx = await testContext()
  here = await seatPeople(ctx)
  there = await seatPeople(ctx, 'other')
  first = await visitAs(ctx, here.first)
  id = await draft(here)
})
afterEach(async () => ctx.store.db.destroy())

async function draft(people: People): Promise<string> {
  const session = await createSession(ctx, people.first, NEW_SESSION)
  await saveRoster(ctx, people.first, session.id, NEW_KINDS)
  return session.id
}

/** What the button says about the first namesake of the list. */
async function button(): Promise<{ subject: string; other: string }> {
  const [found] = await listNamesakes(ctx, here.first, id)
  return { subject: found!.subject.id, other: found!.elsewhere[0]!.subject }
}

describe('a namesake in another place', () => {
  beforeEach(async () => void (await draft(there)))

  test('is shown with organisation, post and day, and told the same or another', async () => {
    const page = await first.get(`/sessions/${id}`)
    expect(page.text).toContain('Trùng họ tên ở nơi khác')
    expect(page.text).toContain(
      'Nguyễn Văn Một Bí thư Đảng ủy xã Mẫu Bí thư · 05/02/2026 · Dự thảo',
    )
    expect(page.text).toContain('Chưa ghi là cùng một người')
    const path = `/sessions/${id}/persons`
    expect((await first.post(path, { ...(await button()), same: 'yes' })).to).toBe(
      `/sessions/${id}?notice=same_person`,
    )
    const same = await first.get(`/sessions/${id}`)
    expect(same.text).toContain('Cùng một người Người khác')
    expect(same.html).toMatch(/href="\/persons\/[^"]+"/)
    await first.post(path, { ...(await button()), same: 'no' })
    expect((await first.get(`/sessions/${id}`)).html).not.toContain('href="/persons/')
  })

  test('is told apart by secretaries only, and not once people count', async () => {
    const path = `/sessions/${id}/persons`
    for (const actor of [here.head, here.chair, here.auditor]) {
      const visit = await visitAs(ctx, actor)
      const page = await visit.get(`/sessions/${id}`)
      expect(page.text).toContain('Trùng họ tên ở nơi khác')
      expect(page.html).not.toContain(`action="${path}"`)
      expect((await visit.post(path, { ...(await button()), same: 'yes' })).status).toBe(403)
    }
    await freezeRoster(ctx, here.first, id)
    expect((await first.get(`/sessions/${id}`)).html).toContain(`action="${path}"`)
  })

  test('in a third place is refused with the places and the provision, on the same page', async () => {
    const third = await seatPeople(ctx, 'third')
    const thirdId = await draft(third)
    const [mine] = await listNamesakes(ctx, here.first, id)
    const at = mine!.elsewhere.find((each) => each.organisation === 'other')
    const other = mine!.elsewhere.find((each) => each.organisation === 'third')
    await recognisePerson(ctx, here.first, id, {
      subject: mine!.subject.id,
      other: at!.subject,
      same: true,
    })
    const answer = await first.post(`/sessions/${id}/persons`, {
      subject: mine!.subject.id,
      other: other!.subject,
      same: 'yes',
    })
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('Một người chỉ được lấy phiếu ở không quá 2 nơi (Điều 1.3)')
    expect(answer.text).toContain('Trùng họ tên ở nơi khác')
    const { roster } = await getSession(ctx, third.first, thirdId)
    expect(roster.ballotKinds[0]!.subjects[0]!.person).toBe(null)
  })
})

test('another vote of the same organisation is no other place', async () => {
  await draft(here)
  expect((await first.get(`/sessions/${id}`)).text).not.toContain('Trùng họ tên ở nơi khác')
})

describe('the places of one person', () => {
  test('stand side by side with each its base and clause, for whoever reaches them', async () => {
    const elsewhere = await countingSession(ctx, there)
    for (const actor of [there.first, there.second])
      await typeSheet(ctx, actor, elsewhere.sheets[0]!.id, soundSheet(elsewhere))
    await closeSession(ctx, there.head, elsewhere.session.id)
    await computeOutcome(ctx, there.head, elsewhere.session.id)
    const [, second] = await listNamesakes(ctx, here.first, id)
    await first.post(`/sessions/${id}/persons`, {
      subject: second!.subject.id,
      other: second!.elsewhere[0]!.subject,
      same: 'yes',
    })
    const { roster } = await getSession(ctx, here.first, id)
    const path = `/persons/${roster.ballotKinds[0]!.subjects[1]!.person}`
    await ctx.store.db
      .insertInto('organisations')
      .values({
        id: 'top',
        parent_id: null,
        side: 'party',
        name: 'Đảng bộ tỉnh Mẫu',
        superior: null,
        locality: null,
        symbol: null,
      })
      .execute()
    await ctx.store.db
      .updateTable('organisations')
      .set({ parent_id: 'top' })
      .where('id', 'in', ['org', 'other'])
      .execute()
    await ctx.store.db
      .updateTable('accounts')
      .set({ organisation_id: 'top' })
      .where('id', '=', here.auditor.account)
      .execute()
    const page = await (await visitAs(ctx, here.auditor)).get(path)
    expect(page.text).toContain('2 nơi lấy phiếu trong phạm vi của tài khoản')
    expect(page.text).toContain('Điều 11.4')
    expect(page.text).toContain('không cộng, không lấy trung bình')
    expect(page.text).toContain('Tỉ lệ tính trên tổng số phiếu thu về: 10 (Điều 6.3')
    expect(page.text).toContain('Tín nhiệm thấp 6 phiếu, 60,00%')
    expect(page.text).toContain('Trên 50% nhưng dưới 2/3 tín nhiệm thấp (Điều 11.2)')
    expect(page.text).toContain('Chưa có kết quả để xem')
    const own = await first.get(path)
    expect(own.text).toContain('1 nơi lấy phiếu trong phạm vi của tài khoản')
    expect(own.text).not.toContain('60,00%')
    expect((await (await visitAs(ctx, here.admin)).get(path)).status).toBe(403)
  })

  test('of nobody are not found', async () => {
    expect((await first.get('/persons/none')).status).toBe(404)
  })
})

test('who was at the last vote of the organisation is shown apart, and said to be the same', async () => {
  await createEarlier()
  const page = await first.get(`/sessions/${id}`)
  expect(page.text).toContain('Ở kỳ trước')
  expect(page.text).not.toContain('ở nơi khác trong cùng năm:')
  const [found] = await listNamesakes(ctx, here.first, id)
  const told = { subject: found!.subject.id, other: found!.before[0]!.subject, same: 'yes' }
  await first.post(`/sessions/${id}/persons`, told)
  const [known] = await listNamesakes(ctx, here.first, id)
  expect(known!.before[0]!.same).toBe(true)
  const person = await first.get(`/persons/${known!.before[0]!.person}`)
  expect(person.text).toContain('1 nơi lấy phiếu trong phạm vi của tài khoản, 2 kỳ.')
})

async function createEarlier(): Promise<void> {
  const session = await createSession(ctx, here.first, { ...NEW_SESSION, heldOn: '2023-12-05' })
  await saveRoster(ctx, here.first, session.id, NEW_KINDS)
}
