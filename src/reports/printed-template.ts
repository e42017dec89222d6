import { join } from 'node:path'
import { existsSync, readdirSync } from 'node:fs'
import { CARRYING_NAMES, type CarryingName } from '../domain/proceedings.ts'
import { AppError } from '../errors.ts'
import { type TemplateFile, templateSchema } from './blocks.ts'
import { CARRYING_SCHEMAS } from './document-models.ts'
import { type Source, readSource, shaped } from './source-text.ts'
import type { Templates } from './template.ts'
import { checkTemplate } from './template-checks.ts'
import { START, templateError } from './template-fault.ts'
import { type TemplateSource, templateSource } from './template-source.ts'

/** What a document says by its template, without the layouts it is drawn in. */
export type PrintedTemplate = Pick<TemplateFile, 'blocks' | 'words' | 'footer' | 'watermark'> & {
  readonly document: CarryingName
  readonly source: TemplateSource
}

/** The templates of documents that a check knows. */
export type KnownTemplates = {
  /** Those that documents are drawn with now. */
  readonly current: readonly PrintedTemplate[]
  /** Others that documents were drawn with, or may have been. */
  readonly others: readonly PrintedTemplate[]
}

/** The templates in use, the program's own that an organisation's replace, and its earlier ones; those at fault are left out. */
export function templatesInUse(templates: Templates): KnownTemplates {
  const used = CARRYING_NAMES.flatMap((document) => {
    const template = usable(templates, document)
    return template ? [{ document, template }] : []
  })
  return {
    current: used.map(({ document, template }) => ({ ...template, document })),
    others: used.flatMap(({ document, template: { replaced, earlier } }) => [
      ...(replaced ? [{ ...replaced, document }] : []),
      ...earlier,
    ]),
  }
}

function usable(templates: Templates, document: CarryingName) {
  try {
    return templates[document]
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

/**
 * The templates of documents in a folder, `<document>/template.yaml`, whatever layouts there are. Throws
 * `template_invalid` for one that cannot be read, and for a folder that is not there or has none.
 */
export function readPrintedTemplates(dir: string): readonly PrintedTemplate[] {
  const names = CARRYING_NAMES.filter((name) => existsSync(join(dir, name)))
  if (names.length === 0)
    throw templateError({ ...START, file: dir, place: '', reason: 'missing_folder', found: dir })
  return names.map((name) => readPrinted(dir, `${name}/template.yaml`, name))
}

/**
 * What the program's template of that paper said in earlier versions of the program, `<paper>/earlier/NN.yaml` below `dir`;
 * none for a paper that is not stored. Throws `template_invalid`.
 */
export function readEarlierTemplates(dir: string, paper: string): readonly PrintedTemplate[] {
  const document = CARRYING_NAMES.find((each) => each === paper)
  const folder = join(paper, 'earlier')
  if (!document || !existsSync(join(dir, folder))) return []
  const files = readdirSync(join(dir, folder)).toSorted()
  return files.map((file) => readPrinted(dir, join(folder, file), document))
}

function readPrinted(dir: string, file: string, document: CarryingName): PrintedTemplate {
  const read = readSource(dir, file)
  if ('faults' in read) throw templateError(read.faults[0]!)
  const found = printedTemplate(read.source, document)
  if ('fault' in found)
    throw templateError({ ...found.fault, ...read.source.at(found.fault.place) })
  return found
}

/** A recorded template again; null where this version of the program cannot read it, or it is no document's. */
export function recordedTemplate(body: string, name: string): PrintedTemplate | null {
  const document = CARRYING_NAMES.find((each) => each === name)
  if (!document) return null
  const value: unknown = JSON.parse(body)
  const found = printedTemplate({ file: name, value, at: () => START }, document)
  return 'fault' in found ? null : found
}

function printedTemplate(source: Source, document: CarryingName) {
  const shape = shaped(source, templateSchema)
  if ('faults' in shape) return { fault: shape.faults[0]! }
  const template = shape.data
  const { file, value } = source
  if (template.document !== document) {
    const found = template.document
    return { fault: { file, place: '/document', reason: 'other_document', found } }
  }
  const [fault] = checkTemplate(file, template, CARRYING_SCHEMAS[document], [])
  return fault ? { fault } : { ...template, document, source: templateSource(value) }
}
