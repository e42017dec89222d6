import { describe, expect, it } from 'vitest'
import { breakEvenly, breakLines } from '../../src/reports/lines.ts'

/** Every character is 1 point wide. */
const measure = (text: string) => Array.from(text).length
const texts = (lines: readonly { words: readonly string[] }[]) =>
  lines.map(({ words }) => words.join(' '))

describe('breaking text into lines', () => {
  it('breaks at spaces and fills a line to its very end', () => {
    expect(texts(breakLines('một hai ba', measure, 7))).toEqual(['một hai', 'ba'])
    expect(texts(breakLines('một hai ba', measure, 6))).toEqual(['một', 'hai ba'])
  })

  it('makes the first line narrower by the indent', () => {
    expect(texts(breakLines('một hai ba', measure, 7, 3))).toEqual(['một', 'hai ba'])
  })

  it('cuts a word that is wider than the line, losing no character', () => {
    const lines = texts(breakLines('Nguyễn', measure, 4))
    expect(lines).toEqual(['Nguy', 'ễn'])
  })

  it('never breaks at a non-breaking space', () => {
    expect(texts(breakLines('hợp\u00a0lệ 01', measure, 7))).toEqual(['hợp\u00a0lệ', '01'])
  })

  it('gives one empty line for no text', () => {
    expect(breakLines('', measure, 5)).toEqual([{ words: [], width: 0 }])
  })

  it('reports widths without the space at the end', () => {
    expect(breakLines('một hai ba', measure, 7).map(({ width }) => width)).toEqual([7, 2])
  })

  it('evens centred lines out without adding one', () => {
    expect(texts(breakEvenly('aa bb cc dd', measure, 8))).toEqual(['aa bb', 'cc dd'])
    expect(texts(breakEvenly('aa bb', measure, 8))).toEqual(['aa bb'])
  })
})
