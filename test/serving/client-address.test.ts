import { expect, test } from 'vitest'
import { Hono } from 'hono'
import type { WebEnv } from '../../src/http/env.ts'
import { clientAddress } from '../../src/serving/client-address.ts'

const addressFor = async (behindProxy: boolean, forwarded: string | null) => {
  const app = new Hono<WebEnv>().get('/', (c) => c.text(clientAddress(behindProxy)(c)))
  const headers = forwarded === null ? {} : { 'x-forwarded-for': forwarded }
  const env = { incoming: { socket: { remoteAddress: '127.0.0.1' } } }
  return (await app.request('/', { headers }, env)).text()
}

test('who connects is who asks; what a client claims of itself counts for nothing', async () => {
  expect(await addressFor(false, null)).toBe('127.0.0.1')
  expect(await addressFor(false, '10.0.0.1')).toBe('127.0.0.1')
})

test('behind a proxy the address that proxy added counts, not those claimed before it', async () => {
  expect(await addressFor(true, '192.168.1.7')).toBe('192.168.1.7')
  expect(await addressFor(true, '1.2.3.4, 5.6.7.8 , 192.168.1.7')).toBe('192.168.1.7')
  expect(await addressFor(true, null)).toBe('127.0.0.1')
})
