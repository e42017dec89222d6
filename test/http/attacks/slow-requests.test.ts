import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Listening, PATIENCE, listen } from '../../../src/serving/listen.ts'
import { type Scene, sceneOf } from './scene.ts'

const SHORT = {
  ...PATIENCE,
  headersTimeout: 300,
  requestTimeout: 600,
  keepAliveTimeout: 300,
  connectionsCheckingInterval: 50,
  maxConnections: 5,
}

let scene: Scene
let server: Listening
let sockets: Socket[]
beforeEach(async () => {
  scene = await sceneOf()
  sockets = []
  const { fetch } = scene.app
  server = await listen({ fetch, host: '127.0.0.1', port: 0, tls: null, patience: SHORT })
})
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await server.close(0)
  await scene.ctx.store.db.destroy()
})

/** Drips those bytes, one each 50 ms; resolves with what came back once the server hung up. */
function drip(
  start: string,
  more: string,
): Promise<{ readonly told: string; readonly ms: number }> {
  const from = performance.now()
  return new Promise((resolve) => {
    let told = ''
    const socket = connect(server.port, '127.0.0.1', () => socket.write(start))
    sockets.push(socket)
    const timer = setInterval(() => socket.write(more), 50)
    socket.on('data', (part: Buffer) => (told += part.toString('latin1')))
    socket.once('error', () => undefined)
    socket.once('close', () => {
      clearInterval(timer)
      resolve({ told, ms: performance.now() - from })
    })
  })
}

test('slow requests: a head that never ends is cut off, also while it still grows', async () => {
  const { told, ms } = await drip('GET /login HTTP/1.1\r\nHost: localhost\r\nX: ', 'x')
  expect(told).toMatch(/^HTTP\/1\.1 408 /)
  expect(ms).toBeGreaterThan(250)
  expect(ms).toBeLessThan(5_000)
})

test('slow requests: a body that never ends is cut off', async () => {
  const head =
    'POST /login HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n' +
    'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 10000\r\n\r\n'
  const { ms } = await drip(head, 'x')
  expect(ms).toBeGreaterThan(500)
  expect(ms).toBeLessThan(8_000)
})

test('slow requests: a connection without requests is closed', async () => {
  const { told, ms } = await drip('GET /static/none HTTP/1.1\r\nHost: localhost\r\n\r\n', '')
  expect(told).toContain('HTTP/1.1 404')
  expect(ms).toBeLessThan(5_000)
})

test('slow requests: more connections than the limit are turned away, and room comes back', async () => {
  const idle = await Promise.all(
    Array.from({ length: 5 }, () => drip('GET / HTTP/1.1\r\n', '').then(() => 'closed')),
  )
  expect(idle).toHaveLength(5)
  const held = Array.from({ length: 5 }, () => connect(server.port, '127.0.0.1'))
  sockets.push(...held)
  await Promise.all(held.map((each) => new Promise((open) => each.once('connect', open))))
  await new Promise((resolve) => setTimeout(resolve, 50))
  const turnedAway = await fetch(`http://127.0.0.1:${server.port}/login`).then(
    () => 'served',
    () => 'turned away',
  )
  expect(turnedAway).toBe('turned away')
  for (const each of held) each.destroy()
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect((await fetch(`http://127.0.0.1:${server.port}/login`)).status).toBe(200)
})

test('the patience of the real server: seconds for a head, minutes for a scan, more connections than a hall has', () => {
  expect(PATIENCE.headersTimeout).toBeLessThanOrEqual(15_000)
  expect(PATIENCE.connectionsCheckingInterval).toBeLessThan(PATIENCE.headersTimeout)
  expect(PATIENCE.requestTimeout).toBeGreaterThan(PATIENCE.headersTimeout)
  expect(PATIENCE.maxHeaderSize).toBe(16_384)
  expect(PATIENCE.maxConnections).toBeGreaterThanOrEqual(50 * 6)
})
