import { readFileSync, writeFileSync } from 'node:fs'
import { Secret, TOTP } from 'otpauth'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { disableAccount, resetPassword } from '../../src/actions/accounts.ts'
import { linkIdentity, removePassword, unlinkIdentity } from '../../src/actions/identity-links.ts'
import { finishIdentityLogIn } from '../../src/actions/identity-log-in.ts'
import { later } from '../../src/actions/instants.ts'
import { logIn, whoIs } from '../../src/actions/log-in.ts'
import { confirmSecondFactor, draftSecondFactor } from '../../src/actions/second-factor.ts'
import { type App, createApp } from '../../src/app.ts'
import type { Context } from '../../src/context.ts'
import type { Role } from '../../src/domain/roles.ts'
import { type IdentityProviderSettings, identityProvider } from '../../src/identity-provider.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type TestProvider, startProvider } from '../support/identity-provider.ts'
import { DIALECTS, type DialectName } from '../support/stores.ts'

const HERE = 'http://localhost'
const CALLBACK = `${HERE}/login/oidc/callback`
const PASSWORD = 'mat khau rat dai'

let provider: TestProvider
let ctx: Context
let people: People
let app: App
let clock: string

beforeAll(async () => void (provider = await startProvider(CALLBACK)))
afterAll(async () => provider.close())
beforeEach(async () => {
  provider.tamper = null
  provider.foreignKey = false
  provider.answer = null
  provider.person = { subject: 'nguoi-1', name: 'Lê Thị <Mẫu>', amr: ['pwd'] }
  await start({})
})
afterEach(async () => ctx.store.db.destroy())

async function start(
  settings: Partial<IdentityProviderSettings>,
  dialect: DialectName = 'sqlite',
  secondFactorRoles: readonly Role[] = [],
): Promise<void> {
  clock = '2026-02-05T12:00:00.000Z'
  await ctx?.store.db.destroy()
  ctx = await testContext(dialect, {
    now: () => clock,
    logInRules: { idleMinutes: 30, secondFactorRoles },
    identityProvider: identityProvider({ ...provider.settings, ...settings }),
  })
  people = await seatPeople(ctx)
  app = createApp(ctx)
}

const ask = (path: string, cookie = '', from?: string) =>
  app.request(
    path.startsWith('http') ? path : `${HERE}${path}`,
    { headers: { cookie } },
    from === undefined ? {} : { incoming: { socket: { remoteAddress: from } } },
  )
const cookiesOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0]!)
    .filter((each) => !each.endsWith('='))
const cookieOf = (answer: Response, name: string) =>
  cookiesOf(answer).find((each) => each.startsWith(`${name}=`)) ?? ''

/** The way to the provider, in a browser of its own: where it was sent back to, and what it holds. */
async function goThere(next = '/') {
  const there = await ask(`/login/oidc?next=${encodeURIComponent(next)}`)
  expect(there.status).toBe(303)
  const address = there.headers.get('location') ?? ''
  return { address, held: cookieOf(there, 'tin-nhiem-oidc'), back: await provider.visit(address) }
}

/** There and back. */
async function enter(next = '/', from?: string): Promise<Response> {
  const { back, held } = await goThere(next)
  return ask(back, held, from)
}
const codeIn = (html: string) => /<code>([0-9A-Z]{4}-[0-9A-Z]{4})<\/code>/.exec(html)?.[1] ?? ''

/** Links the person at the provider to the account, by the code of a first log-in. */
async function link(account = people.first.account): Promise<void> {
  const first = await enter()
  expect(first.status).toBe(403)
  await linkIdentity(ctx, people.admin, account, codeIn(await first.text()))
}
const events = async () => {
  const rows = await ctx.store.db.selectFrom('journal').select('entry').orderBy('seq').execute()
  return rows.map(({ entry }) => (JSON.parse(entry) as { event: Record<string, unknown> }).event)
}
const textOf = async (answer: Response) => (await answer.text()).replaceAll(/<[^>]*>/g, ' ')
const loggedInAs = async (answer: Response) => {
  const me = await ask('/api/v1/me', cookieOf(answer, 'tin-nhiem'))
  return me.status === 200 ? ((await me.json()) as Record<string, unknown>) : null
}

