import { readdirSync } from 'node:fs'
import type { z } from 'zod'
import {
  type DocumentName,
  FORM_NAMES,
  type FormName,
  STORED_NAMES,
} from '../domain/proceedings.ts'
import type { AppError } from '../errors.ts'
import type { TemplateFile } from './blocks.ts'
import { DOCUMENT_SCHEMAS, FORMS } from './document-models.ts'
import { readLayouts } from './layouts.ts'
import type { OwnPapers } from './own-papers.ts'
import { readEarlierTemplates } from './printed-template.ts'
import { readOwnPapers } from './read-own-papers.ts'
import { type Judgement, type Template, readTemplate } from './read-template.ts'
import { START, type PlacedFault, templateError } from './template-fault.ts'

export type PaperName = DocumentName | FormName
export const PAPER_NAMES: readonly PaperName[] = [...STORED_NAMES, ...FORM_NAMES]

/** The checked templates of every document and every form. */
export type Templates = Readonly<Record<PaperName, Template>>

/** Templates as read from one or more folders. */
export type TemplateSet = {
  /** Naming one that has a fault throws its `template_invalid`: no other form is ever printed in its place. */
  readonly templates: Templates
  /** What the organisation added to them. */
  readonly own: OwnPapers
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
 * The templates of the program and those of the organisation's `own` folder: a folder named like a paper stands
 * in its place, any other one is a paper more; a layout goes by its id. A fault holds back only the paper it
 * stands in; throws `template_invalid` when the folder itself is not there.
 */
export function readTemplates(dir: string, own: string | null): TemplateSet {
  const layouts = readLayouts(own === null ? [dir] : [dir, own])
  const ownPapers = own === null ? [] : foldersIn(own)
  const added = ownPapers.filter((name) => !PAPER_NAMES.some((each) => each === name))
  const templates = {}
  const faults = [...layouts.faults.values()].flat().map((fault) => ({ ...fault, dir: own ?? dir }))
  for (const name of PAPER_NAMES) {
    const from = own !== null && ownPapers.includes(name) ? own : dir
    const read = readTemplate(from, name, layouts, judged(name))
    faults.push(...read.faults.map((fault) => ({ ...fault, dir: from })))
    const theirs = from === dir ? null : readTemplate(dir, name, layouts, judged(name)).template
    const earlier = readEarlierTemplates(dir, name)
    const replaced = theirs ? { ...theirs, replaced: null, earlier: [] } : null
    if (read.template) Object.assign(templates, { [name]: { ...read.template, replaced, earlier } })
    else refuse(templates, name, read.faults[0]!)
  }
  const { papers, faults: found } = readOwnPapers(dir, own ?? dir, added, layouts)
  faults.push(...found.map((fault) => ({ ...fault, dir: own ?? dir })))
  return { templates: templates as Templates, own: papers, faults: withoutTwins(faults) }
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

const PAPER_SCHEMAS: Readonly<Record<PaperName, z.ZodObject>> = {
  ...DOCUMENT_SCHEMAS,
  criteria: FORMS.criteria.schema,
  tally_sheet: FORMS.tally_sheet.schema,
  zero_report: FORMS.zero_report.schema,
  entry_log: FORMS.entry_log.schema,
  ballot: FORMS.ballot.schema,
  extract: FORMS.extract.schema,
  procedure: FORMS.procedure.schema,
  consolidated: FORMS.consolidated.schema,
  role_cards: FORMS.role_cards.schema,
  person_record: FORMS.person_record.schema,
  activity_report: FORMS.activity_report.schema,
}

/** A paper of the program is named by its folder and has its title from the program. */
function judged(paper: PaperName) {
  return ({ document, name }: TemplateFile): Judgement => {
    const other = document !== paper
    return {
      schema: PAPER_SCHEMAS[paper],
      faults: [
        ...(other ? [{ place: '/document', reason: 'other_document', found: document }] : []),
        ...(name === undefined ? [] : [{ place: '/name', reason: 'program_title', found: name }]),
      ],
    }
  }
}
