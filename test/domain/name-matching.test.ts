import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type NamedPerson, matchNames, spacedName } from '../../src/domain/name-matching.ts'

const person = (name: string, position: string | null = null): NamedPerson => ({ name, position })
const BALLOT = [person('Nguyễn Văn Một', 'Bí thư'), person('Trần Thị Hai', 'Phó Bí thư')]

describe('finding people by their names', () => {
  test('does not mind the order of the rows', () => {
    const rows = [person('Trần Thị Hai'), person('Nguyễn Văn Một')]
    expect(matchNames(BALLOT, rows)).toEqual({ rowOf: [1, 0], issues: [] })
  })

  test('does not mind blanks and how letters and marks are put together', () => {
    const rows = [person('  Nguyễn  Văn\u00a0Một'.normalize('NFD')), person('Trần\nThị Hai')]
    expect(matchNames(BALLOT, rows)).toEqual({ rowOf: [0, 1], issues: [] })
    expect(spacedName(' a \t b ')).toBe('a b')
  })

  test.each(['nguyễn văn một', 'Nguyên Văn Một', 'Nguyen Van Mot', 'Nguyễn Vặn Một'])(
    'minds every letter and mark: %s is somebody else, and who looks alike is told',
    (name) => {
      const { rowOf, issues } = matchNames(BALLOT, [person(name), BALLOT[1]!])
      expect(rowOf).toEqual([null, 1])
      expect(issues).toEqual([
        { rule: 'person_missing', person: 0 },
        { rule: 'person_unknown', row: 0, near: 'Nguyễn Văn Một' },
      ])
    },
  )

  test('takes no side between two rows for one person', () => {
    const { rowOf, issues } = matchNames(BALLOT, [BALLOT[0]!, BALLOT[0]!, BALLOT[1]!])
    expect(rowOf).toEqual([null, 2])
    expect(issues).toEqual([
      { rule: 'person_twice', row: 0 },
      { rule: 'person_twice', row: 1 },
    ])
  })

  test('tells of a position that is not the one on the ballot', () => {
    const rows = [person('Nguyễn Văn Một', 'Chủ tịch'), BALLOT[1]!]
    expect(matchNames(BALLOT, rows)).toEqual({
      rowOf: [0, 1],
      issues: [{ rule: 'position_differs', row: 0 }],
    })
  })
})

describe('namesakes', () => {
  const [first, second] = [person('Lê Văn An', 'Bí thư'), person('Lê Văn An', 'Trưởng ban')]
  const nameless = person('Lê Văn An')

  test('are told apart by their positions, in whatever order', () => {
    expect(matchNames([first, second], [second, first])).toEqual({ rowOf: [1, 0], issues: [] })
  })

  test('are taken in order where no position is said, and that is told', () => {
    expect(matchNames([first, second], [nameless, nameless])).toEqual({
      rowOf: [0, 1],
      issues: [
        { rule: 'namesake_by_order', row: 0 },
        { rule: 'namesake_by_order', row: 1 },
      ],
    })
  })

  test.each([
    ['one position is of nobody', [first, person('Lê Văn An', 'Chủ tịch')]],
    ['both say the same position', [first, first]],
    ['only one says its position', [first, nameless]],
  ])('are not guessed at where %s', (_, rows) => {
    const { rowOf, issues } = matchNames([first, second], rows)
    expect(rowOf).toEqual([null, null])
    expect(issues.map(({ rule }) => rule)).toEqual(['namesake_unclear', 'namesake_unclear'])
  })

  test('of whom one is missing are told apart by position only', () => {
    expect(matchNames([first, second], [second])).toEqual({
      rowOf: [null, 0],
      issues: [{ rule: 'person_missing', person: 0 }],
    })
    expect(matchNames([first, second], [nameless]).issues).toEqual([
      { rule: 'namesake_unclear', row: 0 },
      { rule: 'person_missing', person: 0 },
      { rule: 'person_missing', person: 1 },
    ])
  })

  test('of one name and one position are taken in order only without positions in the file', () => {
    const same = [first, first]
    expect(matchNames(same, [nameless, nameless]).rowOf).toEqual([0, 1])
    expect(matchNames(same, same).rowOf).toEqual([null, null])
  })
})

test('no row is given to two people, and no row to anybody of another name', () => {
  const name = fc.constantFrom('An', 'Bình', 'Chi')
  const position = fc.constantFrom('x', 'y', null)
  const list = fc.array(fc.record({ name, position }), { maxLength: 6 })
  fc.assert(
    fc.property(list, list, (people, rows) => {
      const { rowOf, issues } = matchNames(people, rows)
      const given = rowOf.filter((row) => row !== null)
      expect(new Set(given).size).toBe(given.length)
      for (const [at, row] of rowOf.entries())
        if (row !== null) expect(rows[row]!.name).toBe(people[at]!.name)
      if (rowOf.includes(null) || given.length < rows.length) expect(issues).not.toEqual([])
    }),
  )
})
