import { X509Certificate } from 'node:crypto'
import { connect as connectPlain } from 'node:net'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import type { Context } from '../src/context.ts'
import { type Running, startServer } from '../src/main.ts'
import { ROOT } from '../src/program.ts'
import { secretsUnder } from '../src/secrets.ts'
import { localTls } from '../src/serving/tls-material.ts'
import { ask } from './serving/ask.ts'
import { seatPeople, testContext } from './support/context.ts'
import { privateKeysIn } from './support/private-keys.ts'

const PASSWORD = 'mat khau rat dai'
const folder = mkdtempSync(join(tmpdir(), 'tin-nhiem-web-'))
afterAll(() => rmSync(folder, { recursive: true }))

const settings = (env: Readonly<Record<string, string>>) =>
  readConfig({ PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent', ...env }, ROOT)

async function serving(env: Readonly<Record<string, string>>): Promise<[Running, Context]> {
  const ctx = await testContext()
  await seatPeople(ctx)
  return [await startServer(ctx, settings(env)), ctx]
}

const form = (url: string) => ({
  method: 'POST',
  headers: { origin: new URL(url).origin, 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams({ username: 'org-head', password: PASSWORD }).toString(),
})

describe('with the authority of the installation', () => {
  let server: Running
  let ca: string
  beforeAll(async () => {
    ;[server] = await serving({ TLS: 'local-ca' })
    ca = (await ask(`${server.ca!.url}/so-tin-nhiem-ca.pem`)).bytes.toString()
  })
  afterAll(() => server.close())

  test('serves pages over TLS that a client who trusts the authority believes', async () => {
    expect(server.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/)
    expect((await ask(`${server.url}/login`, { ca })).status).toBe(200)
    await expect(ask(`${server.url}/login`)).rejects.toThrow(/self-signed|unable to/)
  })

  test('gives the log-in cookie to TLS only', async () => {
    const { status, headers } = await ask(`${server.url}/login`, { ca, ...form(server.url) })
    expect(status).toBe(303)
    expect(headers['set-cookie']![0]).toMatch(/; Secure(;|$)/)
  })

  test.each(['TLSv1', 'TLSv1.1'] as const)('does not speak %s', async (version) => {
    const { hostname: host, port } = new URL(server.url)
    const options = { host, port: Number(port), ca, minVersion: version, maxVersion: version }
    const spoken = await new Promise<string>((resolve) => {
      const socket = connect({ ...options, ciphers: 'DEFAULT@SECLEVEL=0' }, () => resolve('spoken'))
      socket.once('error', (error) => resolve(error.message))
    })
    expect(spoken).toMatch(/alert protocol version|no protocols available/)
  })

  test('gives out the certificate, and its fingerprint to compare, without TLS', async () => {
    const page = await ask(server.ca!.url)
    expect(page.status).toBe(200)
    for (const group of server.ca!.fingerprint)
      expect(page.bytes.toString()).toContain(`<code>${group}</code>`)
    const file = await ask(`${server.ca!.url}/so-tin-nhiem-ca.crt`)
    const { fingerprint256 } = new X509Certificate(file.bytes)
    expect(fingerprint256.replaceAll(':', '').toLowerCase()).toBe(server.ca!.fingerprint.join(''))
    expect(ca).toContain('BEGIN CERTIFICATE')
  })

  test('serves nothing else without TLS, and leads there', async () => {
    for (const path of ['/login', '/api/v1/me', '/static/entry.js', '//example.org/', '/setup']) {
      const { status, headers } = await ask(`${server.ca!.url}${path}`)
      expect([path, status]).toEqual([path, 302])
      expect(headers.location).toMatch(new RegExp(`^${server.url}/`))
    }
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect((await ask(`${server.ca!.url}/login`, { method })).status).toBe(405)
    const elsewhere = await ask(server.ca!.url, { headers: { host: 'example.org' } })
    expect(elsewhere.status).toBe(421)
  })

  test('does not answer in plain on the port of TLS', async () => {
    const plain = server.url.replace('https:', 'http:')
    await expect(ask(`${plain}/login`)).rejects.toThrow()
  })
})

describe('the key of that authority', () => {
  const env = { TLS: 'local-ca', DATA_DIR: join(folder, 'sealed') }

  test('is in no file in clear, and the same machine starts again with it', async () => {
    const [first] = await serving(env)
    await first.close()
    const [again] = await serving(env)
    await again.close()
    expect(again.ca!.fingerprint).toEqual(first.ca!.fingerprint)
    const files = readdirSync(join(env.DATA_DIR, 'tls')).toSorted()
    expect(files).toEqual(['ca.key', 'ca.pem'])
    for (const file of files)
      expect(privateKeysIn(readFileSync(join(env.DATA_DIR, 'tls', file)))).toEqual([])
  })

  test('is not opened without the machine’s key: the start is refused, and says so', async () => {
    const ctx = { ...(await testContext()), secrets: secretsUnder(new Uint8Array(32).fill(8)) }
    await expect(startServer(ctx, settings(env))).rejects.toMatchObject({
      code: 'secret_unreadable',
      detail: { purpose: 'private-key' },
    })
    await ctx.store.db.destroy()
  })
})

describe('with a certificate of the organisation', () => {
  const names = { dns: ['localhost', 'phieu.lan'], addresses: ['127.0.0.1'] }
  const files = (at: string) => {
    const { material } = localTls(join(folder, 'organisation'), names, at)
    const paths = { TLS_CERT: join(folder, 'server.pem'), TLS_KEY: join(folder, 'server.key') }
    writeFileSync(paths.TLS_CERT, material.cert)
    writeFileSync(paths.TLS_KEY, material.key)
    return paths
  }
  const reasonOf = async (env: Readonly<Record<string, string>>) => {
    const ctx = await testContext()
    const started = startServer(ctx, settings({ TLS: 'files', ...env }))
    const error: unknown = await started.then(
      () => 'started',
      (refused: unknown) => refused,
    )
    await ctx.store.db.destroy()
    expect(error).toMatchObject({ code: 'tls_files_unreadable' })
    return (error as { detail: { reason: string } }).detail.reason
  }

  test('serves TLS with it and opens no second port', async () => {
    const paths = files(new Date().toISOString())
    const [server] = await serving({ TLS: 'files', ...paths })
    const ca = readFileSync(join(folder, 'organisation', 'ca.pem'), 'utf8')
    const { status, headers } = await ask(`${server.url}/login`, { ca })
    const named = await ask(`${server.url}/login`, { ca, headers: { host: 'phieu.lan' } })
    await server.close()
    expect([status, server.ca]).toEqual([200, null])
    expect(named.status).toBe(200)
    expect(headers['strict-transport-security']).toBe('max-age=31536000')
  })

  test('that is missing, not readable, no pair or out of date it does not start', async () => {
    const paths = files(new Date().toISOString())
    expect(await reasonOf({})).toBe('missing')
    expect(await reasonOf({ ...paths, TLS_CERT: join(folder, 'none.pem') })).toBe('unreadable')
    expect(await reasonOf({ ...paths, TLS_KEY: paths.TLS_CERT })).toBe('unreadable')
    const other = localTls(join(folder, 'organisation'), names, new Date().toISOString())
    writeFileSync(paths.TLS_KEY, other.material.key)
    expect(await reasonOf(paths)).toBe('not_a_pair')
    expect(await reasonOf(files('2027-12-01T00:00:00.000Z'))).toBe('expired')
  })
})

describe('behind a proxy of this machine', () => {
  let server: Running
  beforeAll(async () => {
    ;[server] = await serving({ TLS: 'proxy', HOST_NAMES: 'phieu.xa-mau.vn' })
  })
  afterAll(() => server.close())
  const forwarded = { host: 'phieu.xa-mau.vn', 'x-forwarded-for': '192.168.1.7' }

  test('everything counts as sent over TLS: cookies, forms, the browser’s memory', async () => {
    const sent = form('https://phieu.xa-mau.vn')
    const headers = { ...sent.headers, ...forwarded }
    const answer = await ask(`${server.url}/login`, { ...sent, headers })
    expect(answer.status).toBe(303)
    expect(answer.headers['set-cookie']![0]).toMatch(/; Secure(;|$)/)
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000')
  })
})

describe('the settings of a server', () => {
  const opened: Running[] = []
  afterEach(async () => {
    for (const server of opened.splice(0)) await server.close()
  })

  test('a port that is taken is told, and nothing stays open', async () => {
    const [first] = await serving({})
    opened.push(first)
    const ctx = await testContext()
    const PORT = new URL(first.url).port
    await expect(startServer(ctx, settings({ PORT }))).rejects.toThrow('port_in_use')
    const again = startServer(ctx, settings({ TLS: 'local-ca', CA_PORT: PORT }))
    await expect(again).rejects.toThrow('port_in_use')
    await ctx.store.db.destroy()
  })

  test('without TLS other machines are not served', async () => {
    const ctx = await testContext()
    const started = startServer(ctx, settings({ HOST: '0.0.0.0', TLS: 'off' }))
    await expect(started).rejects.toMatchObject({ code: 'tls_required' })
    const alone = startServer(ctx, settings({ HOST: '0.0.0.0', LOOPBACK_ONLY: '1' }))
    await expect(alone).rejects.toMatchObject({ code: 'loopback_only' })
    await ctx.store.db.destroy()
  })

  test('what serves this machine alone is heard on no other address', async () => {
    const [server] = await serving({})
    opened.push(server)
    const { port } = new URL(server.url)
    const other = await new Promise<string>((resolve) => {
      const socket = connectPlain({ host: '127.0.0.2', port: Number(port) }, () => resolve('heard'))
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''))
    })
    expect(other).toBe('ECONNREFUSED')
  })
})
