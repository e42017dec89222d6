import { Secret, TOTP } from 'otpauth'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type App, createApp } from '../../src/app.ts'
import { later } from '../../src/actions/instants.ts'
import { logIn, whoIs } from '../../src/actions/log-in.ts'
import { confirmSecondFactor, draftSecondFactor } from '../../src/actions/second-factor.ts'
import type { Context } from '../../src/context.ts'
import { OPEN_BEFORE } from '../../src/http/log-in.ts'
import { seatPeople, testContext } from '../support/context.ts'

const PASSWORD = 'mat khau rat dai'
const OWN = 'hạt mưa rơi trên mái'
const HERE = 'http://localhost'

let ctx: Context
let app: App
let clock: string
beforeEach(async () => {
  clock = '2026-02-05T12:00:00.000Z'
  ctx = await testContext('sqlite', {
    now: () => clock,
    logInRules: { idleMinutes: 30, secondFactorRoles: ['chair'] },
  })
  await seatPeople(ctx)
  app = createApp(ctx)
})
afterEach(async () => ctx.store.db.destroy())

type Sent = {
  readonly cookie?: string
  readonly json?: unknown
  readonly form?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly from?: string
  readonly base?: string
}

/** Sends a request, as from that address of the network. */
async function ask(method: string, path: string, sent: Sent = {}): Promise<Response> {
  const { cookie, json, form, from, base = HERE } = sent
  const headers = {
    origin: base,
    ...(cookie && { cookie }),
    ...(json !== undefined && { 'content-type': 'application/json' }),
    ...sent.headers,
  }
  const body = json === undefined ? form && new URLSearchParams(form) : JSON.stringify(json)
  const env = from === undefined ? {} : { incoming: { socket: { remoteAddress: from } } }
  return app.request(`${base}${path}`, { method, headers, ...(body && { body }) }, env)
}

const cookieFrom = (answer: Response) => answer.headers.get('set-cookie')?.split(';')[0] ?? ''
const enter = (username: string, sent: Sent = {}): Promise<Response> =>
  ask('POST', '/api/v1/login', { ...sent, json: { username, password: PASSWORD } })
const codeOf = (text: string) =>
  new TOTP({ secret: Secret.fromBase32(text) }).generate({ timestamp: Date.parse(clock) })
const demandChange = (account: string) =>
  ctx.store.db.updateTable('accounts').set({ must_change: 1 }).where('id', '=', account).execute()
async function giveFactor(username: string): Promise<string> {
  const { token } = await logIn(ctx, { username, password: PASSWORD })
  const who = (await whoIs(ctx, token))!
  const { text } = await draftSecondFactor(ctx, who)
  await confirmSecondFactor(ctx, who, token, codeOf(text))
  clock = later(clock, 30)
  return text
}