describe.each(DIALECTS)('a log-in by the identity provider on %s', (dialect) => {
  beforeEach(async () => {
    if (dialect !== 'sqlite') await start({}, dialect)
  })

  test('opens the account that an administrator linked by the code of the first log-in', async () => {
    await link()
    const answer = await enter('/sessions/abc?x=1')
    expect(answer.status).toBe(200)
    expect(await loggedInAs(answer)).toMatchObject({ username: 'org-first', standing: 'full' })
    expect(await events()).toEqual([
      {
        type: 'identity_linked',
        account: 'org-first',
        issuer: provider.settings.issuer,
        subject: 'nguoi-1',
      },
      { type: 'logged_in', account: 'org-first', way: 'identity' },
    ])
  })

  test('of an unlinked identity makes no account and starts nothing; its code serves once and for 15 minutes', async () => {
    const before = await ctx.store.db.selectFrom('accounts').select('id').execute()
    const first = await enter()
    expect(first.status).toBe(403)
    expect(cookieOf(first, 'tin-nhiem')).toBe('')
    const code = codeIn(await first.text())
    expect(await ctx.store.db.selectFrom('accounts').select('id').execute()).toEqual(before)
    const wrong = { code: 'identity_code_wrong' }
    const linkBy = (typed: string, account = 'org-first') =>
      linkIdentity(ctx, people.admin, account, typed)
    await expect(linkBy('AAAA-AAAA')).rejects.toMatchObject(wrong)
    clock = later(clock, 900)
    await expect(linkBy(code)).rejects.toMatchObject(wrong)
    const second = codeIn(await (await enter()).text())
    await linkBy(second.toLowerCase().replace('-', ' '))
    await expect(linkBy(second, 'org-second')).rejects.toMatchObject(wrong)
    expect(await ctx.store.db.selectFrom('identity_codes').selectAll().execute()).toEqual([])
  })

  test('is one account an identity, one identity an account', async () => {
    await link()
    provider.person = { ...provider.person, subject: 'nguoi-2' }
    await expect(link()).rejects.toMatchObject({ code: 'identity_linked' })
    await link('org-second')
    expect(await loggedInAs(await enter())).toMatchObject({ username: 'org-second' })
  })

  test('of a barred account is refused, and says so to nobody else', async () => {
    await link()
    await disableAccount(ctx, people.admin, 'org-first')
    const { back, held } = await goThere()
    const [, sealed] = held.split('=')
    const { searchParams } = new URL(back)
    await expect(finishIdentityLogIn(ctx, searchParams, sealed)).rejects.toMatchObject({
      code: 'identity_barred',
    })
    const answer = await enter()
    expect(answer.status).toBe(403)
    expect(await textOf(answer)).toContain('đã bị khóa')
    expect(cookieOf(answer, 'tin-nhiem')).toBe('')
  })

  test('ends the one before it, and is ended by taking the link away', async () => {
    await link()
    const { token } = await logIn(ctx, { username: 'org-first', password: PASSWORD })
    const answer = await enter()
    expect(await whoIs(ctx, token)).toBeUndefined()
    await unlinkIdentity(ctx, people.admin, 'org-first')
    expect(await loggedInAs(answer)).toBeNull()
    expect((await enter()).status).toBe(403)
    await expect(unlinkIdentity(ctx, people.admin, 'org-first')).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('is the only one of an account without a password, until one is given out again', async () => {
    await expect(removePassword(ctx, people.admin, 'org-first')).rejects.toMatchObject({
      code: 'identity_needed',
    })
    await link()
    await removePassword(ctx, people.admin, 'org-first')
    const byPassword = () => logIn(ctx, { username: 'org-first', password: PASSWORD })
    await expect(byPassword()).rejects.toMatchObject({ code: 'wrong_credentials' })
    const answer = await enter()
    expect(await loggedInAs(answer)).toMatchObject({ standing: 'full' })
    const page = await (await ask('/account', cookieOf(answer, 'tin-nhiem'))).text()
    expect(page).toContain('không có mật khẩu')
    expect(page).not.toContain('href="/account/password"')
    await resetPassword(ctx, people.admin, 'org-first', 'chieu muon ra dong cau ca')
    const again = { username: 'org-first', password: 'chieu muon ra dong cau ca' }
    expect((await logIn(ctx, again)).account).toMatchObject({ withoutPassword: false })
  })
})

describe('what comes back from the provider is refused', () => {
  beforeEach(async () => link())

  const refused = async (answer: Response) => {
    expect(answer.status).toBe(401)
    expect(cookieOf(answer, 'tin-nhiem')).toBe('')
    expect(await textOf(answer)).toContain('không thành')
  }
  const wait = (seconds: number) => (claims: Readonly<Record<string, unknown>>) => ({
    ...claims,
    exp: Number(claims.exp) - 3600 - seconds,
    iat: Number(claims.iat) - 3600 - seconds,
  })

  test.each([
    ['another nonce', (claims: object) => ({ ...claims, nonce: 'khac' })],
    ['no nonce', ({ nonce: _, ...claims }: Readonly<Record<string, unknown>>) => claims],
    ['another audience', (claims: object) => ({ ...claims, aud: 'chuong-trinh-khac' })],
    ['another issuer', (claims: object) => ({ ...claims, iss: 'http://127.0.0.1:1' })],
    ['a time that is over', wait(60)],
    ['no subject', ({ sub: _, ...claims }: Readonly<Record<string, unknown>>) => claims],
  ])('with %s in the token', async (_, tamper) => {
    provider.tamper = tamper
    await refused(await enter())
  })

  test('with a signature of another key', async () => {
    provider.tamper = (claims) => claims
    expect((await enter()).status).toBe(200) // signed again with the right key, it holds
    provider.foreignKey = true
    await refused(await enter())
  })

  test('with another state, or none', async () => {
    const { back, held } = await goThere()
    const other = new URL(back)
    other.searchParams.set('state', 'khac')
    await refused(await ask(other.href, held))
    other.searchParams.delete('state')
    await refused(await ask(other.href, held))
  })

  test('in a browser that began nothing, or something else', async () => {
    const mine = await goThere()
    const others = await goThere()
    await refused(await ask(mine.back))
    const { searchParams } = new URL(mine.back)
    await expect(finishIdentityLogIn(ctx, searchParams, undefined)).rejects.toMatchObject({
      code: 'identity_refused',
      detail: { reason: 'not_begun' },
    })
    await refused(await ask(mine.back, others.held))
    await refused(await ask(mine.back, 'tin-nhiem-oidc=khong-phai'))
    expect((await ask(mine.back, mine.held)).status).toBe(200)
  })

  test('a second time', async () => {
    const { back, held } = await goThere()
    const first = await ask(back, held)
    expect(first.status).toBe(200)
    expect(first.headers.get('set-cookie')).toMatch(/tin-nhiem-oidc=;[^,]*Max-Age=0/)
    await refused(await ask(back, held))
  })

  test('after ten minutes', async () => {
    const { back, held } = await goThere()
    clock = later(clock, 600)
    await refused(await ask(back, held))
    const inTime = await goThere()
    clock = later(clock, 599)
    expect((await ask(inTime.back, inTime.held)).status).toBe(200)
  })

  test('when it says no, without a word of its own on the page', async () => {
    const { held, back } = await goThere()
    const no = new URL(back)
    const state = no.searchParams.get('state') ?? ''
    no.search = new URLSearchParams({
      error: 'access_denied',
      error_description: '<script>alert(1)</script>lời lạ',
      state,
      iss: provider.settings.issuer,
    }).toString()
    const answer = await ask(no.href, held)
    expect(answer.status).toBe(401)
    const html = await answer.text()
    expect(html).not.toContain('alert(1)')
    expect(html).not.toContain('lời lạ')
    expect(html).toContain('không thành')
  })

  test('counted like wrong passwords, by the address they come from', async () => {
    const { back, held } = await goThere()
    for (let at = 0; at < 50; at += 1)
      expect((await ask(CALLBACK, '', '10.0.0.9')).status).toBe(401)
    expect((await ask(back, held, '10.0.0.9')).status).toBe(429)
    expect((await ask(back, held, '10.0.0.8')).status).toBe(200)
  })
})

describe('the cookies and the way on', () => {
  beforeEach(async () => link())

  test('the way there is kept sealed and lax, the log-in strict, and a page of this site goes on', async () => {
    const there = await ask('/login/oidc?next=%2Fsessions%2Fabc')
    const [set = ''] = there.headers.getSetCookie()
    expect(set).toMatch(/^tin-nhiem-oidc=[\w-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/)
    const address = new URL(there.headers.get('location') ?? '')
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      prompt: 'login',
      redirect_uri: CALLBACK,
    })
    const answer = await ask(await provider.visit(address.href), set.split(';')[0])
    expect(answer.headers.get('location')).toBeNull()
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.getSetCookie().join('\n')).toMatch(
      /^tin-nhiem=\w{40};.*HttpOnly; SameSite=Strict$/m,
    )
    expect(await answer.text()).toContain(
      '<meta http-equiv="refresh" content="0;url=/sessions/abc"',
    )
  })

  test('under TLS both cookies belong to this host alone', async () => {
    const app2 = createApp(ctx)
    const there = await app2.request('https://localhost/login/oidc')
    const [set = ''] = there.headers.getSetCookie()
    expect(set).toMatch(/^__Host-tin-nhiem-oidc=.*Path=\/.*Secure.*SameSite=Lax/)
    const back = await provider.visit(there.headers.get('location') ?? '')
    const answer = await app2.request(back.replace('http:', 'https:'), {
      headers: { cookie: set.split(';')[0]! },
    })
    expect(answer.headers.getSetCookie().join('\n')).toMatch(/^__Host-tin-nhiem=\w{40};.*Secure/m)
  })

  test.each([
    'https://example.org/',
    '//example.org',
    '/\\example.org',
    '/..//example.org',
    '/.//x.y',
  ])('never lead to another site: %s', async (next) => {
    const html = await (await enter(next)).text()
    expect(html).toContain('content="0;url=/"')
  })

  test('lead on at once whoever is logged in already', async () => {
    const cookie = cookieOf(await enter(), 'tin-nhiem')
    const again = await ask('/login/oidc?next=%2Faccount', cookie)
    expect([again.status, again.headers.get('location')]).toEqual([303, '/account'])
  })
})

