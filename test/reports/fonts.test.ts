import { describe, expect, it } from 'vitest'
import { assertGlyphs, loadFonts, missingGlyphs } from '../../src/reports/fonts.ts'
import { VIETNAMESE_LETTERS } from './vietnamese-letters.ts'

const fonts = loadFonts()

describe('the document font', () => {
  it('is parsed once', () => {
    expect(loadFonts()).toBe(fonts)
  })

  it('has all 134 accented letters of Vietnamese in all four styles', () => {
    expect(VIETNAMESE_LETTERS).toHaveLength(134)
    expect(missingGlyphs(fonts, VIETNAMESE_LETTERS.join(''))).toEqual([])
  })

  it('sees no fault in letters written with combining marks', () => {
    expect(missingGlyphs(fonts, 'Độc lập'.normalize('NFD'))).toEqual([])
  })

  it('names each missing character once, in the order met', () => {
    expect(missingGlyphs(fonts, 'Trần 字 Đạt ☑ 字')).toEqual(['字', '☑'])
  })

  it('refuses a text with a missing character and says where it stands', () => {
    expect(() => assertGlyphs(fonts, 'Lê 龍', '/title')).toThrow(
      expect.objectContaining({
        code: 'glyph_missing',
        detail: { character: '龍', where: '/title' },
      }),
    )
  })

  it('reads the glyph that both spaces share as the plain space', () => {
    expect(fonts.regular.layout('\u00a0').glyphs[0]?.codePoints).toEqual([0x20])
  })
})
