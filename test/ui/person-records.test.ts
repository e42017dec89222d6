import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type PastVote, insertPastVote, regimeFile } from '../support/recorded-votes.ts'
import { visitAs } from './app.ts'

const NAME = 'Nguyễn Văn Một'

describe('the record of a person', () => {
  let ctx: Context
  let people: People
  beforeEach(async () => {
    ctx = await testContext()
    people = await seatPeople(ctx)
  })
  afterEach(async () => ctx.store.db.destroy())

  const put = (id: string, parts: Partial<PastVote> = {}) =>
    insertPastVote(ctx.store.db, {
      id,
      organisation: 'org',
      heldOn: '2023-12-01',
      regime: regimeFile('96-qd-tw-2023'),
      revisions: [[[NAME, 'Bí thư', 30, 10, 60]]],
      persons: ['p'],
      ballots: 100,
      ...parts,
    })

  test('shows chart and table with the same figures, the clause, and what it does not say', async () => {
    await put('a')
    await put('b', { heldOn: '2024-12-01', revisions: [[[NAME, 'Bí thư', 0, 0, 0]]], ballots: 0 })
    const page = await (await visitAs(ctx, people.auditor)).get('/persons/p/record')
    expect(page.status).toBe(200)
    expect(page.text).toContain(
      'Ngày 01/12/2023, trên 100: tín nhiệm cao 30 (30,00%), tín nhiệm 10 (10,00%), tín nhiệm thấp 60 (60,00%).',
    )
    expect(page.html).toContain('role="img"')
    expect(page.html).toMatch(/<rect[^>]*x="40\.00%"[^>]*width="60\.00%"/)
    expect(page.text).toContain('Điều 11.2')
    expect(page.text).toContain('ở nơi khác có hay không thì hồ sơ không nói')
    expect(page.text).toContain('không cộng, không lấy trung bình')
    expect(page.html).not.toContain('<script>')
  })

  test('can be taken away as a PDF and as CSV, named by the identity', async () => {
    await put('a')
    const visit = await visitAs(ctx, people.chair)
    const pdf = await visit.get('/persons/p/record.pdf')
    expect(pdf.headers.get('content-disposition')).toContain('ho-so-tin-nhiem-p.pdf')
    expect(pdf.html.startsWith('%PDF')).toBe(true)
    const csv = await visit.get('/persons/p/record.csv')
    expect(csv.html).toContain('96-QĐ/TW')
    expect((await visit.get('/persons/khong-co/record')).status).toBe(404)
  })

  test('a secretary finds the names, joins them with a reason, and takes it back', async () => {
    await put('a', { persons: [null] })
    await put('b', { heldOn: '2018-12-01', persons: [null], regime: regimeFile('262-qd-tw-2014') })
    const visit = await visitAs(ctx, people.first)
    const found = await visit.get(`/persons?${new URLSearchParams({ name: NAME }).toString()}`)
    expect(found.text).toContain('Chưa ghi là ai')
    expect(found.html).toContain('name="subject-a-s1"')
    const boxes = { 'subject-a-s1': 'yes', 'subject-b-s1': 'yes', name: NAME }
    const bare = await visit.post('/persons/join', { ...boxes, reason: '' })
    expect(bare.status).toBe(422)
    expect(bare.html).toContain('aria-invalid')
    const joined = await visit.post('/persons/join', { ...boxes, reason: 'Cùng ngày sinh' })
    const person = /^\/persons\/([^?]+)\?notice=person_changed$/.exec(joined.to!)![1]!
    const page = await visit.get(`/persons/${person}`)
    expect(page.text).toContain('Lý do: Cùng ngày sinh')
    expect((await visit.get(`/persons/${person}/record`)).text).toContain('2 kỳ đã lập văn bản')
    const undo = /action="(\/persons\/changes\/[^"]+\/undo)"/.exec(page.html)![1]!
    expect((await visit.post(undo, { reason: 'Nhầm' })).to).toBe('/persons?notice=person_undone')
    expect((await visit.get(`/persons/${person}`)).status).toBe(404)
  })

  test('nobody else is offered to join, and names are not to be run as markup', async () => {
    await put('a', { revisions: [[['<b>x</b>', '<i>', 30, 10, 60]]] })
    const visit = await visitAs(ctx, people.auditor)
    const found = await visit.get(
      `/persons?${new URLSearchParams({ name: '<b>x</b>' }).toString()}`,
    )
    expect(found.html).not.toContain('/persons/join')
    expect(found.html).not.toContain('<b>x</b>')
    expect((await visit.post('/persons/join', { reason: 'x' })).status).toBe(403)
  })
})
