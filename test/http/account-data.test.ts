import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Context } from '../../src/context.ts'
import { seatPeople, testContext } from '../support/context.ts'
import { type Browser, browse } from './support.ts'

const PASSWORD = 'mat khau rat dai'

let ctx: Context
let browser: Browser
beforeEach(async () => {
  ctx = await testContext()
  await seatPeople(ctx)
  browser = browse(ctx)
})
afterEach(async () => ctx.store.db.destroy())

test('the data of an account goes to its person and to administrators, nobody else', async () => {
  const first = await browser.logIn('org-first', PASSWORD)
  const admin = await browser.logIn('org-admin', PASSWORD)
  for (const client of [first, admin]) {
    const { status, body } = await client('POST', '/accounts/org-first/export')
    expect([status, body]).toMatchObject([200, { format: 'tin-nhiem/account-data@1' }])
  }
  expect((await first('POST', '/accounts/org-second/export')).body).toMatchObject({
    status: 403,
    code: 'forbidden',
  })
  expect((await browser.stranger('POST', '/accounts/org-first/export')).status).toBe(401)
})

test('an account is erased once, after it was barred', async () => {
  const admin = await browser.logIn('org-admin', PASSWORD)
  const erase = () => admin('POST', '/accounts/org-third/erase')
  expect((await erase()).body).toMatchObject({ status: 409, code: 'account_not_barred' })
  await admin('POST', '/accounts/org-third/disable')
  expect((await erase()).status).toBe(204)
  expect((await erase()).body).toMatchObject({ status: 409, code: 'account_erased' })
  const head = await browser.logIn('org-head', PASSWORD)
  expect((await head('POST', '/accounts/org-third/erase')).status).toBe(403)
})
