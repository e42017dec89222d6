import { describe, expect, test } from 'vitest'
import { passwordFault } from '../../src/domain/password-rule.ts'
import { newPassword } from '../../src/http/schemas.ts'
import { passwords } from '../../src/passwords.ts'

const rulesOf = (text: string) =>
  newPassword.safeParse(text).error?.issues.map(({ message }) => message) ?? []

describe('a new password', () => {
  test('has 13 characters at least', () => {
    expect(rulesOf('x'.repeat(12))).toEqual(['text_too_short'])
    expect(rulesOf('x'.repeat(13))).toEqual([])
  })

  test('has 128 characters at most', () => {
    expect(rulesOf('x'.repeat(128))).toEqual([])
    expect(rulesOf('x'.repeat(129))).toEqual(['text_too_long'])
  })

  test('blanks in a row count as one', () => {
    expect(rulesOf('gqvzw      tx')).toEqual(['text_too_short'])
    expect(rulesOf('gqvzw txkp bm')).toEqual([])
    expect(rulesOf('gqvzw   txkp bm')).toEqual([]) // thirteen with one blank each
    expect(rulesOf('gqvzw   txkp b')).toEqual(['text_too_short'])
  })

  test('may have any sign, spaces and emoji too', async () => {
    const text = 'Sông ❄️ 🐃 “ngầm” λ€'
    expect(rulesOf(text)).toEqual([])
    expect(passwordFault(text, [], [])).toBeNull()
    const hash = await passwords.hash(text.normalize('NFD'))
    expect(await passwords.verify(hash, text)).toBe(true)
    expect(await passwords.verify(hash, text.replace('🐃', '🐂'))).toBe(false)
  })

  test('is never cut: its last character counts', async () => {
    const text = `${'gqvz tx'.repeat(18)}ab`
    expect([text.length, rulesOf(text)]).toEqual([128, []])
    const hash = await passwords.hash(text)
    expect(await passwords.verify(hash, text)).toBe(true)
    expect(await passwords.verify(hash, `${text.slice(0, -1)}c`)).toBe(false)
  })
})
