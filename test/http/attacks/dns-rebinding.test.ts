import { hostname, networkInterfaces } from 'node:os'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../../src/config.ts'
import { type Running, startServer } from '../../../src/main.ts'
import { ROOT } from '../../../src/program.ts'
import { ask } from '../../serving/ask.ts'
import { type Scene, sceneOf } from './scene.ts'

let scene: Scene
let server: Running
beforeAll(async () => {
  scene = await sceneOf()
  const env = { PORT: '0', LOG_LEVEL: 'silent', HOST_NAMES: 'phieu.xa-mau.vn' }
  server = await startServer(scene.ctx, readConfig(env, ROOT))
})
afterAll(() => server.close())

const statusOf = async (host: string, path = '/login') =>
  (await ask(`${server.url}${path}`, { headers: { host } })).status

test('DNS rebinding: a foreign name that was pointed at this machine gets nothing', async () => {
  for (const host of ['example.org', 'example.org:9600', '127.0.0.1.example.org', '8.8.8.8'])
    for (const path of ['/login', '/api/v1/me', '/static/style.css', '/hall/x'])
      expect([host, path, await statusOf(host, path)]).toEqual([host, path, 421])
})

test('DNS rebinding: a refusal says what to do and repeats nothing of the request', async () => {
  const headers = { host: 'example.org', accept: 'application/json' }
  const problem = await ask(`${server.url}/api/v1/me`, { headers })
  expect(JSON.parse(problem.bytes.toString())).toMatchObject({ code: 'host_unknown', status: 421 })
  const page = await ask(`${server.url}/login`, { headers })
  expect(page.bytes.toString()).toContain('HOST_NAMES')
  expect(page.bytes.toString()).not.toContain('example.org')
})

test('DNS rebinding: names and addresses of this machine, and those of the settings, are served', async () => {
  const own = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
  const addresses = own
    .filter(({ address }) => !address.startsWith('fe80'))
    .map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address))
  for (const host of [
    'localhost',
    'LOCALHOST:1',
    '127.0.0.1',
    hostname(),
    'phieu.xa-mau.vn',
    ...addresses,
  ])
    expect([host, await statusOf(host)]).toEqual([host, 200])
})
