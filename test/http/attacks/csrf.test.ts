import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Scene, HERE, sceneOf } from './scene.ts'

const FORM = 'application/x-www-form-urlencoded'
const SESSION = JSON.stringify({
  mode: 'rehearsal',
  title: 'Kỳ giả',
  heldOn: '2026-02-05',
  meeting: 'in_person',
  passesRequired: 2,
})

let scene: Scene
let cookie: string
beforeAll(async () => {
  scene = await sceneOf()
  cookie = await scene.cookieOf(scene.people.first)
})
afterAll(() => scene.ctx.store.db.destroy())

const sessions = async () =>
  (await scene.ctx.store.db.selectFrom('sessions').select('id').execute()).length

/** What a page of another site makes the browser of somebody logged in send. */
const forged = async (path: string, headers: Record<string, string>, body?: BodyInit) => {
  const before = await sessions()
  const init = { method: 'POST', headers: { cookie, ...headers }, ...(body && { body }) }
  const answer = await scene.send(path, init)
  expect(await sessions()).toBe(before)
  return answer
}

const FOREIGN = [
  ['another site', { origin: 'https://example.org' }],
  ['the same host on another port', { origin: 'http://localhost:8080' }],
  ['the same host with another scheme', { origin: 'https://localhost' }],
  ['a host that begins like ours', { origin: 'http://localhost.example.org' }],
  ['a hidden place', { origin: 'null' }],
  ['another site, which the browser says', { 'sec-fetch-site': 'cross-site' }],
  ['a neighbour, which the browser says', { 'sec-fetch-site': 'same-site' }],
  ['another site with our Origin', { origin: HERE, 'sec-fetch-site': 'cross-site' }],
] as const

describe.each(FOREIGN)('CSRF from %s', (_, from) => {
  test('a form is refused', async () => {
    const body = new URLSearchParams({ title: 'Kỳ giả', mode: 'rehearsal' })
    const answer = await forged('/sessions/new', { ...from, 'content-type': FORM }, body)
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain('không do trang của phần mềm gửi')
  })

  test('JSON is refused', async () => {
    const headers = { ...from, 'content-type': 'application/json' }
    const answer = await forged('/api/v1/sessions', headers, SESSION)
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      403,
      'cross_site',
    ])
  })

  test('a request without a body is refused, with every verb', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const init = { method, headers: { cookie, ...from } }
      expect((await scene.send('/api/v1/logout', init)).status).toBe(403)
    }
    expect((await scene.send('/api/v1/me', { headers: { cookie } })).status).toBe(200)
  })
})

describe('CSRF without an Origin', () => {
  test.each([FORM, 'multipart/form-data; boundary=x', 'text/plain', 'TEXT/PLAIN ; a=b', ''])(
    'what any page can send is refused: “%s”',
    async (type) => {
      const headers = type === '' ? {} : { 'content-type': type }
      const body = type === '' ? undefined : 'title=x'
      expect((await forged('/sessions/new', headers, body)).status).toBe(403)
    },
  )

  test('a program that sends JSON needs none: no page can send that without asking first', async () => {
    const headers = { cookie, 'content-type': 'application/json' }
    const init = { method: 'POST', headers, body: SESSION }
    expect((await scene.send('/api/v1/sessions', init)).status).toBe(200)
  })

  test('asking first is answered with no permission', async () => {
    const headers = {
      origin: 'https://example.org',
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'content-type',
    }
    const answer = await scene.send('/api/v1/sessions', { method: 'OPTIONS', headers })
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    expect(answer.headers.get('access-control-allow-methods')).toBeNull()
  })
})

test('CSRF: JSON dressed as text is no JSON, also from our own pages', async () => {
  const headers = { origin: HERE, 'content-type': 'text/plain' }
  expect((await forged('/api/v1/sessions', headers, SESSION)).status).toBe(415)
  const dressed = { origin: HERE, 'content-type': 'text/plain; application/json' }
  expect((await forged('/api/v1/sessions', dressed, SESSION)).status).toBe(415)
})

test('CSRF: nothing is changed by following a link', async () => {
  const before = await sessions()
  const paths = Object.entries(
    (scene.app as unknown as { routes: { method: string; path: string }[] }).routes
      .filter(({ method }) => method === 'POST')
      .reduce<Record<string, true>>((all, { path }) => ({ ...all, [path]: true }), {}),
  ).map(([path]) => path.replaceAll(/:\w+(\{[^}]*\})?/g, 'x'))
  expect(paths.length).toBeGreaterThan(40)
  const journal = async () =>
    (await scene.ctx.store.db.selectFrom('journal').select('seq').execute()).length
  const entries = await journal()
  for (const path of paths) await scene.send(path, { headers: { cookie } })
  expect([await sessions(), await journal()]).toEqual([before, entries])
})
