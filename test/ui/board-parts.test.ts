import { describe, expect, test } from 'vitest'
import { barParts, barText, boardNumbers } from '../../src/ui/board-parts.ts'

const PROGRESS = {
  state: 'counting',
  sheets: { definitive: 2, different: 1, inWork: 4, empty: 1 },
  total: 8,
  ballotsDefinitive: 20,
  ballotsPlanned: 80,
} as const

describe('the bar of a board', () => {
  test('stands the groups side by side without a gap; the empty rest is left over', () => {
    expect(barParts(PROGRESS)).toEqual([
      { group: 'definitive', x: '0%', width: '25%' },
      { group: 'different', x: '25%', width: '12.5%' },
      { group: 'inWork', x: '37.5%', width: '50%' },
    ])
  })

  test('has no width before sheets are planned, and is full at the end', () => {
    const none = { definitive: 0, different: 0, inWork: 0, empty: 0 }
    expect(barParts({ sheets: none, total: 0 }).map(({ width }) => width)).toEqual([
      '0%',
      '0%',
      '0%',
    ])
    const all = barParts({ sheets: { ...none, definitive: 3 }, total: 3 })
    expect(all.map(({ width }) => width)).toEqual(['100%', '0%', '0%'])
  })

  test('says in words how far it is', () => {
    expect(barText(PROGRESS)).toBe('2 trên 8 tập đã khớp')
  })
})

test('the numbers of a board are those of the progress, and no others', () => {
  expect(boardNumbers(PROGRESS)).toEqual({
    definitive: 2,
    different: 1,
    inWork: 4,
    empty: 1,
    total: 8,
    ballotsDefinitive: 20,
    ballotsPlanned: 80,
  })
})
