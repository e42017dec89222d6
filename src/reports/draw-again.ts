import { createHash } from 'node:crypto'
import type { FigureDocument } from '../domain/proceedings.ts'
import { AppError } from '../errors.ts'
import { templateSchema } from './blocks.ts'
import { MODELS } from './document-models.ts'
import { type Fonts, loadFonts } from './fonts.ts'
import { layoutSchema } from './layout.ts'
import type { Template } from './read-template.ts'
import { type DocumentInput, renderDocument } from './render.ts'
import { type Source, shaped } from './source-text.ts'
import type { Templates } from './template.ts'
import { checkTemplate } from './template-checks.ts'
import { START, type TemplateFault } from './template-fault.ts'
import { templateSource } from './template-source.ts'

/** A document, and the texts of the template and of the layout it was drawn with, as they were recorded. */
export type DrawnAgain = Pick<DocumentInput, 'proceedings' | 'identity' | 'attachments'> & {
  readonly templateText: string
  readonly layoutText: string
}

/**
 * The document as `renderDocument` draws it, with a template and a layout that come with it and not from the folders of
 * this program. Throws `template_invalid` where this version cannot read one of them, and as `renderDocument` does.
 */
export async function drawAgain({
  templateText,
  layoutText,
  ...document
}: DrawnAgain): Promise<Uint8Array> {
  const template = templateKept(document.identity.document, templateText, layoutText)
  // no other template is asked for
  const templates = { [document.identity.document]: template } as Templates
  return renderDocument(document, { templates, fonts: theFonts() })
}

let fonts: Fonts | undefined

/** Read once, where a document is drawn again at all. */
function theFonts(): Fonts {
  fonts ??= loadFonts()
  return fonts
}

/** More than a country's organisations have in use at the same time; then the memory starts anew. */
const MOST_TEMPLATES = 100
const kept = new Map<string, Template>()

/** The template of those texts, read and checked once for all the documents that bring the same. */
function templateKept(document: FigureDocument, text: string, layout: string): Template {
  const hash = createHash('sha256').update(JSON.stringify([document, text, layout]))
  const key = hash.digest('hex')
  const known = kept.get(key)
  if (known) return known
  const template = templateOf(document, text, layout) // one that is refused is read again, and refused again
  if (kept.size >= MOST_TEMPLATES) kept.clear()
  kept.set(key, template)
  return template
}

function templateOf(document: FigureDocument, templateText: string, layoutText: string): Template {
  const layoutShape = shaped(sourceOf('layout', layoutText), layoutSchema)
  if ('faults' in layoutShape) throw invalid(layoutShape.faults[0]!)
  const layout = layoutShape.data
  const source = sourceOf(document, templateText)
  const shape = shaped(source, templateSchema)
  if ('faults' in shape) throw invalid(shape.faults[0]!)
  const template = shape.data
  const [fault] = checkTemplate(document, template, MODELS[document].schema, [layout])
  if (fault || template.document !== document)
    throw invalid(
      fault ?? { file: document, place: '/document', reason: 'other_document', found: '' },
    )
  return {
    ...template,
    layouts: { party: layout, state: layout },
    profiles: new Map([[layout.id, layout]]),
    source: templateSource(source.value),
    replaced: null,
    earlier: [],
  }
}

function sourceOf(file: string, text: string): Source {
  try {
    return { file, value: JSON.parse(text) as unknown, at: () => START }
  } catch (error) {
    throw invalid({ file, place: '', reason: 'bad_syntax', found: String(error) }, error)
  }
}

function invalid(fault: TemplateFault, cause?: unknown): AppError {
  return new AppError('template_invalid', { ...fault, ...START }, cause)
}
