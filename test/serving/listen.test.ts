import { connect } from 'node:tls'
import type { ConnectionOptions } from 'node:tls'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Listening, listen } from '../../src/serving/listen.ts'
import { localTls } from '../../src/serving/tls-material.ts'

const folder = mkdtempSync(join(tmpdir(), 'tin-nhiem-listen-'))
const names = { dns: ['localhost'], addresses: ['127.0.0.1'] }
const newTls = () => localTls(join(folder, 'tls'), names, new Date().toISOString()).material
afterAll(() => rmSync(folder, { recursive: true }))

/** The cipher both agree on, or the error of the handshake. */
function agreed(port: number, options: ConnectionOptions): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(
      { host: '127.0.0.1', port, rejectUnauthorized: false, ...options },
      () => {
        resolve(socket.getCipher().name)
        socket.destroy()
      },
    )
    socket.once('error', (error) => resolve(error.message))
  })
}

const OLD = [
  'ECDHE-ECDSA-AES128-SHA256',
  'ECDHE-ECDSA-AES256-SHA',
  'ECDHE-ECDSA-AES128-CCM',
  'ECDHE-ECDSA-ARIA128-GCM-SHA256',
]

describe.each(['at the start', 'renewed'])('TLS %s', (when) => {
  let server: Listening
  beforeAll(async () => {
    const fetch = () => new Response('here')
    server = await listen({ fetch, host: '127.0.0.1', port: 0, tls: newTls() })
    if (when === 'renewed') server.renew(newTls())
  })
  afterAll(() => server.close(0))

  test.each(OLD)('is not spoken with %s', async (ciphers) => {
    expect(await agreed(server.port, { maxVersion: 'TLSv1.2', ciphers })).toMatch(
      /handshake failure|no ciphers/,
    )
  })

  test.each(['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-CHACHA20-POLY1305'])(
    'of version 1.2 is spoken with %s',
    async (ciphers) => {
      expect(await agreed(server.port, { maxVersion: 'TLSv1.2', ciphers })).toBe(ciphers)
    },
  )

  test('takes the strongest the client has, whatever the client prefers', async () => {
    expect(await agreed(server.port, {})).toBe('TLS_AES_256_GCM_SHA384')
    const ciphers = 'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384'
    expect(await agreed(server.port, { maxVersion: 'TLSv1.2', ciphers })).toBe(
      'ECDHE-ECDSA-AES256-GCM-SHA384',
    )
  })
})
