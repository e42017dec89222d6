import { describe, expect, test } from 'vitest'
import { later } from '../src/actions/instants.ts'
import { totp } from '../src/totp.ts'

/** RFC 6238, appendix B: the secret for SHA-1, and moments in seconds with the last six digits of their codes. */
const SECRET = new TextEncoder().encode('12345678901234567890')
const VECTORS = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const

const at = (seconds: number) => new Date(seconds * 1000).toISOString()

test.each(VECTORS)('the code of second %i is that of RFC 6238', (seconds, code) => {
  expect(totp.stepOf(SECRET, code, at(seconds))).toBe(Math.floor(seconds / 30))
})

describe('a code', () => {
  const MOMENT = at(1_234_567_890) // the first second of its step
  const STEP = 1_234_567_890 / 30

  test('is good one step before and after its own, and not two', () => {
    const stepWhen = (seconds: number) => totp.stepOf(SECRET, '005924', later(MOMENT, seconds))
    expect([-30, 0, 29, 30, 59].map(stepWhen)).toEqual([STEP, STEP, STEP, STEP, STEP])
    expect([-31, 60].map(stepWhen)).toEqual([null, null])
  })

  test.each(['005925', '5924', '', '0059240', 'abcdef', '００５９２４'])('is none: %s', (code) => {
    expect(totp.stepOf(SECRET, code, MOMENT)).toBeNull()
  })
})

test('the secret is told as people type it and as cameras read it', () => {
  const { text, uri } = totp.describe(SECRET, 'thu-ky')
  expect(text).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  const url = new URL(uri)
  expect([url.protocol, url.host]).toEqual(['otpauth:', 'totp'])
  expect(decodeURIComponent(url.pathname)).toBe('/Sổ Tín Nhiệm:thu-ky')
  expect(Object.fromEntries(url.searchParams)).toEqual({
    issuer: 'Sổ Tín Nhiệm',
    secret: text,
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  })
})

test('a new secret has 160 bits and is another one each time', () => {
  const [one, two] = [totp.newSecret(), totp.newSecret()]
  expect([one.length, two.length]).toEqual([20, 20])
  expect(one).not.toEqual(two)
})
