import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Scene, HERE, PASSWORD, sceneOf } from './scene.ts'

let scene: Scene
let cookies: { committee: string; head: string }
beforeAll(async () => {
  scene = await sceneOf()
  const { committee, head } = scene.people
  cookies = { committee: await scene.cookieOf(committee), head: await scene.cookieOf(head) }
})
afterAll(() => scene.ctx.store.db.destroy())

const logIn = (path: string, pairs: [string, string][]) =>
  scene.send(path, {
    method: 'POST',
    headers: { origin: HERE },
    body: new URLSearchParams(pairs),
  })
const nameOf = async (cookie: string) => {
  const answer = await scene.send('/api/v1/me', { headers: { cookie } })
  return answer.ok ? ((await answer.json()) as { username: string }).username : answer.status
}

test('parameter pollution: of a field sent twice the last one counts, and no other', async () => {
  const [right, wrong] = ['org-chair', 'nobody']
  const both = (...names: string[]): [string, string][] => [
    ...names.map((name): [string, string] => ['username', name]),
    ['password', PASSWORD],
  ]
  expect((await logIn('/login', both(right, wrong))).status).toBe(401)
  const taken = await logIn('/login', both(wrong, right))
  expect(taken.status).toBe(303)
  expect(await nameOf(taken.headers.getSetCookie()[0]!.split(';')[0]!)).toBe(right)
})

test('parameter pollution: what belongs in the body is not taken from behind the question mark', async () => {
  const query = new URLSearchParams({ username: 'org-chair', password: PASSWORD })
  expect((await logIn(`/login?${query}`, [])).status).toBe(422)
  const body = JSON.stringify({ username: 'org-chair' })
  const headers = { origin: HERE, 'content-type': 'application/json' }
  const answer = await scene.send(`/api/v1/login?${query}`, { method: 'POST', headers, body })
  expect(answer.status).toBe(422)
})

test('parameter pollution: a word behind the question mark twice is refused; of a page the first counts', async () => {
  const ask = async (more: string) => {
    const path = `/api/v1/consolidated.pdf?from=2026-01-01&to=2026-12-31&regime=x${more}`
    const answer = await scene.send(path, { headers: { cookie: cookies.committee } })
    return ((await answer.json()) as { code: string }).code
  }
  expect(await ask('')).toBe('unknown_regime')
  expect(await ask('&regime=96-qd-tw-2023')).toBe('invalid_input')
  const page = await scene.send('/login?next=/account&next=/regimes')
  const text = await page.text()
  expect([text.includes('value="/account"'), text.includes('/regimes')]).toEqual([true, false])
})

test('parameter pollution: of two log-ins in one request one counts, whole', async () => {
  const both = [`${cookies.head}; ${cookies.committee}`, `${cookies.committee}; ${cookies.head}`]
  for (const cookie of both) expect(['org-head', 'org-committee']).toContain(await nameOf(cookie))
  const headers = { cookie: both[0]!, origin: HERE, 'x-http-method-override': 'DELETE' }
  expect((await scene.send('/api/v1/me?_method=DELETE', { headers })).status).toBe(200)
})
