import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Difference,
  type Path,
  differencesBetween,
} from '../../src/domain/value-difference.ts'

/** What the differences make of the old value: written without a look at how they are found. */
function applied(old: unknown, differences: readonly Difference[]): unknown {
  let value = structuredClone(old)
  for (let at = 0; at < differences.length;) {
    const first = differences[at]!
    if (first.kind === 'changed') {
      value = withValue(value, first.path, () => first.new)
      at += 1
      continue
    }
    const same = (each: Difference) =>
      each.kind !== 'changed' && JSON.stringify(each.path) === JSON.stringify(first.path)
    let end = at
    while (end < differences.length && same(differences[end]!)) end += 1
    const ofList = differences.slice(at, end)
    value = withValue(value, first.path, (list) => withItems(list as unknown[], ofList))
    at = end
  }
  return value
}

function withItems(list: readonly unknown[], differences: readonly Difference[]): unknown[] {
  const gone = new Set<number>()
  const put = new Map<number, unknown>()
  for (const each of differences) {
    if (each.kind === 'removed') gone.add(each.at)
    if (each.kind === 'moved') {
      gone.add(each.from)
      put.set(each.to, list[each.from])
    }
    if (each.kind === 'added') put.set(each.at, each.new)
  }
  const staying = list.filter((_, at) => !gone.has(at))
  const length = staying.length + put.size
  return Array.from({ length }, (_, at) => (put.has(at) ? put.get(at) : staying.shift()))
}

function withValue(root: unknown, path: Path, change: (old: unknown) => unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return change(root)
  const holder = root as Record<string | number, unknown>
  const value = withValue(holder[step], rest, change)
  if (value === undefined) delete holder[step]
  else holder[step] = value
  return root
}

const name = fc.constantFrom('Nguyễn Văn A', 'Trần Thị B', 'Lê Văn C', 'Phạm Thị D', 'Vũ Văn Đ')
const person = fc.record({
  id: fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5'),
  name,
  position: fc.constantFrom('Bí thư', 'Phó Bí thư', 'Ủy viên'),
  block: fc.option(fc.constantFrom('Đảng', 'Chính quyền'), { nil: null }),
})
const kind = fc.record({
  id: fc.uuid(),
  code: fc.constantFrom('A', 'B', 'C'),
  title: name,
  account: fc.record({ printed: fc.option(fc.nat(20), { nil: null }) }),
  subjects: fc.array(person, { maxLength: 6 }),
})
const roster = fc.record({ ballotKinds: fc.array(kind, { maxLength: 3 }) })

describe('differences applied to the old value give the new one', () => {
  test('for lists of people in any order, with people who came, went and moved', () => {
    fc.assert(
      fc.property(roster, roster, (old, now) => {
        expect(applied(old, differencesBetween(old, now))).toEqual(now)
      }),
    )
  })

  test('for whatever JSON holds', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.json({ maxDepth: 4 }), (one, two) => {
        const [old, now] = [JSON.parse(one) as unknown, JSON.parse(two) as unknown]
        expect(applied(old, differencesBetween(old, now))).toEqual(now)
      }),
    )
  })

  test('and equal values have none', () => {
    fc.assert(
      fc.property(roster, (value) => {
        expect(differencesBetween(value, structuredClone(value))).toEqual([])
      }),
    )
  })
})

describe('a list', () => {
  const people = (...names: readonly string[]) =>
    names.map((each) => ({ id: each, name: each, position: 'Ủy viên' }))

  test('of which one went from the end to the front has one move', () => {
    expect(differencesBetween(people('a', 'b', 'c', 'd'), people('d', 'a', 'b', 'c'))).toEqual([
      { kind: 'moved', path: [], from: 3, to: 0, item: people('d')[0] },
    ])
  })

  test('tells somebody who came and somebody who went by their places', () => {
    expect(differencesBetween(people('a', 'b'), people('b', 'c'))).toEqual([
      { kind: 'removed', path: [], at: 0, old: people('a')[0] },
      { kind: 'added', path: [], at: 1, new: people('c')[0] },
    ])
  })

  test('tells a name written otherwise where nobody else holds the post', () => {
    const [old, now] = [
      [{ id: '1', name: 'Nguyễn Thuý', position: 'Bí thư' }],
      [{ id: '2', name: 'Nguyễn Thúy', position: 'Bí thư' }],
    ]
    expect(differencesBetween(old, now)).toEqual([
      { kind: 'changed', path: [0, 'id'], old: '1', new: '2' },
      { kind: 'changed', path: [0, 'name'], old: 'Nguyễn Thuý', new: 'Nguyễn Thúy' },
    ])
  })

  test('tells one gone and another come where several hold the post', () => {
    const kinds = differencesBetween(people('a', 'b'), people('c', 'd')).map((each) => each.kind)
    expect(kinds).toEqual(['removed', 'removed', 'added', 'added'])
  })
})

test('a time of day is told as a whole, and nothing as null is no field less', () => {
  const at = (hour: number) => ({ countingStarted: { day: '2026-02-05', hour, minute: 0 } })
  expect(differencesBetween(at(8), at(9))).toEqual([
    {
      kind: 'changed',
      path: ['countingStarted'],
      old: at(8).countingStarted,
      new: at(9).countingStarted,
    },
  ])
  expect(differencesBetween(at(8), at(8))).toEqual([])
  expect(differencesBetween({ a: null }, {})).toEqual([
    { kind: 'changed', path: ['a'], old: null, new: undefined },
  ])
})

test('what is nested deeper than anything recorded is told as a whole', () => {
  const deep = (end: number) =>
    JSON.parse(`${'{"a":'.repeat(40)}${end}${'}'.repeat(40)}`) as unknown
  const found = differencesBetween(deep(1), deep(2))
  expect(found).toHaveLength(1)
  expect(found[0]!.path).toHaveLength(32)
  expect(differencesBetween(deep(1), deep(1))).toEqual([])
})
