import { readdirSync } from 'node:fs'
import {
  type DocumentName,
  FORM_NAMES,
  type FormName,
  STORED_NAMES,
} from '../domain/proceedings.ts'
import type { AppError } from '../errors.ts'
import { type TemplateFile, templateSchema } from './blocks.ts'
import { FORMS, MODELS } from './document-models.ts'
import type { Layout, LayoutChoice } from './layout.ts'
import { type Layouts, readLayouts } from './layouts.ts'
import { type Source, readSource, shaped } from './source-text.ts'
import { checkTemplate } from './template-checks.ts'
import { START, type PlacedFault, type TemplateFault, templateError } from './template-fault.ts'

/** One paper's template with the layouts it can be drawn in. */
export type Template = TemplateFile & LayoutChoice

export type PaperName = DocumentName | FormName
export const PAPER_NAMES: readonly PaperName[] = [...STORED_NAMES, ...FORM_NAMES]

/** The checked templates of every document and every form. */
export type Templates = Readonly<Record<PaperName, Template>>

/** Templates as read from one or more folders. */
export type TemplateSet = {
  /** Naming one that has a fault throws its `template_invalid`: no other form is ever printed in its place. */
  readonly templates: Templates
  /** Everything wrong in the folders, by the folder it stands in. */
  readonly faults: readonly (PlacedFault & { readonly dir: string })[]
}

/**
 * Every template below `dir` (`<paper>/template.yaml`, `layouts/*.json`), checked to the last placeholder.
 *
 * Throws `template_invalid` with `{ file, place, line, column, reason, found }`: unknown keys, blocks, fields,
 * filters, styles or layouts, text that breaks the template language, files that are missing or unreadable.
 */
export function loadTemplates(dir: string): Templates {
  const { templates, faults } = readTemplates(dir, null)
  if (faults[0]) throw toError(faults[0])
  return templates
}

/**
 * The templates of the program and those of the organisation's `own` folder, which stand in their place:
 * a paper's whole folder, or a layout by its id. A fault holds back only the paper it stands in; throws
 * `template_invalid` when the folder itself is not there.
 */
export function readTemplates(dir: string, own: string | null): TemplateSet {
  const layouts = readLayouts(own === null ? [dir] : [dir, own])
  const ownPapers = own === null ? [] : foldersIn(own)
  const strange = ownPapers.filter((name) => !PAPER_NAMES.some((each) => each === name))
  const templates = {}
  const faults = [
    ...[...layouts.faults.values()].flat().map((fault) => ({ ...fault, dir: own ?? dir })),
    ...strange.map((name) => ({ ...unknownPaper(name), dir: own ?? dir })),
  ]
  for (const name of PAPER_NAMES) {
    const from = own !== null && ownPapers.includes(name) ? own : dir
    const read = readTemplate(from, name, layouts)
    faults.push(...read.faults.map((fault) => ({ ...fault, dir: from })))
    if (read.template) Object.assign(templates, { [name]: read.template })
    else refuse(templates, name, read.faults[0]!)
  }
  return { templates: templates as Templates, faults: withoutTwins(faults) }
}

/** A fault of a layout is found again in each template that names it. */
function withoutTwins<Fault extends PlacedFault>(faults: readonly Fault[]): Fault[] {
  const keys = faults.map(({ dir: _, ...fault }: Fault & { dir?: string }) => JSON.stringify(fault))
  return faults.filter((_, at) => keys.indexOf(keys[at]!) === at)
}

function refuse(templates: object, name: PaperName, fault: PlacedFault): void {
  Object.defineProperty(templates, name, {
    enumerable: true,
    get() {
      throw toError(fault)
    },
  })
}

function toError({ dir: _, ...fault }: PlacedFault & { dir?: string }): AppError {
  return templateError(fault)
}

/** The folders of an organisation: all but `layouts`. */
function foldersIn(own: string): string[] {
  try {
    return readdirSync(own, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'layouts')
      .map(({ name }) => name)
      .toSorted()
  } catch {
    throw templateError({ ...START, file: own, place: '', reason: 'missing_folder', found: own })
  }
}

function unknownPaper(name: string): PlacedFault {
  return { ...START, file: name, place: '', reason: 'unknown_paper', found: name }
}

/** `template` is missing where a fault holds the paper back. */
type Read = { readonly template?: Template; readonly faults: readonly PlacedFault[] }

function readTemplate(dir: string, name: PaperName, layouts: Layouts): Read {
  const file = `${name}/template.yaml`
  const read = readSource(dir, file)
  if ('faults' in read) return read
  const placed = (found: readonly TemplateFault[]) =>
    found.map((fault): PlacedFault => ({ ...fault, ...read.source.at(fault.place) }))
  const shape = shaped(read.source, templateSchema)
  if ('faults' in shape) return { faults: placed(shape.faults) }
  const template = shape.data
  const model = { ...MODELS, ...FORMS }[name].schema
  const { party, state, broken, faults } = chosenLayouts(read.source, template, layouts)
  const found = [
    ...(template.document === name
      ? []
      : [{ file, place: '/document', reason: 'other_document', found: template.document }]),
    ...faults,
    ...checkTemplate(file, template, model, [party, state].filter(isLayout)),
  ]
  if (found.length > 0 || !party || !state) return { faults: [...broken, ...placed(found)] }
  const profiles = new Map(layouts.good)
  const missing: TemplateFault[] = []
  // A layout that lacks a style of this paper is none of its layouts; the paper has others.
  for (const [id, layout] of layouts.good) {
    const odd = checkTemplate(file, template, model, [layout])
    if (odd.length > 0) profiles.delete(id)
    missing.push(...odd)
  }
  return { template: { ...template, layouts: { party, state }, profiles }, faults: placed(missing) }
}

function isLayout(layout: Layout | undefined): layout is Layout {
  return layout !== undefined
}

/** The layouts that the template names, and the faults of those among them that cannot be used. */
function chosenLayouts({ file }: Source, { layout }: TemplateFile, { good, faults }: Layouts) {
  const chosen: { party?: Layout; state?: Layout } = {}
  const unknown: TemplateFault[] = []
  const broken: PlacedFault[] = []
  for (const side of ['party', 'state'] as const) {
    const id = layout[side]
    const there = good.get(id)
    if (there?.side === side) chosen[side] = there
    else if (faults.has(id)) broken.push(...(faults.get(id) ?? []))
    else unknown.push({ file, place: `/layout/${side}`, reason: 'unknown_layout', found: id })
  }
  return { ...chosen, faults: unknown, broken }
}
