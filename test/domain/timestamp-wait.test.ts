import { expect, test } from 'vitest'
import { minutesUntilNextTry } from '../../src/domain/timestamp-wait.ts'

test('the waits grow to six hours and stay there', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 100].map(minutesUntilNextTry)).toEqual([
    1, 5, 15, 60, 180, 360, 360, 360,
  ])
})
