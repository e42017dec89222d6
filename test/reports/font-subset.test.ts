import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as fontkit from 'fontkit'
import { describe, expect, it } from 'vitest'
import { type FontSubset, subsetsOf } from '../../src/reports/font-subset.ts'
import { VIETNAMESE_LETTERS } from './vietnamese-letters.ts'

const FILES = [
  '400Regular/Tinos_400Regular.ttf',
  '700Bold/Tinos_700Bold.ttf',
  '400Regular_Italic/Tinos_400Regular_Italic.ttf',
  '700Bold_Italic/Tinos_700Bold_Italic.ttf',
]
const read = (file: string) =>
  readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/tinos/${file}`))

describe('a subset of the document font', () => {
  it.each(FILES)('has the very bytes of fontkit’s own: %s', (file) => {
    const bytes = read(file)
    const font = fontkit.create(bytes) as fontkit.Font
    const subsets = subsetsOf(bytes)
    const letters = font.layout(VIETNAMESE_LETTERS.join(''))
    const everyTenth = Array.from({ length: font.numGlyphs / 10 }, (_, at) => at * 10)
    for (const ids of [[], [7], letters.glyphs.map(({ id }) => id), everyTenth.toReversed()]) {
      const ours = subsets()
      const theirs: Pick<FontSubset, 'encode'> & { includeGlyph(id: never): unknown } =
        font.createSubset()
      for (const id of ids) expect(ours.includeGlyph(id)).toBe(theirs.includeGlyph(id as never))
      expect(Buffer.compare(ours.encode(), theirs.encode())).toBe(0)
    }
  })

  it('takes in the parts of a composed letter behind the letters asked for', () => {
    const bytes = read(FILES[0]!)
    const font = fontkit.create(bytes) as fontkit.Font
    const [composed, plain] = font.layout('ỘO').glyphs.map(({ id }) => id)
    const subset = subsetsOf(bytes)()
    expect([subset.includeGlyph(composed!), subset.includeGlyph(composed!)]).toEqual([1, 1])
    subset.encode()
    expect(subset.includeGlyph(plain!)).toBeLessThan(5)
  })

  it('is not made of a font without TrueType outlines', () => {
    const bytes = Buffer.from(read(FILES[0]!))
    bytes.write('CFF ', bytes.indexOf('glyf'), 'latin1')
    expect(() => subsetsOf(bytes)).toThrow(new RangeError('font: no glyf'))
  })
})
