import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SheetCounts } from '../../src/domain/entry.ts'
import { isWithinOrganisation } from '../../src/domain/organisation.ts'
import { answers, openFindings } from '../../src/domain/acknowledgement.ts'
import { finding } from '../../src/domain/finding.ts'
import { type BallotKind, sumSheets } from '../../src/domain/roster.ts'

const KIND: BallotKind = {
  id: 'k',
  code: 'A',
  title: 'Loại A',
  account: { ballotKind: 'k', printed: null, issued: null, collected: null, invalidReasons: null },
  subjects: ['a', 'b'].map((id) => ({ id, name: id, position: '', block: null })),
  sheets: [],
}

const count = fc.nat(600)
const sheet: fc.Arbitrary<SheetCounts> = fc.record({
  collected: count,
  valid: count,
  invalid: count,
  rows: fc.tuple(
    ...KIND.subjects.map(({ id }) =>
      fc.record({
        subject: fc.constant(id),
        high: count,
        medium: count,
        low: count,
        invalid: count,
      }),
    ),
  ),
})

describe('the sum over sheets', () => {
  it('does not depend on their order', () => {
    fc.assert(
      fc.property(fc.array(sheet, { maxLength: 8 }), (sheets) => {
        expect(sumSheets(KIND, sheets.toReversed())).toEqual(sumSheets(KIND, sheets))
      }),
    )
  })
  it('does not depend on the order of rows within a sheet', () => {
    fc.assert(
      fc.property(sheet, (one) => {
        const turned = { ...one, rows: one.rows.toReversed() }
        expect(sumSheets(KIND, [turned])).toEqual(sumSheets(KIND, [one]))
      }),
    )
  })
  it('is the sheet itself when there is one, and zero when there is none', () => {
    fc.assert(
      fc.property(sheet, (one) => {
        expect(sumSheets(KIND, [one])).toEqual(one)
      }),
    )
    expect(sumSheets(KIND, [])).toMatchObject({
      collected: 0,
      valid: 0,
      rows: [{ high: 0 }, { low: 0 }],
    })
  })
  it('is missing where one sheet’s count is missing', () => {
    fc.assert(
      fc.property(sheet, sheet, (one, two) => {
        const holed = { ...one, valid: null, rows: [{ ...one.rows[0]!, low: null }, one.rows[1]!] }
        const sum = sumSheets(KIND, [holed, two])
        expect([sum.valid, sum.rows[0]!.low]).toEqual([null, null])
        expect(sum.rows[1]!.low).toBe(one.rows[1]!.low! + two.rows[1]!.low!)
      }),
    )
  })
})

describe('an acknowledged warning', () => {
  const found = finding('W201', '/ballotKinds/0/issued', { issued: 10, present: 9 })
  const acknowledged = { ...found, reason: 'Một người về sớm' }

  it('is answered while code, place and numbers are the same', () => {
    expect(answers(acknowledged, found)).toBe(true)
    expect(openFindings([found], [acknowledged])).toEqual([])
  })
  it.each([
    ['a number', { ...found, numbers: { issued: 10, present: 8 } }],
    ['a further number', { ...found, numbers: { ...found.numbers, more: 1 } }],
    ['the place', { ...found, path: '/ballotKinds/1/issued' }],
    ['the code', { ...found, code: 'W202' as const }],
  ])('is open again when %s changes', (_, changed) => {
    expect(openFindings([changed], [acknowledged])).toEqual([changed])
  })
  it('never answers an error', () => {
    const error = finding('E201', '/x', {})
    expect(openFindings([error], [{ ...error, reason: 'Lý do' }])).toEqual([error])
  })
})

describe('the tree of organisations', () => {
  const organisation = (id: string, parent: string | null) => ({
    id,
    parent,
    side: 'party' as const,
    name: id,
    superior: null,
    locality: null,
    symbol: null,
  })
  const tree = [
    organisation('a', null),
    organisation('b', 'a'),
    organisation('c', 'b'),
    organisation('d', 'a'),
  ]

  it.each([
    ['c', 'a', true],
    ['c', 'b', true],
    ['a', 'a', true],
    ['a', 'c', false],
    ['d', 'b', false],
    ['x', 'a', false],
  ])('%s within %s: %s', (id, ancestor, within) => {
    expect(isWithinOrganisation(tree, id, ancestor)).toBe(within)
  })
  it('ends even when the stored tree runs in a circle', () => {
    const circle = [organisation('a', 'b'), organisation('b', 'a')]
    expect(isWithinOrganisation(circle, 'a', 'z')).toBe(false)
  })
})
