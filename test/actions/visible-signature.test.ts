import { PDFiumLibrary } from '@hyzyla/pdfium'
import { describe, expect, test } from 'vitest'
import { prepareVisibleSignature } from '../../src/actions/visible-signature.ts'
import { loadFonts } from '../../src/reports/fonts.ts'
import { renderDocument } from '../../src/reports/render.ts'
import { loadTemplates } from '../../src/reports/template.ts'
import { type SignatureField, signatureFields } from '../../src/signatures/signature-fields.ts'
import { sampleInput } from '../reports/samples.ts'

const fonts = loadFonts()
const resources = { templates: loadTemplates('templates'), fonts }
const LAYOUTS = ['hd05-2026', 'hd36-2018'] as const

/** The minutes signed by the chair, in words: its fields, and where in the chair's field there is ink, from its left. */
async function inkOf(layout: string, seal: boolean) {
  const input = sampleInput('minutes', 'normal')
  const settings = { ...input.proceedings.settings, layout, seal }
  const proceedings = { ...input.proceedings, settings }
  const pdf = await renderDocument({ ...input, proceedings }, resources)
  const fields = await signatureFields(pdf)
  const request = {
    field: 'chair',
    commonName: 'Trịnh Thí Dụ Chủ',
    reason: '',
    location: '',
    signedAt: '2026-02-05T04:00:00.000Z',
  }
  const { bytes } = await prepareVisibleSignature(pdf, request, fonts)
  const field = (name: string) => fields.find((each) => each.name === name)
  return { seal: field('seal'), chair: field('chair')!, ink: await columns(bytes, field('chair')!) }
}

/** The points of the field, from its left, that something is drawn above or below of. */
async function columns(pdf: Uint8Array, { page, rect }: SignatureField): Promise<number[]> {
  const library = await PDFiumLibrary.init()
  const document = await library.loadDocument(pdf)
  try {
    const shown = document.getPage(page! - 1)
    const { width, height, data } = await shown.render({
      colorSpace: 'Gray',
      renderFormFields: true,
    })
    const top = Math.round(height - rect.y - rect.height)
    return Array.from({ length: Math.floor(rect.width) }, (_, at) => at).filter((at) =>
      Array.from({ length: Math.floor(rect.height) }, (_, row) => row).some(
        (row) => data[(top + row) * width + Math.round(rect.x) + at]! < 160,
      ),
    )
  } finally {
    document.destroy()
  }
}

describe('the signature of the chair in words', () => {
  test.each(LAYOUTS)('stands right of where the seal comes to lie: %s', async (layout) => {
    const { seal, chair, ink } = await inkOf(layout, true)
    const covered = seal!.rect.x + seal!.rect.width - chair.rect.x
    expect(covered).toBeGreaterThan(chair.rect.width / 4)
    expect(Math.min(...ink)).toBeGreaterThanOrEqual(covered)
    expect(ink.length).toBeGreaterThan(30)
  })

  test.each(LAYOUTS)('stands in the middle of the whole where none is set: %s', async (layout) => {
    const { seal, chair, ink } = await inkOf(layout, false)
    expect(seal).toBeUndefined()
    const middle = (Math.min(...ink) + Math.max(...ink)) / 2
    expect(Math.abs(middle - chair.rect.width / 2)).toBeLessThan(3)
  })
})
