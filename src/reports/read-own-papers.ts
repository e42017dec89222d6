import { z } from 'zod'
import { OWN_PAPER_SOURCES, type OwnPaperSource, printsDocument } from '../domain/own-paper.ts'
import { FORM_NAMES, STORED_NAMES } from '../domain/proceedings.ts'
import type { TemplateFile } from './blocks.ts'
import type { Layouts } from './layouts.ts'
import { signatureFieldFaults } from './own-paper-checks.ts'
import { ownPaperSchema } from './own-paper-models.ts'
import type { OwnPaper, OwnPapers } from './own-papers.ts'
import { type Judgement, type Template, readTemplate } from './read-template.ts'
import { readSource, shaped } from './source-text.ts'
import { START, type PlacedFault, templateError } from './template-fault.ts'

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const NAME_LIMIT = 40
const TITLE_LIMIT = 80

/**
 * The papers in the folders `names` of the organisation's folder `own`, and everything wrong with them; `dir` is
 * the folder of the program. A fault holds back the paper it stands in, and no other.
 */
export function readOwnPapers(
  dir: string,
  own: string,
  names: readonly string[],
  layouts: Layouts,
): { readonly papers: OwnPapers; readonly faults: readonly PlacedFault[] } {
  const good = new Map<string, OwnPaper>()
  const held = new Map<string, PlacedFault>()
  const faults: PlacedFault[] = []
  for (const name of names) {
    const misnamed = nameFault(name)
    if (misnamed) {
      faults.push(misnamed)
      continue
    }
    const titles = [...good.values()].map(({ title }) => title)
    const read = readTemplate(own, name, layouts, (template) => judge(template, titles))
    faults.push(...read.faults)
    if (read.template)
      good.set(name, paperOf(name, { ...read.template, replaced: null, earlier: [] }, dir))
    else held.set(name, read.faults[0]!)
  }
  return { papers: { good, held }, faults }
}

/** The paper of a template that is in order. */
function paperOf(name: string, template: Template, dir: string): OwnPaper {
  const source = sourceOf(template)!
  const notice = printsDocument(source) ? noticeIn(dir) : null
  return { name, title: template.name!, source, template, notice }
}

/** A folder that nearly has the name of a paper was meant to stand in its place. */
function nameFault(name: string): PlacedFault | null {
  const papers: readonly string[] = [...STORED_NAMES, ...FORM_NAMES]
  const meant = papers.find((each) => each === name.toLowerCase().replaceAll(/[-\s]/g, '_'))
  const fault = { ...START, file: name, place: '' }
  if (meant) return { ...fault, reason: 'paper_name_clash', found: meant }
  if (NAME.test(name) && name.length <= NAME_LIMIT) return null
  return { ...fault, reason: 'bad_paper_name', found: name }
}

function sourceOf({ document }: TemplateFile): OwnPaperSource | undefined {
  return OWN_PAPER_SOURCES.find((each) => each === document)
}

function judge(template: TemplateFile, taken: readonly string[]): Judgement {
  const { document, name } = template
  const source = sourceOf(template)
  return {
    schema: source ? ownPaperSchema(source) : null,
    faults: [
      ...(source ? [] : [{ place: '/document', reason: 'unknown_source', found: document }]),
      ...titleFaults(name, taken),
      ...signatureFieldFaults(template),
    ],
  }
}

function titleFaults(title: string | undefined, taken: readonly string[]): Judgement['faults'] {
  const place = '/name'
  if (title === undefined) return [{ place, reason: 'missing_key', found: place }]
  if (title === '' || title.length > TITLE_LIMIT || /[\p{Cc}\p{Cf}]/u.test(title))
    return [{ place, reason: 'bad_paper_title', found: title }]
  const same = taken.some((each) => each.toLowerCase() === title.toLowerCase())
  return same ? [{ place, reason: 'paper_title_taken', found: title }] : []
}

/** What stands at the foot of every print of a document's data; the program's own words. */
function noticeIn(dir: string): string {
  const file = 'own-paper.yaml'
  const read = readSource(dir, file)
  if ('faults' in read) throw templateError(read.faults[0]!)
  const shape = shaped(read.source, z.strictObject({ notice: z.string().min(1) }))
  if ('faults' in shape) throw templateError({ ...START, ...shape.faults[0]! })
  return shape.data.notice
}
