import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { logIn } from '../../src/actions/log-in.ts'
import { readConfig } from '../../src/config.ts'
import type { Context } from '../../src/context.ts'
import { type Running, startServer } from '../../src/main.ts'
import { ROOT } from '../../src/program.ts'
import { ask } from '../serving/ask.ts'
import { seatPeople, testContext } from '../support/context.ts'
import { countingSession } from '../support/session.ts'

const PASSWORD = 'mat khau rat dai'

/** What every answer of the program carries. */
const ALWAYS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; " +
    "require-trusted-types-for 'script'; trusted-types 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), ' +
    'local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), ' +
    'publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
}
const OVER_TLS = { 'strict-transport-security': 'max-age=604800' }
const A_PAGE = {
  'content-type': 'text/html; charset=UTF-8',
  'cross-origin-embedder-policy': 'require-corp',
}
const A_PROBLEM = { 'content-type': 'application/problem+json' }

/** Of the connection and the moment, not of the kind of answer. */
const PASSING = ['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length', 'x-request-id', 'etag', 'last-modified', 'accept-ranges'] // prettier-ignore

describe.each([
  ['plain', 'off'],
  ['TLS', 'local-ca'],
])('over %s', (_, TLS) => {
  const folder = mkdtempSync(join(tmpdir(), 'tin-nhiem-headers-'))
  const tls = TLS === 'off' ? {} : OVER_TLS
  let ctx: Context
  let server: Running
  let ca: string | undefined
  let cookie: string
  let session: string
  beforeAll(async () => {
    ctx = await testContext()
    const people = await seatPeople(ctx)
    session = (await countingSession(ctx, people)).session.id
    const { token } = await logIn(ctx, { username: people.head.account, password: PASSWORD })
    const name = TLS === 'off' ? 'tin-nhiem' : '__Host-tin-nhiem'
    cookie = `${name}=${token}`
    const env = { PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent', TLS }
    server = await startServer(ctx, readConfig(env, ROOT))
    if (server.ca) ca = (await ask(`${server.ca.url}/so-tin-nhiem-ca.pem`)).bytes.toString()
  })
  afterAll(async () => {
    await server.close()
    rmSync(folder, { recursive: true })
  })

  const asking = (path: string, more: Parameters<typeof ask>[1] = {}) =>
    ask(`${server.url}${path}`, {
      ...more,
      ...(ca && { ca }),
      headers: { cookie, origin: server.url, ...more.headers },
    })
  const shown = (headers: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => !PASSING.includes(name)))

  test.each([
    ['a page', '/', A_PAGE],
    ['JSON of the API', '/api/v1/me', { 'content-type': 'application/json' }],
    ['the description of the API', '/openapi.json', { 'content-type': 'application/json' }],
    ['a problem', '/api/v1/persons/unknown', A_PROBLEM],
    ['a page that is not found', '/nowhere', A_PAGE],
    [
      'a script',
      '/static/entry.js',
      { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' },
    ],
    [
      'a style',
      '/static/style.css',
      { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' },
    ],
    ['a redirect', '/login', { location: '/' }],
  ])('the headers of %s', async (__, path, own) => {
    const { headers } = await asking(path)
    expect(shown(headers)).toEqual({ ...ALWAYS, ...tls, ...own })
  })

  test('the headers of a file to be kept', async () => {
    const { status, headers } = await asking(`/api/v1/sessions/${session}/procedure.pdf`)
    expect(status).toBe(200)
    const { 'content-disposition': disposition, ...others } = shown(headers)
    expect(disposition).toMatch(/^attachment; filename="[\w.-]+\.pdf"$/)
    expect(others).toEqual({ ...ALWAYS, ...tls, 'content-type': 'application/pdf' })
  })

  test('the headers of a body that is too long, and of one of another type', async () => {
    const long = await asking('/login', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `username=${'x'.repeat(20_000)}`,
    })
    expect(long.status).toBe(413)
    expect(shown(long.headers)).toEqual({ ...ALWAYS, ...tls, ...A_PAGE })
    const body = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' }
    const other = await asking('/api/v1/confirmations', body)
    expect(other.status).toBe(415)
    expect(shown(other.headers)).toEqual({ ...ALWAYS, ...tls, ...A_PROBLEM })
  })

  test('the headers of a stream of events', async () => {
    const path = `/api/v1/sessions/${session}/progress/stream`
    const { headers } = await asking(path, { headOnly: true })
    expect(shown(headers)).toEqual({
      ...ALWAYS,
      ...tls,
      'content-type': 'text/event-stream',
      'x-accel-buffering': 'no',
    })
  })

  test('the headers of a request that comes too often', async () => {
    const body = new URLSearchParams({ username: 'x', password: 'y' }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded', cookie: '' }
    const log = () => asking('/login', { method: 'POST', headers, body })
    let last = await log()
    for (let at = 0; at < 150 && last.status !== 429; at++) last = await log()
    expect(last.status).toBe(429)
    const { 'retry-after': after, ...others } = shown(last.headers)
    expect(Number(after)).toBeGreaterThanOrEqual(1)
    expect(others).toEqual({ ...ALWAYS, ...tls, ...A_PAGE })
  })

  test('the headers of the authority’s certificate, which is given out without TLS', async () => {
    if (!server.ca) return expect(TLS).toBe('off')
    const { headers } = await ask(`${server.ca.url}/so-tin-nhiem-ca.crt`)
    expect(shown(headers)).toEqual({
      ...ALWAYS,
      'content-type': 'application/x-x509-ca-cert',
      'content-disposition': 'attachment; filename="so-tin-nhiem-ca.crt"',
    })
    expect(shown((await ask(server.ca.url)).headers)).toEqual({ ...ALWAYS, ...A_PAGE })
  })
})