describe('the second factor', () => {
  const standing = async () => (await loggedInAs(await enter()))?.standing
  const mfa = () => (provider.person = { ...provider.person, amr: ['pwd', 'otp'] })

  test('of the provider counts only where a setting says so and its token tells of one', async () => {
    await start({}, 'sqlite', ['secretary'])
    await link()
    mfa()
    expect((await enter()).status).toBe(200)
    await start({ secondFactor: ['otp', 'hwk'] }, 'sqlite', ['secretary'])
    provider.person = { ...provider.person, amr: ['pwd'] }
    await link()
    expect(await standing()).toBeUndefined() // nothing but setting one up is open
    mfa()
    expect(await standing()).toBe('full')
    provider.person = { ...provider.person, amr: ['pwd', 'sms'] }
    expect(await standing()).toBeUndefined()
  })

  test('of one’s own is asked for where the provider’s does not count', async () => {
    await start({ secondFactor: ['otp'] })
    await link()
    const { token } = await logIn(ctx, { username: 'org-first', password: PASSWORD })
    const who = (await whoIs(ctx, token))!
    const { text } = await draftSecondFactor(ctx, who)
    const code = new TOTP({ secret: Secret.fromBase32(text) }).generate({
      timestamp: Date.parse(clock),
    })
    await confirmSecondFactor(ctx, who, token, code)
    const answer = await enter()
    const on = await ask('/', cookieOf(answer, 'tin-nhiem'))
    expect(on.headers.get('location')).toBe('/login/second-factor')
    mfa()
    expect(await standing()).toBe('full')
  })
})