describe('before a log-in stands in full', () => {
  /** Every route there is, with something in the place of its parameters; middleware left out. */
  const routes = () => {
    const all = app.routes.filter(({ method }) => method !== 'ALL')
    const named = all.map(
      ({ method, path }) => `${method} ${path.replaceAll(/:\w+(\{[^}]*\})?/g, 'x')}`,
    )
    return [...new Set(named)].filter((each) => !each.includes(' /static/'))
  }

  test.each([
    [
      'password_change',
      'org-first',
      'password_change_required',
      (): Promise<unknown> => demandChange('org-first'),
    ],
    [
      'second_factor',
      'org-first',
      'second_factor_required',
      (): Promise<unknown> => giveFactor('org-first'),
    ],
    [
      'second_factor_setup',
      'org-chair',
      'second_factor_setup_required',
      async (): Promise<unknown> => undefined,
    ],
  ] as const)(
    '%s: nothing else is open, of all routes there are',
    async (standing, who, code, prepare) => {
      await prepare()
      const answer = await enter(who)
      expect(await answer.json()).toMatchObject({ standing })
      const cookie = cookieFrom(answer)
      const { page, routes: open } = OPEN_BEFORE[standing]
      const all = routes()
      expect(all.length).toBeGreaterThan(150)
      const left = [...open, 'POST /logout', 'POST /api/v1/logout']
      expect(all).toEqual(expect.arrayContaining(left))
      for (const route of all.filter((each) => !left.includes(each))) {
        const [method = '', path = ''] = route.split(' ')
        const refused = await ask(method, path, { cookie })
        const told =
          path.startsWith('/api/') || path === '/openapi.json'
            ? [refused.status, ((await refused.json()) as { code: string }).code]
            : [refused.status, refused.headers.get('location')]
        expect([route, ...told]).toEqual(
          path.startsWith('/api/') || path === '/openapi.json'
            ? [route, 403, code]
            : [route, 303, page],
        )
      }
      expect((await ask('GET', '/static/style.css', { cookie })).status).toBe(200)
      expect((await ask('GET', '/no-such-page', { cookie })).headers.get('location')).toBe(page)
      expect((await ask('POST', '/api/v1/logout', { cookie })).status).toBe(204)
      expect((await ask('GET', '/api/v1/me', { cookie })).status).toBe(401)
    },
  )

  test('the password that was given out is changed, then all is open, under a new token', async () => {
    await demandChange('org-first')
    const cookie = cookieFrom(await enter('org-first'))
    const same = { current: null, password: PASSWORD }
    const refused = await ask('POST', '/api/v1/me/password', { cookie, json: same })
    expect(await refused.json()).toMatchObject({
      code: 'invalid_input',
      errors: [expect.stringContaining('trùng mật khẩu đang dùng')],
    })
    const json = { current: null, password: OWN }
    const changed = await ask('POST', '/api/v1/me/password', { cookie, json })
    expect(await changed.json()).toMatchObject({ standing: 'full' })
    expect(cookieFrom(changed)).not.toBe(cookie)
    expect((await ask('GET', '/api/v1/me', { cookie })).status).toBe(401)
    expect((await ask('GET', '/', { cookie: cookieFrom(changed) })).status).toBe(200)
  })

  test('the second factor is set up and shown over the API', async () => {
    const cookie = cookieFrom(await enter('org-chair'))
    const draft = await ask('POST', '/api/v1/me/second-factor/draft', { cookie })
    const { text } = (await draft.json()) as { text: string }
    const wrong = await ask('POST', '/api/v1/me/second-factor', { cookie, json: { code: '1' } })
    expect(await wrong.json()).toMatchObject({ status: 422, code: 'second_factor_wrong' })
    const json = { code: codeOf(text) }
    const made = await ask('POST', '/api/v1/me/second-factor', { cookie, json })
    const { recoveryCodes } = (await made.json()) as { recoveryCodes: string[] }
    expect(recoveryCodes).toHaveLength(10)
    const state = await ask('GET', '/api/v1/me/second-factor', { cookie: cookieFrom(made) })
    expect(await state.json()).toEqual({ confirmedAt: clock, recoveryCodes: 10 })
    clock = later(clock, 30)
    const next = cookieFrom(await enter('org-chair'))
    const proof = { cookie: next, json: { code: recoveryCodes[0] } }
    const shown = await ask('POST', '/api/v1/me/second-factor/proof', proof)
    expect(await shown.json()).toMatchObject({ standing: 'full', username: 'org-chair' })
    const gone = { cookie: cookieFrom(shown), json: { current: PASSWORD } }
    expect((await ask('POST', '/api/v1/me/second-factor/remove', gone)).status).toBe(204)
  })

  test('on pages: the picture, a first code, the codes shown once', async () => {
    const cookie = cookieFrom(await enter('org-chair'))
    const started = await ask('POST', '/account/second-factor/draft', { cookie, form: {} })
    expect(started.headers.get('location')).toBe('/account/second-factor')
    const picture = await ask('GET', '/account/second-factor/qr.svg', { cookie })
    expect(picture.headers.get('content-type')).toBe('image/svg+xml')
    expect(picture.headers.get('cache-control')).toBe('no-store')
    expect(await picture.text()).not.toMatch(/script|href|style=/)
    const page = await (await ask('GET', '/account/second-factor', { cookie })).text()
    const text = /<code class="secret">([A-Z2-7 ]+)</.exec(page)![1]!.replaceAll(' ', '')
    const wrong = await ask('POST', '/account/second-factor', { cookie, form: { code: '000000' } })
    expect([wrong.status, await wrong.text()]).toEqual([
      422,
      expect.stringContaining('Mã không đúng'),
    ])
    const made = await ask('POST', '/account/second-factor', {
      cookie,
      form: { code: codeOf(text) },
    })
    expect((await made.text()).match(/<code>[0-9A-Z]{5}-[0-9A-Z]{5}<\/code>/g)).toHaveLength(10)
    clock = later(clock, 30)
    const next = cookieFrom(await enter('org-chair'))
    const form = { code: codeOf(text) }
    const shown = await ask('POST', '/login/second-factor', { cookie: next, form })
    expect(shown.headers.get('location')).toBe('/')
    expect((await ask('GET', '/login/second-factor', { cookie: next })).status).toBe(303)
  })
})

