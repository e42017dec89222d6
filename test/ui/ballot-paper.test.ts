import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Paper,
  goTo,
  isBlank,
  mark,
  marksOf,
  move,
  newPaper,
  openPaper,
  restHighest,
  toggleInvalid,
  unread,
} from '../../src/ui/ballot-paper.ts'

const typed = (paper: Paper, signs: string) => signs.split('').reduce(mark, paper)

describe('a new paper', () => {
  test('is read from the first line to the last, and then stands behind it', () => {
    const paper = typed(newPaper(3), '12')
    expect([marksOf(paper), paper.at, unread(paper)]).toEqual(['12_', 2, [2]])
    expect(typed(paper, '0')).toMatchObject({ signs: '120', at: 3 })
  })

  test('keeps its marks when a key comes after the last line', () => {
    expect(marksOf(typed(newPaper(2), '123'))).toBe('12')
  })

  test('is blank until a line or the whole paper is marked', () => {
    expect(isBlank(newPaper(2))).toBe(true)
    expect(isBlank(mark(newPaper(2), '1'))).toBe(false)
    expect(isBlank(toggleInvalid(newPaper(2)))).toBe(false)
  })
})

describe('the highest level for the rest', () => {
  test('marks every line of a new paper, and stands on the first for the exceptions', () => {
    const paper = restHighest(newPaper(4))
    expect([paper.signs, paper.at]).toEqual(['1111', 0])
    expect(marksOf(mark(goTo(paper, 2), '3'))).toBe('1131')
  })

  test('never overwrites a line that was read', () => {
    const paper = restHighest(typed(newPaper(4), '30'))
    expect([paper.signs, paper.at]).toEqual(['3011', 2])
    expect(restHighest(paper)).toEqual(paper)
  })
})

describe('a paper invalid as a whole', () => {
  test('takes no marks, and gives back what was read when it was a slip', () => {
    const paper = toggleInvalid(typed(newPaper(3), '12'))
    expect([marksOf(paper), unread(paper), mark(paper, '3')]).toEqual(['X', [], paper])
    expect(toggleInvalid(paper)).toMatchObject({ signs: '12_', at: 2, invalid: false })
  })

  test('is opened as such', () => {
    expect(openPaper('X', 2, [])).toMatchObject({ signs: '__', invalid: true })
  })
})

describe('a paper looked at again', () => {
  test('has all lines open, the reader on the first', () => {
    expect(openPaper('123', 3, [])).toMatchObject({ open: [0, 1, 2], at: 0, signs: '123' })
  })

  test('that came back has open only the lines to be read again', () => {
    const paper = openPaper('1_3_', 4, [1, 3])
    expect([paper.open, paper.at]).toEqual([[1, 3], 1])
    expect(goTo(paper, 0)).toBe(paper)
    const read = typed(paper, '20')
    expect([read.signs, read.at]).toEqual(['1230', 4])
    expect(move(read, -1).at).toBe(3)
    expect(move(read, -2).at).toBe(1)
  })

  test('that came back and was read stays open in those lines', () => {
    expect(openPaper('1230', 4, [1, 3])).toMatchObject({ open: [1, 3], at: 1 })
  })
})

test('the reader never leaves the paper', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.array(fc.integer()), (lines, moves) => {
      const { at } = moves.reduce(move, newPaper(lines))
      expect(at).toBeGreaterThanOrEqual(0)
      expect(at).toBeLessThanOrEqual(lines)
    }),
  )
})
