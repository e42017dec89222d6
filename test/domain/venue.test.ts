import { describe, expect, it } from 'vitest'
import { tooManyVenues } from '../../src/domain/venue.ts'
import { regimeOf } from './regime-of-rules.ts'

describe('the places of one person', () => {
  const two = regimeOf({ kind: 'venues', most: 2 })
  it.each([
    [1, false],
    [2, false],
    [3, true],
  ])('%i where two are allowed are too many: %s', (places, expected) => {
    expect(tooManyVenues(two, places) !== null).toBe(expected)
  })
  it('are without a limit where the regulation sets none', () => {
    expect(tooManyVenues(regimeOf(), 9)).toBeNull()
  })
})
