import { describe, expect, test } from 'vitest'
import { isContradictory, isSubmitted, waitsForHead } from '../../src/ui/sheet-turn.ts'

type Passes = Parameters<typeof waitsForHead>[0]['passes']
const passes = (...statuses: readonly Passes[number]['status'][]): Passes =>
  statuses.map((status, at) => ({ passNo: at + 1, account: `a${at}`, status }))

describe('a sheet waits for the head', () => {
  test('when its passes differ', () => {
    const sheet = { state: 'different', passes: passes('submitted', 'submitted') } as const
    expect(waitsForHead(sheet, 2)).toBe(true)
    expect(isContradictory(sheet, 2)).toBe(false)
  })

  test('when all are in and contradict themselves, not while one is missing', () => {
    const state = 'first_has_errors'
    expect(waitsForHead({ state, passes: passes('has_errors', 'has_errors') }, 2)).toBe(true)
    expect(waitsForHead({ state, passes: passes('has_errors', 'submitted') }, 2)).toBe(true)
    expect(waitsForHead({ state, passes: passes('has_errors') }, 2)).toBe(false)
    expect(waitsForHead({ state, passes: passes('has_errors', 'typing') }, 2)).toBe(false)
    expect(waitsForHead({ state, passes: passes('has_errors', 'has_errors') }, 3)).toBe(false)
  })

  test('no longer once a pass was sent back, though the head may still decide otherwise', () => {
    const sheet = { state: 'first_has_errors', passes: passes('returned', 'has_errors') } as const
    expect(waitsForHead(sheet, 2)).toBe(false)
    expect(isContradictory(sheet, 2)).toBe(true)
  })
})

test('a pass that is typed or left alone was never handed in', () => {
  const all = passes('typing', 'idle', 'has_errors', 'submitted', 'returned')
  expect(all.map(isSubmitted)).toEqual([false, false, true, true, true])
})
