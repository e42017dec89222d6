import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Running } from '../../../src/main.ts'
import { serveOn } from '../../ui/browser.ts'
import { type Scene, HERE, sceneOf } from './scene.ts'

let scene: Scene
let server: Running
let cookie: string
beforeAll(async () => {
  scene = await sceneOf()
  cookie = await scene.cookieOf(scene.people.first)
  server = await serveOn(scene.ctx)
})
afterAll(() => server.close())

const UP = [
  '../package.json',
  '../../package.json',
  '..%2f..%2fpackage.json',
  '%2e%2e/%2e%2e/package.json',
  '%2e%2e%2f%2e%2e%2fpackage.json',
  '..\\..\\package.json',
  '..%5c..%5cpackage.json',
  '....//....//package.json',
  '/etc/passwd',
  '%2fetc%2fpasswd',
  'style.css%00.png',
  'style.css/../../../package.json',
]

/** A request line as it stands: what URL parsers of clients would tidy up goes out untouched. */
function sendRaw(path: string): Promise<string> {
  const { hostname, port } = new URL(server.url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`),
    )
    let answer = ''
    socket.on('data', (part: Buffer) => (answer += part.toString('latin1')))
    socket.once('end', () => resolve(answer))
    socket.once('error', reject)
  })
}

describe.each(UP)('path traversal by %s', (path) => {
  test('of static files comes to no file', async () => {
    const answer = await sendRaw(`/static/${path}`)
    expect(answer).toMatch(/^HTTP\/1\.1 (30[0-9]|4\d\d) /)
    expect(answer).not.toMatch(/"dependencies"|root:/)
  })

  test('of documents, scans, regulations and sessions comes to no file', async () => {
    for (const place of ['documents', 'scans', 'regimes', 'sessions', 'sheets', 'persons']) {
      const asked = encodeURIComponent(path)
      for (const address of [
        `/${place}/${asked}`,
        `/${place}/${asked}/file`,
        `/api/v1/${place}/${asked}`,
        `/api/v1/${place}/${asked}/content`,
      ]) {
        const answer = await scene.send(address, { headers: { cookie } })
        expect([address, answer.status]).toEqual([address, 404])
        expect(await answer.text()).not.toMatch(/"dependencies"|root:/)
      }
    }
  })

  test('by the name of a layout or document is refused', async () => {
    const { id } = await newSession()
    const settings = { layout: path, secrecy: 'none', copying: 'allowed' }
    const answer = await scene.send(`/api/v1/sessions/${id}/document-settings`, {
      method: 'PUT',
      headers: { cookie, origin: HERE, 'content-type': 'application/json' },
      body: JSON.stringify(settings),
    })
    expect(answer.status).toBe(422)
    const document = `/api/v1/sessions/${id}/documents/${encodeURIComponent(path)}.docx`
    expect((await scene.send(document, { headers: { cookie } })).status).toBe(404)
  })

  test('by the name of an imported file changes nothing: only its bytes are read', async () => {
    const { id } = await newSession()
    const body = new FormData()
    body.append('file', new File(['Họ tên;Chức vụ\nNgười Một;Ủy viên\n'], path))
    const answer = await scene.send(`/api/v1/sessions/${id}/ballot-kinds/import/preview`, {
      method: 'POST',
      headers: { cookie, origin: HERE },
      body,
    })
    expect(answer.status).toBeLessThan(500)
    expect(await answer.text()).not.toMatch(/package\.json|passwd|"dependencies"|root:/)
  })
})

async function newSession(): Promise<{ id: string }> {
  const answer = await scene.send('/api/v1/sessions', {
    method: 'POST',
    headers: { cookie, origin: HERE, 'content-type': 'application/json' },
    body: JSON.stringify({
      mode: 'rehearsal',
      title: 'Kỳ tập dượt',
      heldOn: '2026-02-05',
      meeting: 'in_person',
      passesRequired: 2,
    }),
  })
  expect(answer.status).toBe(200)
  return (await answer.json()) as { id: string }
}
