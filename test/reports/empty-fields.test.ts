import { PDF, PdfDict, PdfStream } from '@libpdf/core'
import { expect, it } from 'vitest'
import { loadFonts } from '../../src/reports/fonts.ts'
import { renderDocument } from '../../src/reports/render.ts'
import { loadTemplates } from '../../src/reports/template.ts'
import { findSignatureFields, resolver } from '../../src/signatures/signature-fields.ts'
import { sampleInput } from './samples.ts'

it('an empty signature field looks like an empty stream: PDF/A takes no dictionary for it', async () => {
  const resources = { templates: loadTemplates('templates'), fonts: loadFonts() }
  const pdf = await PDF.load(await renderDocument(sampleInput('minutes', 'normal'), resources))
  const fields = findSignatureFields(pdf)
  expect(fields.length).toBeGreaterThan(2)
  for (const { dict } of fields) {
    const looks = dict.get('AP', resolver(pdf))
    expect(looks).toBeInstanceOf(PdfDict)
    expect((looks as PdfDict).get('N', resolver(pdf))).toBeInstanceOf(PdfStream)
  }
})
