import { afterEach, describe, expect, test } from 'vitest'
import { recordBeyond } from '../../src/actions/air-gap.ts'
import type { Beyond } from '../../src/domain/air-gap.ts'
import { type Scene, HERE, logInForm, sceneOf } from './attacks/scene.ts'

const SIGNS: readonly Beyond[] = [
  { sign: 'route', at: 'wlan0' },
  { sign: 'address', at: '9.9.9.9' },
  { sign: 'answer', at: '1.1.1.1:443' },
]

let scene: Scene
let seen: readonly Beyond[]
const start = async (locks: boolean) => {
  scene = await sceneOf('sqlite', { airGap: { locks, seen: () => seen } })
  return scene.cookieOf(scene.people.first)
}
afterEach(() => scene.ctx.store.db.destroy())

describe('a network beyond the LAN that is warned of', () => {
  test('is told on every page to everybody, and keeps nobody from working', async () => {
    seen = SIGNS
    const cookie = await start(false)
    for (const [path, headers] of [
      ['/', { cookie }],
      ['/sessions/new', { cookie }],
      ['/login', {}],
      ['/nowhere', { cookie }],
    ] as const) {
      const text = await (await scene.send(path, { headers: { ...headers } })).text()
      expect(text).toContain('Máy chủ không còn tách khỏi mạng ngoài.')
      for (const { at } of SIGNS) expect(text).toContain(at)
    }
    expect((await scene.send('/api/v1/sessions', { headers: { cookie } })).status).toBe(200)
    seen = []
    const after = await (await scene.send('/', { headers: { cookie } })).text()
    expect(after).not.toContain('mạng ngoài')
  })
})

describe('a network beyond the LAN that closes the program', () => {
  test('lets nobody in, read or write, and says why and what to do', async () => {
    seen = SIGNS
    const cookie = await start(true)
    const page = await scene.send('/', { headers: { cookie } })
    const text = await page.text()
    expect(page.status).toBe(503)
    for (const words of ['Phần mềm tạm đóng', 'wlan0', '9.9.9.9', '1.1.1.1:443', 'Rút dây'])
      expect(text).toContain(words)
    expect((await scene.send('/login', logInForm('org-first'))).status).toBe(503)
    const api = await scene.send('/api/v1/sessions', { headers: { cookie } })
    expect([api.status, await api.json()]).toMatchObject([503, { code: 'network_beyond' }])
    const headers = { cookie, origin: HERE, 'content-type': 'application/json' }
    const write = { method: 'PUT', headers, body: '{}' }
    expect((await scene.send('/api/v1/sheets/x/pass', write)).status).toBe(503)
    expect((await scene.send('/static/style.css')).status).toBe(200)
  })

  test('opens again by itself once it is gone', async () => {
    seen = SIGNS
    const cookie = await start(true)
    expect((await scene.send('/', { headers: { cookie } })).status).toBe(503)
    seen = []
    expect((await scene.send('/', { headers: { cookie } })).status).toBe(200)
  })
})

test('what was seen, and that it is gone, stands in the journal', async () => {
  seen = []
  await start(false)
  await recordBeyond(scene.ctx, SIGNS, true)
  await recordBeyond(scene.ctx, [], true)
  const rows = await scene.ctx.store.db
    .selectFrom('journal')
    .select('entry')
    .orderBy('seq')
    .execute()
  const events = rows.map(({ entry }) => (JSON.parse(entry) as { event: unknown }).event)
  expect(events.slice(-2)).toEqual([
    { type: 'network_seen', signs: SIGNS, locks: true },
    { type: 'network_gone' },
  ])
})
