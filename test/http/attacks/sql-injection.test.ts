import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../../../src/context.ts'
import { countingSession } from '../../support/session.ts'
import { DIALECTS } from '../../support/stores.ts'
import { type Scene, HERE, logInForm, sceneOf } from './scene.ts'

const PAYLOADS = [
  `' OR '1'='1`,
  `'; DROP TABLE accounts; --`,
  `" OR ""="`,
  `1; DELETE FROM journal`,
  `x' UNION SELECT password_hash FROM accounts --`,
  `\\'; DROP TABLE sessions; --`,
  `%' ESCAPE '`,
  `$1`,
  `?`,
  `'||(SELECT password_hash FROM accounts LIMIT 1)||'`,
  `\u0000`,
]

describe.each(DIALECTS)('SQL injection, on %s', (dialect) => {
  let scene: Scene
  let cookies: readonly string[]
  let session: string
  beforeAll(async () => {
    scene = await sceneOf(dialect)
    session = (await countingSession(scene.ctx, scene.people)).session.id
    const { admin, first, head, auditor } = scene.people
    cookies = await Promise.all([admin, first, head, auditor].map(scene.cookieOf))
  })
  afterAll(() => scene.ctx.store.db.destroy())

  const unharmed = async (before: readonly number[]) =>
    expect(await countsOf(scene.ctx)).toEqual(before)
  const ask = async (path: string, cookie: string, init: RequestInit = {}) => {
    const headers = { cookie, origin: HERE, ...(init.headers as Record<string, string>) }
    const answer = await scene.send(path, { ...init, headers })
    const text = await answer.text()
    expect([path, answer.status < 500]).toEqual([path, true])
    expect(text).not.toMatch(/plain:mat|SQLITE_|syntax error|relation "/)
    return answer
  }

  test('by every parameter of every path', async () => {
    const before = await countsOf(scene.ctx)
    const routes = (scene.app as unknown as { routes: { method: string; path: string }[] }).routes
    const paths =
      [...new Set(routes.filter(({ method }) => method === 'GET').map((each) => each.path))] // prettier-ignore
        .filter((path) => path.includes(':') && !path.includes('stream'))
    expect(paths.length).toBeGreaterThan(40)
    for (const [at, path] of paths.entries())
      for (const payload of [PAYLOADS[at % (PAYLOADS.length - 1)]!, PAYLOADS[0]!, '\u0000']) {
        const value = encodeURIComponent(payload)
        const everywhere = path.replaceAll(/:\w+(?:\{[^}]*\})?/g, value)
        const last = path.replace(/:id/, session).replaceAll(/:\w+(?:\{[^}]*\})?/g, value)
        for (const asked of new Set([everywhere, last])) {
          const { status } = await ask(asked, cookies[1]!)
          if (asked === everywhere) expect([asked, status >= 400]).toEqual([asked, true])
        }
      }
    await unharmed(before)
  })

  test('by the words behind the question mark', async () => {
    const before = await countsOf(scene.ctx)
    const names = ['notice', 'next', 'from', 'to', 'regime', 'mode', 'side', 'field', 'kind', 'q', 'page', 'revision', 'organisation'] // prettier-ignore
    for (const path of [
      '/',
      '/login',
      '/consolidated',
      '/consolidated.pdf',
      '/api/v1/consolidated.pdf',
      `/sessions/${session}`,
      `/sessions/${session}/results`,
      '/accounts',
      '/api/v1/sessions',
    ])
      // prettier-ignore
      for (const payload of PAYLOADS) {
        const query = new URLSearchParams(names.map((name) => [name, payload])).toString()
        for (const cookie of cookies) await ask(`${path}?${query}`, cookie)
      }
    await unharmed(before)
  })

  test('by the name and password of the log-in, which open nothing', async () => {
    const before = await countsOf(scene.ctx)
    const accounts = Object.values(scene.people).map(({ account }) => account)
    for (const [at, payload] of PAYLOADS.entries())
      for (const [username, password] of [
        [payload, payload],
        [accounts[at % accounts.length]!, payload],
        [`org-head${payload}`, 'mat khau rat dai'],
      ] as const) {
        const answer = await scene.send('/login', logInForm(username, password))
        expect([401, 422]).toContain(answer.status)
        expect(answer.headers.get('set-cookie')).toBeNull()
      }
    await unharmed(before)
  })

  test('by the cookie', async () => {
    for (const payload of PAYLOADS.filter((each) => each !== '\u0000')) {
      const headers = { cookie: `tin-nhiem=${encodeURIComponent(payload)}` }
      expect((await scene.send('/api/v1/me', { headers })).status).toBe(401)
    }
  })

  test('by texts that are kept: each is stored and given back letter by letter', async () => {
    for (const payload of PAYLOADS.filter((each) => each !== '\u0000')) {
      const body = JSON.stringify({
        mode: 'rehearsal',
        title: payload,
        heldOn: '2026-02-05',
        meeting: 'in_person',
        passesRequired: 2,
      })
      const headers = { 'content-type': 'application/json' }
      const init = { method: 'POST', headers, body }
      expect((await ask('/api/v1/sessions', cookies[1]!, init)).status).toBe(200)
    }
    const kept = await scene.ctx.store.db.selectFrom('sessions').select('title').execute()
    const titles = kept.map(({ title }) => title)
    for (const payload of PAYLOADS.filter((each) => each !== '\u0000'))
      expect(titles).toContain(payload)
  })
})

const TABLES = [
  'accounts',
  'organisations',
  'sessions',
  'sheets',
  'journal',
  'ballot_kinds',
] as const

async function countsOf(ctx: Context): Promise<readonly number[]> {
  const counts = TABLES.map((table) => ctx.store.db.selectFrom(table).selectAll().execute())
  return (await Promise.all(counts)).map((rows) => rows.length)
}
