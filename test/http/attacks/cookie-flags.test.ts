import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Scene, PASSWORD, logInForm, sceneOf } from './scene.ts'

let scene: Scene
beforeAll(async () => void (scene = await sceneOf()))
afterAll(() => scene.ctx.store.db.destroy())

const flagsOf = (answer: Response) =>
  answer.headers
    .get('set-cookie')!
    .split('; ')
    .slice(1)
    .map((flag) => flag.replace(/^(Expires|Max-Age)=.*/, '$1'))
    .toSorted()

test('cookie flags: kept from scripts and other sites, for the whole site, with an end', async () => {
  const page = await scene.send('/login', logInForm(scene.people.head.account))
  expect(flagsOf(page)).toEqual(['Expires', 'HttpOnly', 'Path=/', 'SameSite=Strict'])
  const api = await scene.send('/api/v1/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: scene.people.head.account, password: PASSWORD }),
  })
  expect(flagsOf(api)).toEqual(['Expires', 'HttpOnly', 'Path=/', 'SameSite=Strict'])
})

test('cookie flags: over TLS the cookie goes over TLS only', async () => {
  const { headers: _, ...form } = logInForm(scene.people.head.account)
  const sent = { ...form, headers: { origin: 'https://may-chu' } }
  expect(flagsOf(await scene.send('https://may-chu/login', sent))).toContain('Secure')
})

test('cookie flags: no domain is named, so no other host of the office gets it', async () => {
  const answer = await scene.send('/login', logInForm(scene.people.head.account))
  expect(answer.headers.get('set-cookie')).not.toMatch(/domain/i)
})
