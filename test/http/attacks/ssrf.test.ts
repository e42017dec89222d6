import { readFileSync, readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readConfig } from '../../../src/config.ts'
import { timestampClient } from '../../../src/tsa.ts'
import { type Scene, HERE, sceneOf } from './scene.ts'

/** A machine of the inner network that must not be asked; counts who asks it. */
let inner: { url: string; asked: number; close(): Promise<unknown> }
beforeEach(async () => {
  const server = createServer((_, response) => {
    inner.asked += 1
    response.end('inner')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const close = () => new Promise((closed) => server.close(closed))
  inner = { url: `http://127.0.0.1:${port}/`, asked: 0, close }
})
afterEach(() => inner.close())

const SRC = resolve(import.meta.dirname, '../../../src')

describe('SSRF', () => {
  test('only the clients of timestamps and of the identity provider and the signing command ask over the network, and browsers their own server', () => {
    const asking = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.client.ts'))
      .filter((file) =>
        /(?<!\.)\bfetch\(|node:(?:dns|dgram|http2)|\brequest\(|\bconnect\(/.test(
          readFileSync(join(SRC, file), 'utf8'),
        ),
      )
    // the watch of the air gap asks the addresses of its setting
    expect(asking.toSorted()).toEqual([
      'cli/signing-server.ts',
      'identity-provider.ts', // the origins of its setting, see identity-log-in.test.ts
      'serving/air-gap-watch.ts',
      'tsa.ts',
    ])
  })

  test('a redirect of the timestamp authority is not followed', async () => {
    const authority = createServer((_, response) => {
      response.writeHead(302, { location: inner.url }).end()
    })
    await new Promise<void>((listening) => authority.listen(0, '127.0.0.1', listening))
    const { port } = authority.address() as AddressInfo
    const ask = timestampClient({
      url: `http://127.0.0.1:${port}/`,
      policy: null,
      timeoutMs: 2_000,
      waitsMs: [],
    })
    await expect(ask(new Uint8Array(32))).rejects.toMatchObject({
      code: 'timestamp_unreachable',
      detail: { reason: 'status', status: 302 },
    })
    authority.close()
    expect(inner.asked).toBe(0)
  })

  test('the setting is the only source of its address: http(s), without a password, or none at all', () => {
    expect(readConfig({}, '/program').timestamps).toBeNull()
    expect(readConfig({ TSA_URL: 'http://10.0.0.7/tsa' }, '/program').timestamps?.url).toBe(
      'http://10.0.0.7/tsa',
    )
    for (const TSA_URL of ['file:///etc/passwd', 'ftp://10.0.0.7/', 'http://u:p@10.0.0.7/', 'x'])
      expect(() => readConfig({ TSA_URL }, '/program')).toThrow('invalid_input')
  })

  describe('by somebody who is logged in', () => {
    let scene: Scene
    beforeEach(async () => void (scene = await sceneOf()))
    afterEach(() => scene.ctx.store.db.destroy())

    test('addresses in what is sent, in headers and in the request line are not asked', async () => {
      const cookie = await scene.cookieOf(scene.people.first)
      const json = { cookie, origin: HERE, 'content-type': 'application/json' }
      const title = `Kỳ ${inner.url}`
      const session = { mode: 'rehearsal', title, heldOn: '2026-02-05', meeting: 'in_person' }
      const body = JSON.stringify({ ...session, passesRequired: 2 })
      expect((await scene.send('/api/v1/sessions', { method: 'POST', headers: json, body })).status).toBe(200) // prettier-ignore
      const pdf = `%PDF-1.7\n1 0 obj<</Type/Catalog/URI<</Base(${inner.url})>>/AA<</O<</S/URI/URI(${inner.url})>>>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF`
      const upload = { cookie, origin: HERE, 'content-type': 'application/pdf' }
      await scene.send('/api/v1/verify', { method: 'POST', headers: upload, body: pdf })
      const html = `<!DOCTYPE x [<!ENTITY e SYSTEM "${inner.url}">]><table><tr><td>&e;</td></tr></table>`
      const form = new FormData()
      form.append('file', new File([html], 'a.xlsx'))
      const { id } = (await scene.ctx.store.db.selectFrom('sessions').select('id').executeTakeFirst())! // prettier-ignore
      await scene.send(`/api/v1/sessions/${id}/ballot-kinds/import/preview`, {
        method: 'POST',
        headers: { cookie, origin: HERE },
        body: form,
      })
      const headers = { cookie, referer: inner.url, 'x-forwarded-host': new URL(inner.url).host }
      for (const path of ['/', `/login?next=${inner.url}`, `/regimes?url=${inner.url}`])
        await scene.send(path, { headers })
      expect(inner.asked).toBe(0)
    })
  })
})
