import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { visitAs } from './app.ts'

let ctx: Context
let people: People
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
})
afterEach(async () => ctx.store.db.destroy())

test('everybody sees and takes away their own data, and is not offered to erase it', async () => {
  const first = await visitAs(ctx, people.first)
  expect((await first.get('/account')).html).toContain('href="/accounts/org-first/data"')
  const page = await first.get('/accounts/org-first/data')
  expect(page.status).toBe(200)
  expect(page.text).toContain('1 việc do tài khoản này làm và 0 việc người khác làm')
  expect(page.text).not.toContain('Xóa')
  const file = await first.post('/accounts/org-first/export')
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="tai-khoan.json"')
  expect(JSON.parse(file.html)).toMatchObject({ account: { account: 'org-first' } })
  expect((await first.get('/accounts/org-second/data')).status).toBe(403)
  expect((await first.post('/accounts/org-second/export')).status).toBe(403)
  expect((await first.post('/accounts/org-second/erase')).status).toBe(403)
})

test('an administrator bars, then erases; the page says what stays', async () => {
  const admin = await visitAs(ctx, people.admin)
  expect((await admin.get('/accounts/org-third')).html).toContain('href="/accounts/org-third/data"')
  const before = await admin.get('/accounts/org-third/data')
  expect(before.text).toContain('hãy khóa tài khoản trước')
  const early = await admin.post('/accounts/org-third/erase')
  expect([early.status, early.text.includes('Hãy khóa tài khoản trước khi xóa.')]).toEqual([
    409,
    true,
  ])
  await admin.post('/accounts/org-third/disable')
  const barred = await admin.get('/accounts/org-third/data')
  expect(barred.text).toMatch(/vẫn còn\s+trong nhật ký, trong văn bản đã lập/)
  const done = await admin.post('/accounts/org-third/erase')
  expect([done.status, done.to]).toEqual([303, '/accounts?notice=account_erased'])
  const list = await admin.get('/accounts')
  expect(list.text).not.toContain(people.third.fullName)
  expect(list.text).toMatch(/tài khoản đã xóa [0-9A-Z]{8}/)
  expect((await admin.get('/accounts/org-third/data')).html).not.toContain('org-third/erase')
})
