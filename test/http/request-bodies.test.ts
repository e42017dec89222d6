import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BODY_RULES, bodyRuleOf } from '../../src/http/request-bodies.ts'
import { type Scene, HERE, sceneOf } from './attacks/scene.ts'

/** One path of every rule, in the order of the table. */
const PATHS = [
  '/api/v1/login',
  '/api/v1/verify',
  '/api/v1/documents/x/signed',
  '/setup/restore/x/file',
  '/login',
  '/api/v1/documents/x/scan',
  '/api/v1/sheets/x/pass/import',
  '/api/v1/sessions',
  '/verify',
  '/sessions/x/documents/y/signed',
  '/sessions/x/documents/y/scan',
  '/sessions/x/roster/import',
  '/sessions/new',
]

let scene: Scene
let cookie: string
beforeAll(async () => {
  scene = await sceneOf()
  cookie = await scene.cookieOf(scene.people.first)
})
afterAll(() => scene.ctx.store.db.destroy())

const PART = '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n'

const send = async (path: string, type: string | null, size: number | null) => {
  const headers = { cookie, origin: HERE, ...(type === null ? {} : { 'content-type': type }) }
  const body = size === null ? new TextEncoder().encode(PART) : new Uint8Array(size).fill(0x20)
  const announced = { ...headers, 'content-length': String(body.length) }
  return (await scene.send(path, { method: 'POST', headers: announced, body })).status
}

describe('the table of bodies', () => {
  test('has one row for each of these paths', () => {
    expect(PATHS.map((path) => BODY_RULES.indexOf(bodyRuleOf(path)))).toEqual(
      BODY_RULES.map((_, at) => at),
    )
  })

  test.each(PATHS)('%s takes its limit and not one byte more', async (path) => {
    const { limit, types } = bodyRuleOf(path)
    expect(await send(path, types[0]!, limit - 1)).not.toBe(413)
    expect(await send(path, types[0]!, limit)).not.toBe(413)
    expect(await send(path, types[0]!, limit + 1)).toBe(413)
  })

  test.each(PATHS)('%s takes its types and no others', async (path) => {
    const { types } = bodyRuleOf(path)
    for (const type of types) {
      const whole = type === 'multipart/form-data' ? `${type}; boundary=x` : type
      expect([whole, await send(path, whole, null)]).not.toEqual([whole, 415])
      const dressed = whole.replace(type, `${type.toUpperCase()} `)
      if (!/api.*(?:signed|scan|import)/.test(path))
        expect([dressed, await send(path, dressed, null)]).not.toEqual([dressed, 415])
    }
    for (const type of ['text/html', 'text/plain', 'application/xml', 'x', ''])
      expect([type, await send(path, type, 2)]).toEqual([type, 415])
    expect(await send(path, null, 2)).toBe(415)
  })

  test('agrees with what the API says it takes', () => {
    const description = JSON.parse(readFileSync('test/golden/openapi.json', 'utf8')) as {
      paths: Record<string, Record<string, { requestBody?: { content: object } }>>
    }
    const said = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.values(methods).flatMap(({ requestBody }) =>
        requestBody ? [[path, Object.keys(requestBody.content)] as const] : [],
      ),
    )
    expect(said.length).toBeGreaterThan(25)
    for (const [path, types] of said)
      expect([path, bodyRuleOf(path.replaceAll(/\{\w+\}/g, 'x')).types]).toEqual([path, types])
  })

  test('a body that comes in pieces without a length is counted while it is read', async () => {
    const { limit } = bodyRuleOf('/login')
    const pieces = (bytes: number) =>
      new ReadableStream({
        start(controller) {
          for (let left = bytes; left > 0; left -= 1000)
            controller.enqueue(new Uint8Array(Math.min(left, 1000)).fill(0x61))
          controller.close()
        },
      })
    const headers = { origin: HERE, 'content-type': 'application/x-www-form-urlencoded' }
    const ask = async (bytes: number) => {
      const init = { method: 'POST', headers, body: pieces(bytes), duplex: 'half' }
      return (await scene.app.request(`${HERE}/login`, init)).status
    }
    expect(await ask(limit)).not.toBe(413)
    expect(await ask(limit + 1)).toBe(413)
  })
})
