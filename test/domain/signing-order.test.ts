import { describe, expect, test } from 'vitest'
import {
  areNext,
  inSigningOrder,
  isSameName,
  kindOf,
  mayFill,
  memberNumber,
  nextField,
  ownField,
  signingMembers,
} from '../../src/domain/signing-order.ts'

const ALL = ['secretary', 'head', 'member1', 'member2', 'member10', 'chair', 'seal']

describe('the order of signing', () => {
  test('is secretary, head, members by number, chair, seal, however the file lists them', () => {
    expect(inSigningOrder(ALL.toReversed())).toEqual(ALL)
    expect(inSigningOrder(['seal', 'chair'])).toEqual(['chair', 'seal'])
  })
  test('puts a field it does not know last', () => {
    expect(inSigningOrder(['archivist', 'seal'])).toEqual(['seal', 'archivist'])
  })
  test('says whose turn it is, and that nobody is left', () => {
    expect(nextField(['chair', 'member2', 'head'])).toBe('head')
    expect(nextField(['chair', 'member2', 'member10'])).toBe('member2')
    expect(nextField([])).toBeUndefined()
  })
  test('takes several at once only from the front, none left out', () => {
    expect(areNext(['secretary'], ALL)).toBe(true)
    expect(areNext(['head', 'secretary'], ALL)).toBe(true)
    expect(areNext(ALL, ALL)).toBe(true)
    expect(areNext(['head'], ALL)).toBe(false)
    expect(areNext(['secretary', 'member1'], ALL)).toBe(false)
    expect(areNext([], ALL)).toBe(false)
    expect(areNext(['secretary', 'secretary'], ALL)).toBe(false)
  })
})

describe('a field', () => {
  test('is of its kind by its name', () => {
    expect(ALL.map(kindOf)).toEqual([
      'secretary',
      'head',
      'member',
      'member',
      'member',
      'chair',
      'seal',
    ])
    expect(['member', 'member0', 'member01', 'x'].map(kindOf)).toEqual(Array(4).fill(undefined))
  })
  test('of a member has its number', () => {
    expect(ALL.map(memberNumber)).toEqual([null, null, 1, 2, 10, null, null])
  })
  test('is filled by the role it belongs to, members beside secretary or head, the seal by the chair', () => {
    const fill = (field: string) =>
      (['admin', 'secretary', 'head', 'chair', 'committee', 'auditor'] as const).filter((role) =>
        mayFill(role, field, 'issued'),
      )
    expect(fill('secretary')).toEqual(['secretary'])
    expect(fill('head')).toEqual(['head'])
    expect(fill('member1')).toEqual(['secretary', 'head'])
    expect(fill('chair')).toEqual(['chair'])
    expect(fill('seal')).toEqual(['chair'])
    expect(fill('archivist')).toEqual([])
  })
  test('is filled while the documents wait for signatures, and at no other time', () => {
    for (const state of ['computed', 'signed', 'published'] as const)
      for (const field of ALL) expect(mayFill('chair', field, state)).toBe(false)
  })
  test('of one’s own is that of the role', () => {
    expect(
      ['secretary', 'head', 'chair', 'auditor'].map((each) => ownField(each as 'head')),
    ).toEqual(['secretary', 'head', 'chair', undefined])
  })
})

test('members sign in the order of the committee’s list, its officers left out', () => {
  const person = (name: string, duty: 'head' | 'secretary' | 'member') => ({
    name,
    duty,
    position: '',
  })
  const committee = [person('B', 'member'), person('A', 'head'), person('C', 'member')]
  expect(signingMembers(committee).map((each) => each.name)).toEqual(['B', 'C'])
})

describe('two spellings of a name', () => {
  test('are the same whatever case, blanks and composition', () => {
    expect(isSameName('ĐỖ  thị Uỷ', 'Đỗ Thị Uỷ')).toBe(true)
    expect(isSameName('Đỗ Thị Uỷ'.normalize('NFD'), 'Đỗ Thị Uỷ')).toBe(true)
  })
  test('are not the same with another letter or another mark', () => {
    expect(isSameName('Đỗ Thị Uỷ', 'Do Thi Uy')).toBe(false)
    expect(isSameName('Đỗ Thị Uỷ', 'Đỗ Thị Uỷ B')).toBe(false)
  })
})
