import { expect, test } from 'vitest'
import { keptName, keptSheets } from '../../src/ui/kept-name.ts'

test('what is kept is found by its account only, each sheet once', () => {
  const names = [
    keptName('an', 'sheet-1', 1),
    keptName('anh', 'sheet-2', 1),
    keptName('an', 'sheet-3', 2),
    keptName('an', 'sheet-1', 2),
  ]
  expect(keptSheets(names, 'an')).toEqual(['sheet-1', 'sheet-3'])
  expect(keptSheets(names, '')).toEqual([])
})
