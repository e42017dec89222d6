import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Scene, logInForm, sceneOf } from './scene.ts'

let scene: Scene
beforeAll(async () => void (scene = await sceneOf()))
afterAll(() => scene.ctx.store.db.destroy())

const cookieIn = (answer: Response) =>
  /^tin-nhiem=[^;]+/.exec(answer.headers.get('set-cookie')!)![0]
const isLoggedIn = async (cookie: string) =>
  (await scene.send('/api/v1/me', { headers: { cookie } })).status === 200

test('session fixation: a token the attacker chose is never taken over by a log-in', async () => {
  const planted = 'tin-nhiem=ke-tan-cong-dat-truoc'
  const { headers, ...form } = logInForm(scene.people.head.account)
  const answer = await scene.send('/login', {
    ...form,
    headers: { ...(headers as Record<string, string>), cookie: planted },
  })
  expect(answer.status).toBe(303)
  expect(cookieIn(answer)).not.toBe(planted)
  expect([await isLoggedIn(planted), await isLoggedIn(cookieIn(answer))]).toEqual([false, true])
})

test('session fixation: every log-in has a token of its own', async () => {
  const tokens = new Set<string>()
  for (let at = 0; at < 5; at++)
    tokens.add(cookieIn(await scene.send('/login', logInForm(scene.people.first.account))))
  expect(tokens.size).toBe(5)
})

test('session fixation: a token in the address or a header opens nothing', async () => {
  const answer = await scene.send('/login', logInForm(scene.people.head.account))
  const token = cookieIn(answer).split('=')[1]!
  expect((await scene.send(`/api/v1/me?tin-nhiem=${token}`)).status).toBe(401)
  const headers = { authorization: `Bearer ${token}`, 'x-session': token }
  expect((await scene.send('/api/v1/me', { headers })).status).toBe(401)
})

test('session fixation: nobody who is not logged in is given a cookie', async () => {
  for (const path of ['/login', '/', '/static/style.css', '/api/v1/me'])
    expect((await scene.send(path)).headers.get('set-cookie')).toBeNull()
})
