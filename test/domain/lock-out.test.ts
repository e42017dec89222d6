import { describe, expect, test } from 'vitest'
import { type Counted, afterFailure } from '../../src/domain/lock-out.ts'

/** The waits that failures one after the other bring, `null` for none. */
function waits(counted: Counted, times: number, quiet = 1): (number | null)[] {
  let failures = 0
  return Array.from({ length: times }, () => {
    const next = afterFailure(counted, failures, quiet)
    failures = next.failures
    return next.wait
  })
}

describe.each(['account', 'second_factor'] as const)('failures of one %s', (counted) => {
  test('lock from the fifth on, twice as long each time, a quarter of an hour at most', () => {
    expect(waits(counted, 13)).toEqual([
      null,
      null,
      null,
      null,
      15,
      30,
      60,
      120,
      240,
      480,
      900,
      900,
      900,
    ])
  })

  test('are forgotten after a day without one, not before', () => {
    expect(waits(counted, 6, 86_399).at(-1)).toBe(30)
    expect(waits(counted, 6, 86_400).at(-1)).toBeNull()
  })
})

test('an address, which an office shares, locks from the fiftieth failure on and forgets in an hour', () => {
  expect(waits('address', 49).at(-1)).toBeNull()
  expect(waits('address', 51).slice(-2)).toEqual([15, 30])
  expect(waits('address', 60, 3599).at(-1)).not.toBeNull()
  expect(waits('address', 60, 3600).at(-1)).toBeNull()
})

test('so many failures that the doubling would overflow wait no longer than any', () => {
  expect(afterFailure('account', 100_000, 1)).toEqual({ failures: 100_001, wait: 900 })
})
