import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Scene, HERE, PASSWORD, logInForm, sceneOf } from './scene.ts'

let scene: Scene
beforeAll(async () => {
  const isOurs = (host: string) => host === 'localhost'
  scene = await sceneOf('sqlite', { isOurs })
})
afterAll(() => scene.ctx.store.db.destroy())

/** Where a browser at our address would go. */
const leadsTo = (answer: Response) => new URL(answer.headers.get('location')!, HERE).origin

const ELSEWHERE = [
  'https://example.org/',
  '//example.org',
  '///example.org',
  '/\\example.org',
  '\\\\example.org',
  '/\t/example.org',
  '/\n/example.org',
  '/%09/example.org',
  '/.//example.org',
  '/x/..//example.org',
  '@example.org',
  'http:example.org',
  'javascript:alert(1)',
  'data:text/html,x',
]

describe.each(ELSEWHERE)('open redirect to %j', (next) => {
  test('after a log-in, and for somebody who is logged in', async () => {
    const body = new URLSearchParams({ username: 'org-head', password: PASSWORD, next })
    const form = { method: 'POST', headers: { origin: HERE }, body }
    const after = await scene.send('/login', form)
    expect([after.status, leadsTo(after)]).toEqual([303, HERE])
    expect(after.headers.get('location')).toMatch(/^\/(?![/\\])/)
    const headers = { cookie: await scene.cookieOf(scene.people.head) }
    const again = await scene.send(`/login?next=${encodeURIComponent(next)}`, { headers })
    expect(leadsTo(again)).toBe(HERE)
    expect(again.headers.get('location')).toMatch(/^\/(?![/\\])/)
  })
})

test('open redirect: whoever is sent to the log-in comes back to this site only', async () => {
  for (const path of ['//example.org', '/%2Fexample.org', '/\\example.org', '/x%0d%0ay']) {
    const answer = await scene.app.request(new Request(`${HERE}${path}`))
    const to = answer.headers.get('location')
    if (to === null) expect(answer.status).toBe(404)
    else expect(new URL(to, HERE).origin).toBe(HERE)
  }
})

test('open redirect: a strange Host leads nowhere, it is refused', async () => {
  for (const host of [
    'example.org',
    'localhost.example.org',
    'example.org:80',
    'localhost.example',
  ]) {
    const answer = await scene.send(`http://${host}/login`, logInForm('org-head'))
    expect([host, answer.status, answer.headers.get('location')]).toEqual([host, 421, null])
  }
  const forwarded = {
    headers: { 'x-forwarded-host': 'example.org', forwarded: 'host=example.org' },
  }
  expect(leadsTo(await scene.send('/', forwarded))).toBe(HERE)
})