describe('a provider that is away or at fault', () => {
  const page = async (path = '/login/oidc') => {
    const answer = await ask(path)
    return { status: answer.status, text: await textOf(answer) }
  }
  const told = (change: object) => {
    provider.answer = (path, response) => {
      if (path !== '/.well-known/openid-configuration') return false
      const { issuer } = provider.settings
      response.setHeader('content-type', 'application/json')
      response.end(
        JSON.stringify({
          issuer,
          authorization_endpoint: `${issuer}/auth`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
          ...change,
        }),
      )
      return true
    }
  }

  test('leaves the password, in a kind sentence', async () => {
    await start({ issuer: 'http://127.0.0.1:1' })
    const { status, text } = await page()
    expect(status).toBe(503)
    expect(text).toContain('Đăng nhập bằng tên và mật khẩu')
    expect(text).toContain('Mật khẩu')
  })

  test.each([
    ['authorization_endpoint', 'https://example.org/auth'],
    ['token_endpoint', 'http://169.254.169.254/latest'],
    ['token_endpoint', 'http://127.0.0.1:1/token'],
    ['jwks_uri', 'http://10.0.0.1/keys'],
    ['jwks_uri', 'file:///etc/passwd'],
  ])('is not followed to another address: %s %s', async (name, address) => {
    told({ [name]: address })
    await expect(ctx.identityProvider?.begin()).rejects.toMatchObject({
      code: 'identity_provider_untrusted',
    })
    const { status, text } = await page()
    expect(status).toBe(503)
    expect(text).toContain('chưa được khai báo')
    expect(text).not.toContain(address)
  })

  test('is followed to an address that is listed', async () => {
    told({ jwks_uri: 'https://keys.example.org/jwks' })
    await start({ origins: ['https://keys.example.org'] })
    expect((await ask('/login/oidc')).status).toBe(303)
  })

  test.each([
    ['another issuer', { issuer: 'https://example.org' }],
    ['no endpoint', { token_endpoint: undefined }],
  ])('that tells of %s is given up', async (_, change) => {
    told(change)
    await expect(ctx.identityProvider?.begin()).rejects.toMatchObject({
      code: 'identity_provider_unreachable',
    })
  })

  test('that points elsewhere, or answers without end, is given up', async () => {
    provider.answer = (_, response) => {
      response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()
      return true
    }
    expect((await page()).status).toBe(503)
    provider.answer = (_, response) => {
      response.setHeader('content-type', 'application/json')
      response.end('x'.repeat(300_000))
      return true
    }
    await expect(ctx.identityProvider?.begin()).rejects.toMatchObject({
      detail: { reason: 'too_long' },
    })
  })

  test('while somebody is there leaves the password too, and counts no failure', async () => {
    await link()
    const { back, held } = await goThere()
    provider.answer = (path, response) => {
      if (path !== '/token') return false
      response.writeHead(502).end('bad gateway')
      return true
    }
    for (let at = 0; at < 60; at += 1) expect((await ask(back, held, '10.0.0.9')).status).toBe(503)
  })

  test('that does not take our secret is a matter of the settings', async () => {
    const { clientSecretFile } = provider.settings
    const right = readFileSync(clientSecretFile, 'utf8')
    writeFileSync(clientSecretFile, 'mot bi mat khac')
    const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) })
    const lines: string[] = []
    app = createApp({ ...ctx, log, identityProvider: identityProvider(provider.settings) })
    writeFileSync(clientSecretFile, right)
    const { back, held } = await goThere()
    expect((await ask(back, held)).status).toBe(503)
    expect(lines.join('')).toContain('"reason":"client_refused"')
    const secrets = ['mot bi mat khac', new URL(back).searchParams.get('code') ?? '', held]
    expect(secrets.filter((each) => lines.join('').includes(each))).toEqual([])
  })

  test('has a secret in a file that can be read, or the program does not start', () => {
    const of = (clientSecretFile: string) => () =>
      identityProvider({ ...provider.settings, clientSecretFile })
    const { clientSecretFile } = provider.settings
    const unreadable = expect.objectContaining({ code: 'identity_secret_unreadable' }) as Error
    expect(of(`${clientSecretFile}-khong-co`)).toThrow(unreadable)
    writeFileSync(`${clientSecretFile}-trong`, '\n')
    expect(of(`${clientSecretFile}-trong`)).toThrow(unreadable)
    expect(of(clientSecretFile)).not.toThrow()
  })
})

