import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guarded, unguarded } from '../../src/formats/formula-guard.ts'

test.each(['=1+1', '+84 912', '-', '@SUM(A1)', '\tx', '\rx', '＝1', '－x'])(
  'what a spreadsheet would run is guarded: %j',
  (text) => {
    expect(guarded(text)).toBe(`'${text}`)
    expect(unguarded(`'${text}`)).toBe(text)
  },
)

test.each(['Nguyễn Văn Một', '1-2', "'Ân", '–', ' =1', ''])('other text is left: %j', (text) => {
  expect(guarded(text)).toBe(text)
  expect(unguarded(text)).toBe(text)
})

test('taking the guard away gives every text back, also one with guards of its own', () => {
  const text = fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', 'a', ' ') })
  fc.assert(fc.property(text, (each) => unguarded(guarded(each)) === each))
  fc.assert(fc.property(text, (each) => !/^[=+\-@\t\r]/.test(guarded(each))))
})
