import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countingSession } from '../../support/session.ts'
import { type Scene, HERE, sceneOf } from './scene.ts'

const BREAKS = [
  'x\r\nset-cookie: stolen=1',
  'x\nlocation: https://example.org',
  'x\u0000y',
  'x"; filename="evil.exe',
  '../../evil.sh',
  'x\u2028set-cookie: stolen=1',
  'tên có dấu; filename*=UTF-8’’evil',
]

let scene: Scene
let cookie: string
let id: string
beforeAll(async () => {
  scene = await sceneOf()
  cookie = await scene.cookieOf(scene.people.head)
  id = (await countingSession(scene.ctx, scene.people)).session.id
})
afterAll(() => scene.ctx.store.db.destroy())

const isWhole = (answer: Response) => {
  expect(answer.status).toBeLessThan(500)
  expect(answer.headers.get('set-cookie') ?? '').not.toContain('stolen')
  for (const [, value] of answer.headers) expect(value).toMatch(/^[\t\x20-\x7e]*$/)
}

describe.each(BREAKS)('header injection by %j', (text) => {
  test('in the title of a session: the names of its files are made of the program’s own letters', async () => {
    await scene.ctx.store.db.updateTable('sessions').set({ title: text }).execute()
    await scene.ctx.store.db.updateTable('organisations').set({ name: text }).execute()
    for (const path of [
      `/sessions/${id}/procedure.pdf`,
      `/api/v1/sessions/${id}/plan.ics`,
      `/api/v1/sessions/${id}/roster.csv`,
    ]) {
      // prettier-ignore
      const answer = await scene.send(path, { headers: { cookie } })
      isWhole(answer)
      const disposition = answer.headers.get('content-disposition')
      // a text that cannot be printed may hold the paper back; then no file is named at all
      if (answer.status === 200)
        expect(disposition).toMatch(/^(?:attachment|inline); filename="[\w-]+\.[a-z]+"$/)
      else expect([422, disposition]).toEqual([answer.status, null])
    }
  })

  test('in the words behind the question mark, and in the path', async () => {
    const value = encodeURIComponent(text)
    for (const path of [
      `/?notice=${value}`,
      `/login?next=${value}`,
      `/login?next=/${value}`,
      `/${value}`,
      `/sessions/${value}`,
    ]) {
      // prettier-ignore
      isWhole(await scene.send(path, { headers: { cookie } }))
      isWhole(await scene.send(path))
    }
  })

  test('in the fields of the log-in', async () => {
    const body = new URLSearchParams({ username: 'org-chair', password: 'mat khau rat dai', next: `/${text}` }) // prettier-ignore
    isWhole(await scene.send('/login', { method: 'POST', headers: { origin: HERE }, body }))
  })
})