describe('the token', () => {
  test('is never the one a stranger planted: log-in, change and factor each make another', async () => {
    const planted = 'tin-nhiem=PLANTED0PLANTED0PLANTED0PLANTED0PLANTED0'
    const first = cookieFrom(await enter('org-first', { cookie: planted }))
    expect(first).toMatch(/^tin-nhiem=[0-9A-Z]{40}$/)
    expect(first).not.toBe(planted)
    const second = cookieFrom(await enter('org-first', { cookie: first }))
    expect(second).not.toBe(first)
    for (const cookie of [planted, first])
      expect((await ask('GET', '/api/v1/me', { cookie })).status).toBe(401)
    const text = await giveFactor('org-first')
    const half = cookieFrom(await enter('org-first'))
    const json = { code: codeOf(text) }
    const full = cookieFrom(
      await ask('POST', '/api/v1/me/second-factor/proof', { cookie: half, json }),
    )
    expect((await ask('GET', '/api/v1/me', { cookie: half })).status).toBe(401)
    expect((await ask('GET', '/api/v1/me', { cookie: full })).status).toBe(200)
  })

  test('is hidden from scripts and other sites, and under TLS from other hosts and plain HTTP', async () => {
    const plain = (await enter('org-first')).headers.get('set-cookie')!
    expect(plain).toMatch(
      /^tin-nhiem=\w{40}; Path=\/; Expires=Thu, 05 Feb 2026 20:00:00 GMT; HttpOnly; SameSite=Strict$/,
    )
    const answer = await enter('org-first', { base: 'https://localhost' })
    const secure = answer.headers.get('set-cookie')!
    expect(secure).toMatch(/^__Host-tin-nhiem=\w{40}; Path=\/; /)
    expect(secure).toMatch(/; HttpOnly; Secure; SameSite=Strict$/)
    expect(secure).not.toMatch(/Domain/i)
    const token = /=(\w{40})/.exec(secure)![1]!
    const me = (cookie: string, base: string) => ask('GET', '/api/v1/me', { cookie, base })
    expect((await me(`__Host-tin-nhiem=${token}`, 'https://localhost')).status).toBe(200)
    expect((await me(`tin-nhiem=${token}`, 'https://localhost')).status).toBe(401)
  })

  test('that ended because of another log-in is told so, on pages and over the API', async () => {
    const cookie = cookieFrom(await enter('org-first'))
    await enter('org-first')
    const answer = await ask('GET', '/api/v1/me', { cookie })
    expect(await answer.json()).toMatchObject({ status: 401, code: 'log_in_replaced' })
    const page = await ask('GET', '/sessions/abc', { cookie })
    const to = '/login?next=%2Fsessions%2Fabc&notice=log_in_replaced'
    expect([page.status, page.headers.get('location')]).toEqual([303, to])
    const shown = await (await ask('GET', to, { cookie })).text()
    expect(shown).toContain('đã đăng nhập ở nơi khác')
    const form = await ask('POST', '/sessions/new', { cookie, form: {} })
    expect([form.status, await form.text()]).toEqual([
      401,
      expect.stringContaining('đã đăng nhập ở nơi khác'),
    ])
  })

  test('that ran out while nobody worked is told so', async () => {
    const cookie = cookieFrom(await enter('org-first'))
    clock = later(clock, 1800)
    expect((await ask('GET', '/', { cookie })).headers.get('location')).toBe(
      '/login?notice=log_in_idle',
    )
  })

  test('is kept alive by work, not by what a page asks for by itself', async () => {
    const cookie = cookieFrom(await enter('org-first'))
    const seen = async () =>
      (await ctx.store.db.selectFrom('logins').select('seen_at').executeTakeFirstOrThrow()).seen_at
    const before = await seen()
    clock = later(clock, 600)
    for (const [method, path] of [
      ['GET', '/api/v1/sessions/x/progress'],
      ['GET', '/api/v1/sessions/x/progress/stream'],
      ['POST', '/api/v1/sheets/x/pass/window'],
      ['GET', '/hall/x'],
      ['GET', '/hall/x/stream'],
      ['GET', '/static/style.css'],
    ] as const)
      await ask(method, path, { cookie })
    expect(await seen()).toBe(before)
    await ask('PUT', '/api/v1/sheets/x/pass', { cookie, json: {} })
    expect(await seen()).toBe(clock)
  })

  test('is given back at log-out: the cookie goes, pages go, what is typed and unsent stays', async () => {
    const cookie = cookieFrom(await enter('org-first'))
    const out = await ask('POST', '/logout', { cookie, form: {} })
    expect(out.headers.get('set-cookie')).toMatch(/^tin-nhiem=; Max-Age=0; Path=\//)
    expect(out.headers.get('clear-site-data')).toBe('"cache"')
    expect((await ask('GET', '/api/v1/me', { cookie })).status).toBe(401)
  })

  test('and every other one is ended by log-out everywhere', async () => {
    const cookie = cookieFrom(await enter('org-first'))
    const mine = await ask('GET', '/api/v1/me/log-in', { cookie })
    expect(await mine.json()).toEqual({
      startedAt: clock,
      expiresAt: later(clock, 28_800),
      seenAt: clock,
    })
    expect((await ask('POST', '/api/v1/me/end-log-ins', { cookie })).status).toBe(204)
    expect((await ask('GET', '/', { cookie })).headers.get('location')).toBe(
      '/login?notice=log_in_revoked',
    )
  })
})

describe('an address of the network', () => {
  const failFrom = async (from: string, times: number, headers = {}) => {
    for (let at = 0; at < times; at += 1)
      await ask('POST', '/api/v1/login', {
        from,
        headers,
        json: { username: `ai-${clock}-${from}-${at}`, password: 'sai' },
      })
  }
  const statusFrom = async (from: string, headers = {}) =>
    (await enter('org-first', { from, headers })).status

  test('waits after fifty failures, with words for people and a number for programs', async () => {
    await failFrom('10.0.0.9', 50)
    const answer = await enter('org-first', { from: '10.0.0.9' })
    expect(answer.headers.get('retry-after')).toBe('15')
    expect(await answer.json()).toMatchObject({
      status: 429,
      code: 'too_many_attempts',
      title: expect.stringContaining('Chờ 15 giây'),
      detail: { seconds: 15 },
    })
    expect(await statusFrom('10.0.0.8')).toBe(200)
    const form = { username: 'org-first', password: PASSWORD }
    const page = await ask('POST', '/login', { from: '10.0.0.9', form })
    expect([page.status, await page.text()]).toEqual([429, expect.stringContaining('Chờ 15 giây')])
  })

  test('is not what a header says, unless a proxy that is named says it', async () => {
    await failFrom('10.0.0.9', 50, { 'x-forwarded-for': '203.0.113.1' })
    expect(await statusFrom('10.0.0.7', { 'x-forwarded-for': '10.0.0.9' })).toBe(200)
    expect(await statusFrom('10.0.0.9', { 'x-forwarded-for': '203.0.113.2' })).toBe(429)
    clock = later(clock, 7200)
    ctx = { ...ctx, trustedProxies: ['10.0.0.1', '10.0.0.2'] }
    app = createApp(ctx)
    await failFrom('10.0.0.1', 50, { 'x-forwarded-for': '198.51.100.7, 203.0.113.5, 10.0.0.2' })
    expect(await statusFrom('10.0.0.1', { 'x-forwarded-for': '203.0.113.5' })).toBe(429)
    expect(await statusFrom('203.0.113.5')).toBe(429)
    expect(await statusFrom('10.0.0.1', { 'x-forwarded-for': '198.51.100.7' })).toBe(200)
  })

  test('of IPv6 is its network, of IPv4 the same through either socket', async () => {
    await failFrom('2001:db8:0:1::5', 25)
    await failFrom('2001:0db8:0000:0001:ffff:1:2:3', 25)
    expect(await statusFrom('2001:db8:0:1:8::1')).toBe(429)
    expect(await statusFrom('2001:db8:0:2::5')).toBe(200)
    await failFrom('::ffff:10.0.0.3', 50)
    expect(await statusFrom('10.0.0.3')).toBe(429)
  })
})
