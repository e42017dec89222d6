import { describe, expect, test } from 'vitest'
import { CLOCK_TOLERANCE_MS, jumpBetween } from '../../src/domain/clock.ts'

const NOON = Date.UTC(2026, 1, 5, 12)
const before = { wall: NOON, steady: 1000 }

describe('the clock people set, against one that only goes on', () => {
  test.each([-CLOCK_TOLERANCE_MS, -1, 0, CLOCK_TOLERANCE_MS])(
    'has not jumped when it is %i ms off',
    (off) => {
      const after = { wall: NOON + 60_000 + off, steady: 61_000 }
      expect(jumpBetween(before, after)).toBeNull()
    },
  )

  test('has gone back or on when it is off by more', () => {
    const at = NOON + 60_000
    const found = (off: number) => jumpBetween(before, { wall: at + off, steady: 61_000 })
    const back = CLOCK_TOLERANCE_MS + 1
    expect(found(-back)).toEqual({ expected: at, found: at - back })
    expect(found(3_600_000)).toEqual({ expected: at, found: at + 3_600_000 })
  })
})
