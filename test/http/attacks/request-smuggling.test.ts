import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Running } from '../../../src/main.ts'
import { serveOn } from '../../ui/browser.ts'
import { type Scene, sceneOf } from './scene.ts'

let scene: Scene
let server: Running
beforeAll(async () => {
  scene = await sceneOf()
  server = await serveOn(scene.ctx)
})
afterAll(() => server.close())

/** The status of every answer that comes over one connection to those bytes. */
function statusesOf(bytes: string): Promise<readonly string[]> {
  const { hostname, port } = new URL(server.url)
  return new Promise((resolve) => {
    let told = ''
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    const end = () => resolve([...told.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((each) => each[1]!))
    socket.on('data', (part: Buffer) => (told += part.toString('latin1')))
    socket.setTimeout(1_500, () => socket.destroy())
    socket.once('close', end)
    socket.once('error', () => undefined)
  })
}

const HOST = 'Host: localhost\r\n'
const INNER = `GET /smuggled HTTP/1.1\r\n${HOST}\r\n`

test('request smuggling: a second request hidden in the body of the first is not answered', async () => {
  const post = `POST /login HTTP/1.1\r\n${HOST}`
  for (const attack of [
    // two lengths
    `${post}Content-Length: 0\r\nContent-Length: ${INNER.length}\r\n\r\n${INNER}`,
    // length and chunks
    `${post}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${INNER}`,
    // chunks that are not the last coding, or badly spelt
    `${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${INNER}`,
    `${post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${INNER}`,
    `${post}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${INNER}`,
    // lengths that are no numbers
    `${post}Content-Length: +5\r\n\r\n${INNER}`,
    `${post}Content-Length: 0x5\r\n\r\n${INNER}`,
    `${post}Content-Length: -1\r\n\r\n${INNER}`,
    // a head folded over two lines, a naked line feed in it
    `${post}X: a\r\n Content-Length: 3\r\n\r\n${INNER}`,
    `POST /login HTTP/1.1\nHost: localhost\nContent-Length: 3\n\n${INNER}`,
  ]) {
    const statuses = await statusesOf(attack)
    expect([attack, statuses.includes('303') || statuses.includes('404')]).toEqual([attack, false])
    expect(statuses.length).toBeLessThanOrEqual(1)
  }
})

test('request smuggling: a request without a host, or with two, is refused', async () => {
  expect(await statusesOf('GET /login HTTP/1.1\r\nConnection: close\r\n\r\n')).toEqual(['400'])
  const two = `GET /login HTTP/1.1\r\n${HOST}Host: example.org\r\nConnection: close\r\n\r\n`
  expect(await statusesOf(two)).toEqual(['400'])
})

test('request smuggling: the host of an absolute request line counts as well', async () => {
  const line = `GET http://example.org/login HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`
  const [status] = await statusesOf(line)
  expect(['400', '421']).toContain(status)
})

test('request smuggling: two honest requests over one connection are both answered', async () => {
  const one = `GET /login HTTP/1.1\r\n${HOST}\r\n`
  const two = `GET /login HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`
  expect(await statusesOf(one + two)).toEqual(['200', '200'])
})

test('a head of 16 kB is the longest that is read', async () => {
  const head = (size: number) =>
    `GET /login HTTP/1.1\r\n${HOST}X: ${'x'.repeat(size)}\r\nConnection: close\r\n\r\n`
  expect(await statusesOf(head(15_000))).toEqual(['200'])
  expect(await statusesOf(head(17_000))).toEqual(['431'])
})
