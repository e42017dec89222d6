import { describe, expect, it } from 'vitest'
import { parseCondition } from '../../src/reports/condition.ts'
import { parseText } from '../../src/reports/placeholder.ts'
import { fillText, holds, valueAt } from '../../src/reports/scope.ts'

const words = { side: { party: 'đồng chí', state: 'đại biểu' } }
const fill = (source: string, scope = {}) => fillText(parseText(source), scope, words)

describe('the text language of templates', () => {
  it('fills a path', () => {
    expect(fill('Có mặt: {{ voters.present }}.', { voters: { present: '52' } })).toBe('Có mặt: 52.')
  })

  it('leaves a dotted blank for a missing value, as long as asked', () => {
    expect(fill('{{ a }}|{{ a | blank: 5 }}', { a: null })).toBe('………|……………')
  })

  it('prints other words for a missing value', () => {
    expect(fill('{{ a | or: – }}{{ a | or: }}', { a: null })).toBe('–')
  })

  it('looks codes up in the dictionary of the template', () => {
    expect(fill('{{ side | word: side }}', { side: 'state' })).toBe('đại biểu')
  })

  it('changes case by the rules of Vietnamese letters', () => {
    expect(fill('{{ a | upper }} {{ a | lowerFirst }}', { a: 'Đảng ủy' })).toBe('ĐẢNG ỦY đảng ủy')
  })

  it('gives NFC whatever was entered', () => {
    expect(fill('{{ a }}', { a: 'Độc lập'.normalize('NFD') })).toBe('Độc lập'.normalize('NFC'))
  })

  it.each([
    ['{{ a.constructor }}', 'bad_path'],
    ['{{ __proto__ }}', 'bad_path'],
    ['{{ a() }}', 'bad_path'],
    ['{{ a + b }}', 'bad_path'],
    ['{{ }}', 'bad_path'],
    ['{{ a', 'bad_braces'],
    ['a }}', 'bad_braces'],
    ['{{ a | shout }}', 'unknown_filter'],
    ['{{ a | blank: 0 }}', 'bad_argument'],
    ['{{ a | upper: 3 }}', 'bad_argument'],
    ['{{ a | word }}', 'bad_argument'],
  ])('refuses %s', (source, reason) => {
    expect(() => parseText(source)).toThrow(expect.objectContaining({ reason }))
  })

  it('never reads what an object has not itself', () => {
    expect(() => valueAt({ a: {} }, ['a', 'toString'])).toThrow(TypeError)
  })
})

describe('conditions', () => {
  const scope = { side: 'party', held: false, list: [1], empty: [], name: null, seen: '' }
  it.each([
    ['side is party', true],
    ['side is state', false],
    ['not side is state', true],
    ['held', false],
    ['not held', true],
    ['list', true],
    ['empty', false],
    ['name', false],
    ['not name', true],
    ['seen', true],
  ])('%s holds: %s', (source, expected) => {
    expect(holds(parseCondition(source), scope)).toBe(expected)
  })

  it.each(['side == party', 'a or b', 'not not a', ''])('refuses %j', (source) => {
    expect(() => parseCondition(source)).toThrow(
      expect.objectContaining({ reason: 'bad_condition' }),
    )
  })
})
