// Draws every sample of every paper as PDF/A-1a into a folder: what a free validator of PDF/A knows.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DOCUMENT_NAMES, FORM_NAMES } from '../src/domain/proceedings.ts'
import { loadFonts } from '../src/reports/fonts.ts'
import { renderDocument, renderForm } from '../src/reports/render.ts'
import { loadTemplates } from '../src/reports/template.ts'
import { formInput, sampleInput, sampleNames } from '../test/reports/samples.ts'

const folder = process.argv[2]
if (!folder) throw new TypeError('a folder is needed')
mkdirSync(folder, { recursive: true })
const resources = { templates: loadTemplates('templates'), fonts: loadFonts() }
const flavour = 'PDF/A-1a'
for (const name of DOCUMENT_NAMES)
  for (const sample of sampleNames(name)) {
    const pdf = await renderDocument({ ...sampleInput(name, sample), flavour }, resources)
    writeFileSync(join(folder, `${name}-${sample}.pdf`), pdf)
  }
for (const name of FORM_NAMES)
  for (const sample of sampleNames(name)) {
    const pdf = await renderForm({ ...formInput(name, sample), flavour }, resources)
    writeFileSync(join(folder, `${name}-${sample}.pdf`), pdf)
  }

// What the product makes, PDF/A-3a with attachments, is no PDF/A-1: a validator that accepts it checks nothing.
const control = await renderDocument(sampleInput('minutes', 'normal'), resources)
writeFileSync(join(folder, 'control.pdf'), control)
