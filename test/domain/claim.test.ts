import { expect, test } from 'vitest'
import { isIdle, isOpen } from '../../src/domain/claim.ts'

const HEARD = '2026-02-05T14:00:00.000Z'

test('a window counts as open for less than a minute after it was last heard of', () => {
  expect(isOpen(HEARD, '2026-02-05T14:00:59.999Z')).toBe(true)
  expect(isOpen(HEARD, '2026-02-05T14:01:00.000Z')).toBe(false)
})

test('a pass may be taken over a quarter of an hour after its author was last heard of', () => {
  expect(isIdle(HEARD, '2026-02-05T14:14:59.999Z')).toBe(false)
  expect(isIdle(HEARD, '2026-02-05T14:15:00.000Z')).toBe(true)
})
