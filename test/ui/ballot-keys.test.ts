import { describe, expect, test } from 'vitest'
import { type Key, actOf } from '../../src/ui/ballot-keys.ts'

const NO_KEY: Key = {
  key: '',
  code: '',
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  shiftKey: false,
  repeat: false,
}
const pressed = (key: Partial<Key>) => actOf({ ...NO_KEY, ...key })

describe('a key', () => {
  test.each(['0', '1', '2', '3'])('%s marks, on the digit row and on the number pad', (sign) => {
    expect(pressed({ key: sign, code: `Digit${sign}` })).toEqual({ do: 'mark', sign })
    expect(pressed({ key: sign, code: `Numpad${sign}` })).toEqual({ do: 'mark', sign })
  })

  test('of the digit row marks even where an input method swallows its sign', () => {
    expect(pressed({ key: 'Process', code: 'Digit2' })).toEqual({ do: 'mark', sign: '2' })
    expect(pressed({ key: 'Process', code: 'KeyA' })).toEqual({ do: 'rest' })
    expect(pressed({ key: 'Process', code: 'KeyX' })).toEqual({ do: 'invalid' })
  })

  test('4 means nothing', () => {
    expect(pressed({ key: '4', code: 'Digit4' })).toBeUndefined()
  })

  test('held down moves, and marks or keeps nothing', () => {
    const held = { repeat: true }
    expect(pressed({ ...held, key: 'ArrowDown' })).toEqual({ do: 'move', by: 1 })
    for (const key of ['1', '+', '*', 'Enter', 'Escape', 'PageUp'])
      expect(pressed({ ...held, key })).toBeUndefined()
    expect(pressed({ ...held, key: 'z', code: 'KeyZ', ctrlKey: true })).toBeUndefined()
  })

  test('with Ctrl is the browser’s, but for Ctrl+Z', () => {
    expect(pressed({ key: 'z', code: 'KeyZ', ctrlKey: true })).toEqual({ do: 'earlier' })
    expect(pressed({ key: '1', code: 'Digit1', ctrlKey: true })).toBeUndefined()
    expect(pressed({ key: 'a', code: 'KeyA', ctrlKey: true })).toBeUndefined()
    expect(pressed({ key: '1', code: 'Digit1', altKey: true })).toBeUndefined()
  })

  test('with Shift gives the signs that need it, and keeps no paper', () => {
    expect(pressed({ key: '+', code: 'Equal', shiftKey: true })).toEqual({ do: 'rest' })
    expect(pressed({ key: '*', code: 'Digit8', shiftKey: true })).toEqual({ do: 'invalid' })
    expect(pressed({ key: '!', code: 'Digit1', shiftKey: true })).toBeUndefined()
    expect(pressed({ key: 'Enter', shiftKey: true })).toBeUndefined()
  })
})
