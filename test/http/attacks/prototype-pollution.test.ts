import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Scene, HERE, PASSWORD, sceneOf } from './scene.ts'

const KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf']

let scene: Scene
let cookie: string
beforeAll(async () => {
  scene = await sceneOf()
  cookie = await scene.cookieOf(scene.people.admin)
})
afterAll(() => scene.ctx.store.db.destroy())

/** Nothing that any object has was changed. */
const isClean = () => {
  const fresh: Record<string, unknown> = {}
  expect([fresh['polluted'], fresh['role'], fresh['isAdmin']]).toEqual([undefined, undefined, undefined]) // prettier-ignore
  expect(Object.keys(Object.prototype)).toEqual([])
}

describe.each(KEYS)('prototype pollution by %s', (key) => {
  test('in JSON is an unknown key, at every depth', async () => {
    const headers = { cookie, origin: HERE, 'content-type': 'application/json' }
    const poison = `"${key}":{"polluted":true,"role":"admin"}`
    for (const body of [
      `{"username":"moi","fullName":"Người Mới","role":"secretary","organisation":"org","password":"một mật khẩu đủ dài",${poison}}`,
      `{${poison}}`,
    ]) {
      const answer = await scene.send('/api/v1/accounts', { method: 'POST', headers, body })
      expect(answer.status).toBe(422)
      isClean()
    }
    const deep = `{"members":1,"summoned":1,"present":1,"absentExcused":{${poison}},"absentUnexcused":0}`
    const answer = await scene.send('/api/v1/sessions/x/voters', { method: 'PUT', headers, body: deep }) // prettier-ignore
    expect([403, 404, 422]).toContain(answer.status)
    isClean()
    const accounts = await scene.ctx.store.db.selectFrom('accounts').select('username').execute()
    expect(accounts.map(({ username }) => username)).not.toContain('moi')
  })

  test('in a form, as a name of its own and below others', async () => {
    for (const name of [
      key,
      `${key}.polluted`,
      `${key}[polluted]`,
      `kinds.${key}.polluted`,
      `rows.0.${key}`,
    ]) {
      // prettier-ignore
      const body = new URLSearchParams({ username: 'org-head', password: PASSWORD, [name]: 'true' })
      const answer = await scene.send('/login', { method: 'POST', headers: { origin: HERE }, body })
      expect(answer.status).toBeLessThan(500)
      isClean()
      const multipart = new FormData()
      multipart.append(name, 'true')
      const sent = { method: 'POST', headers: { origin: HERE, cookie }, body: multipart }
      for (const path of ['/accounts', '/organisations', '/sessions/new']) {
        expect((await scene.send(path, sent)).status).toBeLessThan(500)
        isClean()
      }
    }
  })

  test('behind the question mark', async () => {
    for (const query of [`${key}[polluted]=1`, `${key}=1`, `notice=${key}`, `next=${key}`])
      for (const path of ['/', '/login', '/consolidated', '/regimes']) {
        const answer = await scene.send(`${path}?${query}`, { headers: { cookie } })
        expect(answer.status).toBeLessThan(500)
        expect(await answer.text()).not.toContain('native code')
        isClean()
      }
  })
})
