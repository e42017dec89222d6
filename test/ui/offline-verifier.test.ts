import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '../../src/context.ts'
import { ROOT } from '../../src/program.ts'
import { shell } from '../cli/test-io.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { visitAs } from './app.ts'

let ctx: Context
let people: People
beforeAll(async () => {
  ctx = await testContext('sqlite')
  people = await seatPeople(ctx)
})
afterAll(async () => ctx.store.db.destroy())

const built = readFileSync(`${ROOT}/dist/tin-nhiem-verify.html`)
const digest = createHash('sha256').update(built).digest('hex')

test('whoever may verify takes the page that verifies without a server, as it was built', async () => {
  const visit = await visitAs(ctx, people.auditor)
  const { status, headers, html } = await visit.get('/verify/offline')
  expect(status).toBe(200)
  expect(headers.get('content-disposition')).toBe('attachment; filename="tin-nhiem-verify.html"')
  expect(createHash('sha256').update(html).digest('hex')).toBe(digest)
})

test('the page that offers it says its digest, and so does the program', async () => {
  const visit = await visitAs(ctx, people.auditor)
  const { html, text } = await visit.get('/verify')
  expect(html).toContain('href="/verify/offline"')
  expect(text).toContain(digest)
  const sh = shell()
  const { exit, out } = await sh.run(['--version'])
  sh.remove()
  expect([exit, out]).toEqual([0, expect.stringMatching(/^tin-nhiem \d+\.\d+\.\d+\n/)])
  expect(out).toContain(`tin-nhiem-verify.html SHA-256 ${digest}\n`)
})

test('nobody else is given it', async () => {
  const visit = await visitAs(ctx, null)
  const { status, to } = await visit.get('/verify/offline')
  expect([status, to?.startsWith('/login')]).toEqual([303, true])
})
