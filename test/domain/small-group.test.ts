import { describe, expect, it } from 'vitest'
import { revealingKinds } from '../../src/domain/small-group.ts'
import { sampleTally } from './sample.ts'

const marks = (high: number, medium: number, low: number) => ({ high, medium, low, invalid: 0 })
const tallyOf = (valid: number | null, high: number, medium: number) =>
  sampleTally({ kind: { valid }, marks: marks(high, medium, 0) })

describe('a table that would show how single people voted', () => {
  it.each([
    [1, true],
    [4, true],
    [5, false],
    [6, false],
  ])('is one of %i valid ballots: %s', (valid, few) => {
    const found = revealingKinds(sampleTally({ kind: { valid, subjects: [] } }))
    expect(found.map((each) => each.few)).toEqual(few ? [true] : [])
  })

  it('is one where every valid ballot bears the same mark beside a name, whichever it is', () => {
    expect(revealingKinds(tallyOf(52, 52, 0))).toEqual([
      { ballotKind: 'A', valid: 52, few: false, unanimous: ['Nguyễn Văn Mẫu'] },
    ])
    expect(revealingKinds(tallyOf(52, 0, 52))).toHaveLength(1)
    expect(revealingKinds(tallyOf(52, 51, 1))).toEqual([])
  })

  it('is not one without a valid ballot, nor while they are not counted', () => {
    expect(revealingKinds(tallyOf(0, 0, 0))).toEqual([])
    expect(revealingKinds(tallyOf(null, 0, 0))).toEqual([])
  })

  it('of two levels counts alike', () => {
    const tally = sampleTally({ marks: { confidence: 52, no_confidence: 0, invalid: 0 } })
    expect(revealingKinds(tally)[0]?.unanimous).toEqual(['Nguyễn Văn Mẫu'])
  })
})
