import { describe, expect, test } from 'vitest'
import { IMPORT_RULES, fault, hasFaults, placeText } from '../../src/formats/import-fault.ts'
import vi from '../../src/messages/vi.json' with { type: 'json' }

describe('faults of an import', () => {
  test('have their words', () => {
    expect(Object.keys(vi.rules)).toEqual(expect.arrayContaining(Object.keys(IMPORT_RULES)))
  })

  test('are errors or notes by their rule; only errors stop an import', () => {
    const [error, note] = [fault('count', {}), fault('total_row', {})]
    expect([error.severity, note.severity]).toEqual(['error', 'note'])
    expect([hasFaults([error, note]), hasFaults([note]), hasFaults([])]).toEqual([
      true,
      false,
      false,
    ])
  })

  test('say their place as people write it', () => {
    const at = (place: Parameters<typeof fault>[1]) => placeText(fault('count', place))
    expect(at({ sheet: 'Biểu 1', row: 12, column: 'C' })).toBe('Biểu 1!C12')
    expect(at({ sheet: '', row: 12, column: 'C' })).toBe('C12')
    expect(at({ sheet: 'Biểu 1' })).toBe('Biểu 1')
    expect(at({ path: '/heldOn' })).toBe('/heldOn')
    expect(at({})).toBe('')
  })

  test('cut a long value at sixty characters', () => {
    expect(fault('count', {}, 'a'.repeat(60)).value).toHaveLength(60)
    expect(fault('count', {}, 'a'.repeat(61)).value).toBe(`${'a'.repeat(59)}…`)
  })
})
