import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { logIn } from '../../src/actions/log-in.ts'
import { type App, createApp } from '../../src/app.ts'
import type { Context } from '../../src/context.ts'
import { openLog } from '../../src/log.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'

const HERE = 'http://localhost'
let ctx: Context
let people: People
let app: App
let cookie: string
const lines: string[] = []
beforeAll(async () => {
  const log = openLog('warn', { write: (line: string) => void lines.push(line) })
  ctx = await testContext('sqlite', { log })
  people = await seatPeople(ctx)
  app = createApp(ctx)
  const { account: username } = people.first
  cookie = `tin-nhiem=${(await logIn(ctx, { username, password: 'mat khau rat dai' })).token}`
})
beforeEach(() => void lines.splice(0))
afterAll(() => ctx.store.db.destroy())

const ask = (path: string, init: RequestInit = {}) => app.request(HERE + path, init)
const told = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>)

describe('the log of requests', () => {
  test('a refusal is told at the level that is on by default, with the account that asked', async () => {
    await ask('/api/v1/accounts', { headers: { cookie } })
    expect(told()).toMatchObject([
      { level: 40, msg: 'refused', method: 'GET', path: '/api/v1/accounts', status: 403 },
    ])
    expect(told()[0]).toMatchObject({ account: people.first.account })
    expect(told()[0]!['requestId']).toMatch(/^[\w-]{20,}$/)
  })

  test('a wrong password is told, without the name that was typed', async () => {
    const headers = { 'content-type': 'application/json', origin: HERE }
    const body = JSON.stringify({ username: people.head.account, password: 'sai hoan toan' })
    await ask('/api/v1/login', { method: 'POST', headers, body })
    expect(told()).toMatchObject([{ path: '/api/v1/login', status: 401 }])
    const form = new URLSearchParams({ username: people.head.account, password: 'sai hoan toan' })
    await ask('/login', { method: 'POST', headers: { origin: HERE }, body: form })
    expect(told()).toMatchObject([{}, { path: '/login', status: 401 }])
    expect(lines.join('')).not.toContain(people.head.account)
    expect(lines.join('')).not.toContain('sai')
  })

  test('a form of another site is told, and a body of another type', async () => {
    const form = new URLSearchParams({ title: 'x' })
    const headers = { cookie, origin: 'https://example.org' }
    await ask('/sessions', { method: 'POST', headers, body: form })
    const typed = { cookie, origin: HERE, 'content-type': 'text/plain' }
    await ask('/api/v1/sessions', { method: 'POST', headers: typed, body: '{}' })
    expect(told().map(({ status }) => status)).toEqual([403, 415])
  })

  test('what is out of reach of somebody who is logged in is told, a stranger’s guess is not', async () => {
    await ask('/sessions/nobodys', { headers: { cookie } })
    await ask('/nowhere')
    expect(told()).toMatchObject([{ path: '/sessions/nobodys', status: 404 }])
    expect(told()).toHaveLength(1)
  })

  test('a page left open after its log-in has ended fills no log, whoever else asks is told', async () => {
    await ask('/api/v1/sessions/x/progress/stream')
    await ask('/api/v1/sheets/x/pass/window', { method: 'POST', headers: { origin: HERE } })
    expect(lines).toEqual([])
    await ask('/api/v1/sessions/x')
    expect(told()).toMatchObject([{ path: '/api/v1/sessions/x', status: 401 }])
    expect(told()[0]).not.toHaveProperty('account')
  })

  test('a method that no route takes is told', async () => {
    await ask('/login', {
      method: 'PROPFIND',
      headers: { origin: HERE, 'content-type': 'text/xml' },
    })
    await ask('/login', { method: 'OPTIONS' })
    expect(told().map(({ method }) => method)).toEqual(['PROPFIND', 'OPTIONS'])
  })

  test('an address with line ends stays one line', async () => {
    await ask('/api/v1/accounts%0A%7B%22level%22%3A30%7D%0D%0A', { headers: { cookie } })
    expect(lines).toHaveLength(1)
    expect(lines[0]!.indexOf('\n')).toBe(lines[0]!.length - 1)
    expect(told()[0]!['level']).toBe(40)
  })

  test('what is answered is not told at that level, nor a sheet that is not ready', async () => {
    await ask('/api/v1/me', { headers: { cookie } })
    await ask('/login')
    const headers = { cookie, origin: HERE, 'content-type': 'application/json' }
    await ask('/api/v1/sessions', { method: 'POST', headers, body: '{"title":1}' }) // 422
    expect(lines).toEqual([])
  })
})
