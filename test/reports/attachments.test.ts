import { PDF } from '@libpdf/core'
import { describe, expect, it } from 'vitest'
import { extractText, readAttachments } from '../../src/reports/attachments.ts'
import { loadFonts } from '../../src/reports/fonts.ts'
import { renderDocument } from '../../src/reports/render.ts'
import { loadTemplates } from '../../src/reports/template.ts'
import { sampleInput } from './samples.ts'

const resources = { templates: loadTemplates('templates'), fonts: loadFonts() }

describe('the files inside a PDF', () => {
  it('are read again after the file grew by an incremental save', async () => {
    const input = sampleInput('minutes', 'one-kind')
    const bytes = await renderDocument(input, resources)
    const pdf = await PDF.load(bytes)
    pdf.setSubject('lưu thêm')
    const grown = await pdf.save({ incremental: true })
    expect(Buffer.compare(grown.subarray(0, bytes.length), bytes)).toBe(0)
    expect(grown.length).toBeGreaterThan(bytes.length)
    const files = await readAttachments(grown)
    expect(Buffer.from(files.get('tally.json')!)).toEqual(Buffer.from(input.attachments[0]!.bytes))
  })

  it('are none in a PDF without attachments', async () => {
    const input = { ...sampleInput('minutes', 'one-kind'), attachments: [] }
    expect((await readAttachments(await renderDocument(input, resources))).size).toBe(0)
  })

  it('cannot be read from what is no PDF', async () => {
    const bytes = new TextEncoder().encode('không phải PDF')
    await expect(readAttachments(bytes)).rejects.toMatchObject({ code: 'pdf_unreadable' })
    await expect(extractText(bytes)).rejects.toMatchObject({ code: 'pdf_unreadable' })
  })
})
