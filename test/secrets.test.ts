import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readSecretsKey, sealsUnder, secretsUnder } from '../src/secrets.ts'

const KEY = new Uint8Array(32).fill(1)
const secrets = secretsUnder(KEY)
const PLAIN = new TextEncoder().encode('khóa bí mật')

describe('what is sealed', () => {
  test('opens with the same key and purpose alone', () => {
    const sealed = secrets.seal(PLAIN, 'a')
    expect(secrets.open(sealed, 'a')).toEqual(PLAIN)
    expect(secretsUnder(KEY).open(sealed, 'a')).toEqual(PLAIN)
    const other = secretsUnder(new Uint8Array(32).fill(2))
    for (const open of [() => secrets.open(sealed, 'b'), () => other.open(sealed, 'a')])
      expect(open).toThrow(expect.objectContaining({ code: 'secret_unreadable' }))
  })

  test('is never sealed alike twice and does not hold what it seals', () => {
    const [one, two] = [secrets.seal(PLAIN, 'a'), secrets.seal(PLAIN, 'a')]
    expect(one).not.toEqual(two)
    expect(Buffer.from(one).includes(Buffer.from(PLAIN))).toBe(false)
  })

  test('does not open once a single bit of it was changed, or its end is missing', () => {
    const sealed = secrets.seal(PLAIN, 'a')
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Uint8Array.from(sealed, (byte, place) => (place === at ? byte ^ 1 : byte))
      expect(() => secrets.open(changed, 'a')).toThrow('secret_unreadable')
      expect(() => secrets.open(sealed.slice(0, at), 'a')).toThrow('secret_unreadable')
    }
  })

  test('may be nothing', () => {
    expect(secrets.open(secrets.seal(new Uint8Array(), 'a'), 'a')).toEqual(new Uint8Array())
  })
})

test('a digest is the same for the same text, and another for another purpose or key', () => {
  expect(secrets.digest('a', 'x')).toMatch(/^[0-9a-f]{64}$/)
  expect(secrets.digest('a', 'x')).toBe(secretsUnder(KEY).digest('a', 'x'))
  const others = [
    secrets.digest('b', 'x'),
    secrets.digest('a', 'y'),
    secretsUnder(new Uint8Array(32).fill(2)).digest('a', 'x'),
  ]
  expect(others).not.toContain(secrets.digest('a', 'x'))
})

describe('the key', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tin-nhiem-key-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  test('is made once, for its owner alone, in a folder of its owner alone', () => {
    const file = join(folder, 'new', 'secrets.key')
    const key = readSecretsKey({ file, makes: true })
    expect(key).toHaveLength(32)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'new')).mode & 0o777).toBe(0o700)
    expect(readSecretsKey({ file, makes: true })).toEqual(key)
    expect(readFileSync(file, 'utf8')).toBe(`${Buffer.from(key).toString('hex')}\n`)
  })

  test('that was set and is not there, or is none, is refused instead of made', () => {
    const file = join(folder, 'set.key')
    const read = () => readSecretsKey({ file, makes: false })
    expect(read).toThrow(expect.objectContaining({ code: 'secrets_key_invalid' }))
    writeFileSync(file, 'abc')
    expect(read).toThrow('secrets_key_invalid')
    expect(() => readSecretsKey({ file, makes: true })).toThrow('secrets_key_invalid')
    expect(readFileSync(file, 'utf8')).toBe('abc')
  })
})

describe('the seals of an installation', () => {
  test('are the same from the same key, differ for rehearsals, and for another key', () => {
    const seals = sealsUnder(new Uint8Array(32).fill(1))
    expect(sealsUnder(new Uint8Array(32).fill(1)).real.id).toBe(seals.real.id)
    expect(seals.rehearsal.id).not.toBe(seals.real.id)
    expect(sealsUnder(new Uint8Array(32).fill(2)).real.id).not.toBe(seals.real.id)
  })
})