describe('without a provider', () => {
  test('there is no button and no page, and with one there is', async () => {
    expect(await (await ask('/login?next=%2Fa')).text()).toContain('/login/oidc?next=%2Fa')
    app = createApp({ ...ctx, identityProvider: null })
    expect(await (await ask('/login')).text()).not.toContain('oidc')
    expect((await ask('/login/oidc')).status).toBe(404)
    expect((await ask(CALLBACK)).status).toBe(404)
  })

  test('nothing is asked of it before somebody logs in there', async () => {
    provider.asked.length = 0
    await start({})
    await ask('/login')
    expect(provider.asked).toEqual([])
    await Promise.all([ask('/login/oidc'), ask('/login/oidc')])
    await ask('/login/oidc')
    expect(provider.asked).toEqual(['/.well-known/openid-configuration'])
  })
})

describe('the administrator', () => {
  const admin = async () => {
    const { token } = await logIn(ctx, { username: 'org-admin', password: PASSWORD })
    return (path: string, fields: Readonly<Record<string, string>> = {}) =>
      app.request(`${HERE}${path}`, {
        method: 'POST',
        headers: { cookie: `tin-nhiem=${token}`, origin: HERE },
        body: new URLSearchParams(fields),
      })
  }

  test('compares whom the provider knows before linking, and takes links and passwords away', async () => {
    const code = codeIn(await (await enter()).text())
    const post = await admin()
    const shown = await post('/accounts/org-first/identity', { identityCode: code })
    expect(shown.status).toBe(200)
    const html = await shown.text()
    expect(html).toContain('Lê Thị &lt;Mẫu&gt;')
    expect(html).toContain('nguoi-1')
    expect(await events()).not.toContainEqual(expect.objectContaining({ type: 'identity_linked' }))
    const linked = await post('/accounts/org-first/identity/link', { code })
    expect(linked.headers.get('location')).toBe('/accounts/org-first?notice=identity_linked')
    const off = await post('/accounts/org-first/remove-password')
    expect(off.headers.get('location')).toBe('/accounts/org-first?notice=password_removed')
    const apart = await post('/accounts/org-first/identity/remove')
    expect(apart.headers.get('location')).toBe('/accounts/org-first?notice=identity_unlinked')
  })

  test('is told of a wrong code, and links nothing to the own account', async () => {
    const code = codeIn(await (await enter()).text())
    const post = await admin()
    const wrong = await post('/accounts/org-first/identity', { identityCode: 'AAAA-BBBB' })
    expect(wrong.status).toBe(422)
    expect(await textOf(wrong)).toContain('Mã liên kết không đúng')
    const own = await post('/accounts/org-admin/identity/link', { code })
    expect(own.status).toBe(403)
    const early = await post('/accounts/org-first/remove-password')
    expect(early.status).toBe(409)
    expect(await textOf(early)).toContain('Liên kết trước')
  })

  test('is nobody else', async () => {
    const code = codeIn(await (await enter()).text())
    for (const actor of [people.first, people.head, people.auditor])
      for (const act of [
        linkIdentity(ctx, actor, 'org-second', code),
        unlinkIdentity(ctx, actor, 'org-second'),
        removePassword(ctx, actor, 'org-second'),
      ])
        await expect(act).rejects.toMatchObject({ code: 'forbidden' })
  })
})
