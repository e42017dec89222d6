import { describe, expect, it } from 'vitest'
import { blankPdf } from '../../src/reports/blank-pdf.ts'

describe('a blank document', () => {
  it('counts its pages and knows the size of the last', () => {
    const pdf = blankPdf()
    expect(pdf.bufferedPageRange()).toEqual({ start: 0, count: 0 })
    pdf.addPage({ size: [100, 200], margin: 0 }).addPage({ size: [300, 50], margin: 0 })
    expect(pdf.bufferedPageRange()).toEqual({ start: 0, count: 2 })
    expect([pdf.page.width, pdf.page.height]).toEqual([300, 50])
  })

  it('takes every other call and value without drawing what is added to the structure', () => {
    const pdf = blankPdf()
    let drawn = false
    pdf.struct('P').add(() => (drawn = true))
    pdf.lineWidth(1).moveTo(0, 0).lineTo(1, 1).stroke()
    pdf._root.data['AcroForm']!.data['SigFlags'] = 1
    delete pdf._root.data['AcroForm']!.data['NeedAppearances']
    expect(drawn).toBe(false)
  })
})
