import { expect, test } from 'vitest'
import { standingOf } from '../../src/domain/standing.ts'

const NOTHING = { mustChange: false, hasFactor: false, factorProven: false, factorRequired: false }

test('a log-in stands in full when nothing is left to be done', () => {
  expect(standingOf(NOTHING)).toBe('full')
  const proven = { ...NOTHING, hasFactor: true, factorProven: true, factorRequired: true }
  expect(standingOf(proven)).toBe('full')
})

test('the second factor comes first, then the password, then setting a factor up', () => {
  const all = { mustChange: true, hasFactor: true, factorProven: false, factorRequired: true }
  expect(standingOf(all)).toBe('second_factor')
  expect(standingOf({ ...all, factorProven: true })).toBe('password_change')
  expect(standingOf({ ...all, hasFactor: false })).toBe('password_change')
  expect(standingOf({ ...NOTHING, factorRequired: true })).toBe('second_factor_setup')
})

test('a factor that nobody demands is still asked for where there is one', () => {
  expect(standingOf({ ...NOTHING, hasFactor: true })).toBe('second_factor')
})
