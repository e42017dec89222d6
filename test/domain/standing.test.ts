import { expect, test } from 'vitest'
import { standingOf } from '../../src/domain/standing.ts'

const NOTHING = {
  mustChange: false,
  hasFactor: false,
  factorProven: false,
  providerFactor: false,
  factorRequired: false,
}

test('a log-in stands in full when nothing is left to be done', () => {
  expect(standingOf(NOTHING)).toBe('full')
  const proven = { ...NOTHING, hasFactor: true, factorProven: true, factorRequired: true }
  expect(standingOf(proven)).toBe('full')
})

test('the second factor comes first, then the password, then setting a factor up', () => {
  const all = { ...NOTHING, mustChange: true, hasFactor: true, factorRequired: true }
  expect(standingOf(all)).toBe('second_factor')
  expect(standingOf({ ...all, factorProven: true })).toBe('password_change')
  expect(standingOf({ ...all, hasFactor: false })).toBe('password_change')
  expect(standingOf({ ...NOTHING, factorRequired: true })).toBe('second_factor_setup')
})

test('a factor that nobody demands is still asked for where there is one', () => {
  expect(standingOf({ ...NOTHING, hasFactor: true })).toBe('second_factor')
})

test('a factor the provider has seen stands for one’s own, shown or yet to be set up', () => {
  const seen = { ...NOTHING, providerFactor: true }
  expect(standingOf({ ...seen, factorRequired: true })).toBe('full')
  expect(standingOf({ ...seen, hasFactor: true })).toBe('full')
  expect(standingOf({ ...seen, mustChange: true })).toBe('password_change')
})
