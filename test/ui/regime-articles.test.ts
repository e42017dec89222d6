import { describe, expect, test } from 'vitest'
import { parseRegime } from '../../src/formats/regime.ts'
import { articlesOf, linesOf, sourcesOf } from '../../src/ui/regime-articles.ts'
import { SOURCE, bytes, provision, regimeFile } from '../formats/regime-sample.ts'

const regimeOf = (provisions: unknown[]) => parseRegime(bytes(regimeFile(provisions)), 'mau-1.json')

describe('a regulation article by article', () => {
  const lines = (...refs: string[]) => {
    const { regime } = regimeOf(refs.map((ref) => ({ ...provision(ref, null), note: 'x' })))
    return articlesOf(regime.provisions.slice(1))
  }

  test('keeps the order of the file and gathers what belongs to one article', () => {
    const refs = [
      'Hiệu lực',
      'Điều 11.2',
      'Phụ lục 1',
      'Điều 11.3',
      'Phụ lục 1, mục II',
      'Điều 1.3',
    ]
    expect(
      lines(...refs).map(({ name, anchor, provisions }) => [name, anchor, provisions.length]),
    ).toEqual([
      ['Hiệu lực', 'hieu-luc', 1],
      ['Điều 11', 'dieu-11', 2],
      ['Phụ lục 1', 'phu-luc-1', 2],
      ['Điều 1', 'dieu-1', 1],
    ])
  })

  test('takes a line of two articles for the first, and what is no article by its name', () => {
    const refs = [
      'Điều 11.1, Điều 12.2',
      'Điều 11a',
      'Hướng dẫn 03-HD/TW',
      'Quy định 377-QĐ/TW, Điều 2',
    ]
    expect(lines(...refs).map(({ name }) => name)).toEqual([
      'Điều 11',
      'Điều 11a',
      'Hướng dẫn 03-HD/TW',
      'Quy định 377-QĐ/TW',
    ])
  })

  test('shows the same words once, with everything they decide', () => {
    const exemption = (reason: string) => provision('Điều 3.1', { kind: 'exemption', reason })
    const { regime } = regimeOf([
      exemption('retirement_notice'),
      exemption('started_in_vote_year'),
      { ...provision('Điều 3.1', null), text: 'Lời khác', note: 'x' },
      { ...provision('Điều 3.1', { kind: 'venues', most: 2 }), evidence: 'assumed' },
    ])
    expect(linesOf(regime.provisions).map(({ rules }) => rules.length)).toEqual([1, 2, 0, 1])
  })

  test('names each page it was read on once, with the number the lines cite', () => {
    const other = { ...SOURCE, href: 'https://example.org/khac' }
    const { regime } = regimeOf([
      { ...provision('Điều 2', null), source: other },
      { ...provision('Điều 3', null), source: SOURCE },
    ])
    expect(sourcesOf(regime.provisions)).toEqual([SOURCE, other])
  })
})
