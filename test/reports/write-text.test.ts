import { readFileSync } from 'node:fs'
import PDFDocument from 'pdfkit'
import { describe, expect, it } from 'vitest'
import { FONT_NAMES, loadFonts } from '../../src/reports/fonts.ts'
import type { Pdf } from '../../src/reports/pdf.ts'
import { textWidth } from '../../src/reports/shapes.ts'
import { writeText } from '../../src/reports/write-text.ts'

const fonts = loadFonts()

/** Lines people write, words of every sort, and what is seldom: nothing, breaks, marks off their place. */
const TEXTS = [
  ...readFileSync('templates/minutes/template.yaml', 'utf8').split('\n'),
  'AV To VAWA Tỷ lệ 66,67 %',
  ' hai  khoảng trắng ',
  'một\ttab',
  'hai\ndòng',
  '',
  'x\u0323\u0302\u0301 Đô\u0323c lâ\u0323p'.normalize('NFD'),
]

function fileOf(draw: (pdf: Pdf) => void): string {
  const pdf = new PDFDocument({
    compress: false,
    autoFirstPage: false,
    info: { CreationDate: new Date(0) },
  }) as unknown as Pdf
  for (const name of FONT_NAMES) pdf.registerFont(name, fonts[name])
  pdf.addPage({ size: [600, 800], margin: 0 })
  draw(pdf)
  pdf.end()
  return Buffer.from(pdf.read()).toString('latin1')
}

describe('text', () => {
  it('is written as the very bytes of pdfkit', () => {
    const drawn = (draw: (pdf: Pdf, text: string, x: number, y: number) => void) =>
      fileOf((pdf) =>
        TEXTS.forEach((text, at) => {
          pdf.font(FONT_NAMES[at % 4]!, 9 + (at % 7) / 2)
          draw(pdf, text, 20 + at / 3, 30 + at * 1.7)
        }),
      )
    const theirs = drawn((pdf, text, x, y) => pdf.text(text, x, y, { lineBreak: false }))
    expect(drawn(writeText) === theirs).toBe(true)
    expect(theirs).toContain('TJ')
  })

  it('is as wide as pdfkit says, to the last bit', () => {
    fileOf((pdf) => {
      for (const name of FONT_NAMES)
        for (const text of TEXTS)
          for (const size of [8.5, 11, 13, 14])
            expect(textWidth(fonts[name], text, size)).toBe(
              pdf.font(name, size).widthOfString(text),
            )
    })
  })
})
