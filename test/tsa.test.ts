import { createHash } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import { openToken } from '../src/signatures/timestamp-token.ts'
import { timestampClient } from '../src/tsa.ts'
import { granted, POLICY, refusal, startAuthority, tokenFor } from './signatures/authority.ts'
import type { Answer } from './signatures/authority.ts'

const digest = new Uint8Array(createHash('sha256').update('nội dung').digest())
let server: Awaited<ReturnType<typeof startAuthority>> | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

async function client(answer?: Parameters<typeof startAuthority>[0], timeoutMs = 5_000) {
  server = await startAuthority(answer)
  const { url } = server
  return timestampClient({ url, policy: null, timeoutMs, waitsMs: [1, 1] })
}

describe('a timestamp authority', () => {
  test('gives a token of the digest, asked by POST at the one address', async () => {
    const stamp = await client()
    expect(openToken(await stamp(digest)).info.digest).toEqual(digest)
    expect(server?.seen).toEqual([
      { type: 'application/timestamp-query', method: 'POST', path: '/tsa' },
    ])
  })

  test('that is slow is waited for', async () => {
    const stamp = await client(() => ({ afterMs: 400 }))
    const before = performance.now()
    expect(openToken(await stamp(digest)).info.digest).toEqual(digest)
    expect(performance.now() - before).toBeGreaterThan(390)
  })

  test('that is too slow three times is given up', async () => {
    const stamp = await client(() => ({ afterMs: 3_000 }), 50)
    await expect(stamp(digest)).rejects.toMatchObject({
      code: 'timestamp_unreachable',
      detail: { reason: 'timeout' },
    })
    expect(server?.seen).toHaveLength(3)
  })

  test('that fails twice is asked a third time', async () => {
    const stamp = await client((_, count) => (count < 3 ? { status: 503 } : {}))
    expect(openToken(await stamp(digest)).info.digest).toEqual(digest)
    expect(server?.seen).toHaveLength(3)
  })

  test('that has no time at the moment is asked again', async () => {
    const stamp = await client((_, count) => (count < 2 ? { body: refusal(2, 14) } : {}))
    expect(openToken(await stamp(digest)).info.digest).toEqual(digest)
  })

  test.each<[string, Answer, object]>([
    [
      'refuses',
      { body: refusal(2, 15) },
      { code: 'timestamp_refused', detail: { failure: 'unacceptedPolicy' } },
    ],
    ['answers garbage', { body: Buffer.from('xin chào') }, { code: 'timestamp_unreadable' }],
    [
      'stamps another digest',
      { body: new Uint8Array() },
      { code: 'timestamp_unreadable', detail: { reason: 'malformed' } },
    ],
    [
      'answers a page',
      { type: 'text/html; charset=utf-8' },
      { code: 'timestamp_unreachable', detail: { reason: 'content_type' } },
    ],
    [
      'wants a log-in',
      { status: 401 },
      { code: 'timestamp_unreachable', detail: { reason: 'status', status: 401 } },
    ],
    [
      'sends elsewhere',
      { status: 307, location: 'http://127.0.0.1:9/' },
      { code: 'timestamp_unreachable', detail: { reason: 'status', status: 307 } },
    ],
    [
      'answers more than 64 kB',
      { body: new Uint8Array(65_537) },
      { code: 'timestamp_unreachable', detail: { reason: 'too_long' } },
    ],
    [
      'answers 64 kB of nothing',
      { body: new Uint8Array(65_536) },
      { code: 'timestamp_unreadable' },
    ],
  ])('that %s is asked once and refused', async (_, answer, expected) => {
    const stamp = await client(() => answer)
    await expect(stamp(digest)).rejects.toMatchObject(expected)
    expect(server?.seen).toHaveLength(1)
  })

  test.each<[string, Parameters<typeof tokenFor>[1], string]>([
    ['another digest', { digest: new Uint8Array(32) }, 'other_digest'],
    ['another nonce', { nonce: Uint8Array.of(2, 1, 9) }, 'other_nonce'],
  ])('that stamps %s is refused', async (_, spoilt, reason) => {
    const stamp = await client((body) => ({ body: granted(tokenFor(body, spoilt)) }))
    await expect(stamp(digest)).rejects.toMatchObject({
      code: 'timestamp_unreadable',
      detail: { reason },
    })
  })

  test('is asked under the policy of the settings', async () => {
    server = await startAuthority()
    const { url } = server
    const stamp = timestampClient({ url, policy: '1.2.3.4', timeoutMs: 5_000 })
    expect(openToken(await stamp(digest)).info.policy).toBe('1.2.3.4')
    await server.close()
    server = await startAuthority((body) => ({ body: granted(tokenFor(body, { policy: POLICY })) }))
    const other = timestampClient({ url: server.url, policy: '1.2.3.4', timeoutMs: 5_000 })
    await expect(other(digest)).rejects.toMatchObject({ detail: { reason: 'other_policy' } })
  })

  test('is asked for four at a time at most', async () => {
    const stamp = await client(() => ({ afterMs: 60 }))
    const tokens = await Promise.all(Array.from({ length: 9 }, () => stamp(digest)))
    expect(new Set(tokens.map((token) => openToken(token).info.policy))).toEqual(new Set([POLICY]))
    expect(server?.mostAtOnce()).toBe(4)
  })

  test('that is not there is given up', async () => {
    const stamp = await client()
    await server?.close()
    await expect(stamp(digest)).rejects.toMatchObject({
      code: 'timestamp_unreachable',
      detail: { reason: 'network' },
    })
  })
})

describe('the settings of the authority', () => {
  const of = (env: Record<string, string>) => readConfig(env, '/srv').timestamps

  test('are none unless an address is set', () => {
    expect(of({ TSA_POLICY: '1.2.3' })).toBeNull()
    expect(of({ TSA_URL: 'https://tsa.example.vn/tsr' })).toEqual({
      url: 'https://tsa.example.vn/tsr',
      policy: null,
      timeoutMs: 60_000,
    })
    const all = { TSA_URL: 'http://tsa.example.vn/', TSA_POLICY: '1.2.3', TSA_TIMEOUT: '180' }
    expect(of(all)).toMatchObject({ policy: '1.2.3', timeoutMs: 180_000 })
  })

  test.each([
    ['ftp://tsa.example.vn', 'address'],
    ['tsa.example.vn', 'address'],
    ['https://ai:matkhau@tsa.example.vn', 'address'],
  ])('an address like %s is refused, without repeating it', (url, rule) => {
    const refused = expect.objectContaining({
      code: 'invalid_input',
      detail: { issues: [{ path: '/TSA_URL', rule }] },
    }) as Error
    expect(() => of({ TSA_URL: url })).toThrow(refused)
  })

  test.each([
    ['TSA_TIMEOUT', '0', 'number'],
    ['TSA_TIMEOUT', '181', 'number'],
    ['TSA_POLICY', 'chính sách', 'object_identifier'],
    ['TSA_POLICY', '1', 'object_identifier'],
  ])('%s=%s is refused', (name, value, rule) => {
    expect(() => of({ TSA_URL: 'https://tsa.example.vn', [name]: value })).toThrow(
      expect.objectContaining({
        detail: { issues: [expect.objectContaining({ path: `/${name}`, rule }) as unknown] },
      }) as Error,
    )
  })
})
