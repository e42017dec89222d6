import { describe, expect, test } from 'vitest'
import {
  type Desk,
  type Kept,
  deskOf,
  invalidPapers,
  isFull,
  isReady,
  placeToRead,
  step,
} from '../../src/ui/ballot-desk.ts'
import { actOf } from '../../src/ui/ballot-keys.ts'

const BUNDLE = { lines: 2, levels: 3, planned: 3, again: [] }
const NAMED: Readonly<Record<string, string>> = {
  '.': 'Enter',
  '<': 'PageUp',
  '>': 'PageDown',
  '^': 'Escape',
}
const PLAIN = { code: '', ctrlKey: false, altKey: false, metaKey: false, shiftKey: false }

/** What comes of those keys: `.` keeps, `<` and `>` turn, `^` resets, `d` drops, `m` wants one more. */
function typed(start: Desk, keys: string) {
  const kept: Kept[] = []
  const complaints: string[] = []
  let desk = start
  for (const key of keys) {
    const named = { key: NAMED[key] ?? key, repeat: false, ...PLAIN }
    const act = key === 'd' ? { do: 'drop' } : key === 'm' ? { do: 'more' } : actOf(named)
    const next = step(desk, act as NonNullable<ReturnType<typeof actOf>>)
    desk = next.desk
    if (next.keep) kept.push(next.keep)
    if (next.complaint) complaints.push(next.complaint)
  }
  return { desk, kept, complaints }
}
const read = (keys: string, papers: readonly string[] = []) => typed(deskOf(BUNDLE, papers), keys)

describe('the desk', () => {
  test('keeps paper after paper at its place', () => {
    const { desk, kept } = read('12.30.*.')
    expect(kept).toEqual([
      { place: 1, marks: '12' },
      { place: 2, marks: '30' },
      { place: 3, marks: 'X' },
    ])
    expect(invalidPapers(desk.papers)).toBe(1)
    expect([isFull(desk), isReady(desk)]).toEqual([true, true])
  })

  test('goes on behind the papers kept before', () => {
    expect(read('', ['11', '12']).desk.place).toBe(3)
  })

  test('keeps no paper with an unread line, and stands on it', () => {
    const { desk, kept, complaints } = read('1.')
    expect([kept, complaints, desk.paper.at, desk.place]).toEqual([[], ['unread'], 1, 1])
  })

  test('says that a level is none of the vote, and that an invalid paper takes no marks', () => {
    const two = { ...BUNDLE, levels: 2 }
    expect(typed(deskOf(two, []), '3').complaints).toEqual(['no_such_level'])
    expect(read('*1+').complaints).toEqual(['invalid_paper', 'invalid_paper'])
  })

  test('is not ready while a paper is begun, or while there is none', () => {
    expect(isReady(read('').desk)).toBe(false)
    expect(isReady(read('11.1').desk)).toBe(false)
    expect(isReady(read('11.1<').desk)).toBe(false)
    expect(isReady(read('11.').desk)).toBe(true)
  })
})

describe('a paper kept before', () => {
  test('is mended at its place, and the one begun meanwhile taken up again', () => {
    const { desk, kept } = read('11.22.3<33.')
    expect(kept.at(-1)).toEqual({ place: 2, marks: '33' })
    expect([desk.place, desk.paper.signs, desk.paper.at]).toEqual([3, '3_', 1])
  })

  test('is not sent again when nothing was changed', () => {
    const { desk, kept } = read('11.22.<.')
    expect([kept.length, desk.place]).toEqual([2, 3])
  })

  test('is left only after what was changed is kept or given up', () => {
    const changed = read('11.22.<3<')
    expect([changed.complaints, changed.desk.place]).toEqual([['changed'], 2])
    const given = typed(changed.desk, '^')
    expect([given.desk.place, given.desk.papers]).toEqual([3, ['11', '22']])
  })

  test('is reached one by one, back and forth, and not before the first', () => {
    expect(read('11.22.<<').desk.place).toBe(1)
    expect(read('11.22.<<<').complaints).toEqual(['no_earlier'])
    const forth = read('11.22.3<<>>').desk
    expect([forth.place, forth.paper.signs]).toEqual([3, '3_'])
    expect(read('11.>').desk.place).toBe(2)
  })

  test('is taken away only when it is the last', () => {
    const last = read('11.22.<d')
    expect([last.kept.at(-1), last.desk.papers]).toEqual([{ place: 2, marks: null }, ['11']])
    expect(read('11.22.<<d').desk.papers).toEqual(['11', '22'])
    expect(read('11.22.d').desk.papers).toEqual(['11', '22'])
  })
})

describe('a full bundle', () => {
  test('takes no key but back and one more', () => {
    const { desk, kept } = read('11.11.11.1+.')
    expect([kept.length, isFull(desk)]).toEqual([3, true])
    expect(isFull(typed(desk, '<').desk)).toBe(false)
    expect(isFull(typed(desk, '<>').desk)).toBe(true)
  })

  test('takes one paper more than planned each time it is asked', () => {
    const { desk, kept } = read('11.11.11.m22.')
    expect([kept.at(-1), isFull(desk)]).toEqual([{ place: 4, marks: '22' }, true])
    expect(isFull(read('11.11.11.m^').desk)).toBe(true)
  })

  test('is not full before as many papers as planned', () => {
    expect(isFull(read('11.11.').desk)).toBe(false)
  })
})

describe('papers that came back', () => {
  const again = { ...BUNDLE, again: [1] }
  const papers = ['1_', 'X', '3_']

  test('are read one after the other in their unread lines, invalid ones passed over', () => {
    expect(placeToRead(papers)).toBe(1)
    const { desk, kept } = typed(deskOf(again, papers), '2.3.')
    expect(kept).toEqual([
      { place: 1, marks: '12' },
      { place: 3, marks: '33' },
    ])
    expect(isFull(desk)).toBe(true)
  })

  test('are no full bundle while a line is unread, wherever the reader turns', () => {
    const { desk } = typed(deskOf(again, papers), '>>>')
    expect([desk.place, isFull(desk), isReady(desk)]).toEqual([4, false, false])
    expect(typed(desk, '^').desk.place).toBe(1)
  })

  test('go on at the first unread line after a look back', () => {
    const { desk, kept } = typed(deskOf(again, papers), '2.<<3.')
    expect(kept.at(-1)).toEqual({ place: 1, marks: '13' })
    expect(desk.place).toBe(3)
  })
})
