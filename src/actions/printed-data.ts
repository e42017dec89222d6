import { type Correction, correctedFigures } from '../domain/correction.ts'
import type { Outcome } from '../domain/outcome.ts'
import type { CarryingName, DocumentIdentity, Proceedings } from '../domain/proceedings.ts'
import type { AdoptedRegime } from '../domain/regime.ts'
import type { Tally } from '../domain/tally.ts'
import { AppError } from '../errors.ts'
import type { PrintFault } from '../reports/compare-print.ts'
import { compareWording } from '../reports/compare-wording.ts'
import { DESTRUCTION, FORMS, MODELS } from '../reports/document-models.ts'
import { expectedPrint } from '../reports/expected-print.ts'
import { shortDigest } from '../reports/models/printed.ts'
import { identifyPrint } from '../reports/printed-identity.ts'
import type { KnownTemplates, PrintedTemplate } from '../reports/printed-template.ts'
import { type PrintedPage, type WrittenPage, printedPages } from '../reports/read-print.ts'
import type { Scope } from '../reports/scope.ts'
import type { ProvenActivity } from './activity/embedded-activity.ts'
import type { ProvenDestruction } from './embedded-destruction.ts'
import { INSPECTION_TASKS, type InspectionTasks } from './pdf-work.ts'
import { proceedingsOfTally } from './proceedings.ts'
import type { FoundStep } from './verification-step.ts'

/** The figures of a document, proven to follow from each other, and the digest (hex) of the file they came from. */
export type ProvenData = {
  readonly tally: Tally
  readonly outcome: Outcome
  readonly regime: AdoptedRegime
  readonly tallySha256: string
}

/** What the pages are compared with. */
export type ToldData = {
  readonly proven: ProvenData
  /** What a corrigendum corrects; null in other documents. */
  readonly earlier: ProvenData | null
  /** The digest (hex) of the template the document names; null for one that was made before documents did. */
  readonly template: string | null
}

const MAX_TOLD = 5

/** What compares the pages. */
type PrintTasks = Pick<InspectionTasks, 'comparePrint'>
/** The pages as they were read; `null` where they cannot be. */
export type ReadPages = readonly WrittenPage[] | null

/**
 * Step `printed_figures`: what can be read on the pages is, figure for figure and name for name, what the template prints of
 * the data; every page bears their digest. The template is one that this program knows by the digest the document names,
 * never one that comes with it; without a digest, the one in use. What is drawn and not written is not read.
 */
export async function checkPrintedData(
  pages: ReadPages,
  { proven, earlier, template }: ToldData,
  known: KnownTemplates,
  tasks: PrintTasks = INSPECTION_TASKS,
): Promise<FoundStep> {
  const { tallySha256: dataSha256 } = proven
  return comparePages(pages, { template, dataSha256 }, known, tasks, (document) => {
    if (document === 'destruction' || document === 'activity_report')
      return { reason: 'document_unknown' }
    if (document === 'corrigendum' && !earlier) return { reason: 'earlier_not_attached' }
    const identity = { ...NOT_KNOWN, document, dataSha256 }
    return { model: MODELS[document].model(toldBy(proven, earlier), identity) }
  })
}

/** The same step for minutes of a destruction; no other document is taken for them. */
export async function checkPrintedDestruction(
  pages: ReadPages,
  { told, sha256: dataSha256 }: ProvenDestruction,
  template: string | null,
  known: KnownTemplates,
  tasks: PrintTasks = INSPECTION_TASKS,
): Promise<FoundStep> {
  return comparePages(pages, { template, dataSha256 }, known, tasks, (document) => {
    if (document !== 'destruction') return { reason: 'document_unknown' }
    return { model: DESTRUCTION.model(told, { ...NOT_KNOWN, document, dataSha256 }), whole: true }
  })
}

/** The same step for an activity report; no other paper is taken for one. */
export async function checkPrintedActivity(
  pages: ReadPages,
  { report, regime, sha256: dataSha256, signatureSha256 }: ProvenActivity,
  template: string | null,
  known: KnownTemplates,
  tasks: PrintTasks = INSPECTION_TASKS,
): Promise<FoundStep> {
  return comparePages(pages, { template, dataSha256 }, known, tasks, (document) => {
    if (document !== 'activity_report') return { reason: 'document_unknown' }
    const { shortId: session, to: createdAt } = report
    const identity = { form: document, session, createdAt, programVersion: '' }
    const paper = { ...report, regime, reportSha256: dataSha256, signatureSha256 }
    return { model: FORMS[document].model(paper, identity), whole: true }
  })
}

async function comparePages(
  read: ReadPages,
  { template, dataSha256 }: { readonly template: string | null; readonly dataSha256: string },
  known: KnownTemplates,
  tasks: PrintTasks,
  modelOf: (
    document: CarryingName,
  ) => { readonly reason: string } | { readonly model: Scope; readonly whole?: true },
): Promise<FoundStep> {
  const templates =
    template === null
      ? known.current
      : [...known.current, ...known.others].filter(({ source }) => source.sha256 === template)
  if (templates.length === 0) return failed({ reason: 'template_unknown', template })
  if (!read) return failed({ reason: 'text_unreadable' })
  const pages = pagesUnder(templates, read)
  const printed = identifyPrint(pages, templates)
  if (!printed) return failed({ reason: 'document_unknown' })
  const { document } = printed.template
  const told = modelOf(document)
  if ('reason' in told) return failed({ document, reason: told.reason })
  const faults: readonly PrintFault[] = [
    ...digestFaults(printed.digests, shortDigest(dataSha256)),
    ...(told.whole
      ? compareWording(printed.pages, printed.template, told.model)
      : await tasks.comparePrint(printed.pages, expectedPrint(printed.template, told.model))),
  ]
  const [first] = faults
  if (first) return failed({ document, reason: first.reason, faults: faults.slice(0, MAX_TOLD) })
  return { id: STEP, status: 'ok', detail: { document, pages: pages.length } }
}

const STEP = 'printed_figures'

function failed(detail: FoundStep['detail']): FoundStep {
  return { id: STEP, status: 'failed', detail }
}

function toldBy(now: ProvenData, old: ProvenData | null): Proceedings {
  const proceedings = proceedingsOfTally(now.tally, now.outcome, now.regime)
  if (!old) return proceedings
  const earlier: Correction['earlier'] = {
    revision: 1,
    dataSha256: old.tallySha256,
    held: old.outcome.status === 'held',
    documents: [],
  }
  const correction = { earlier, reopened: [], figures: correctedFigures(old, now) }
  return { ...proceedings, correction }
}

/** Nothing of this decides a figure. */
const NOT_KNOWN: Omit<DocumentIdentity, 'document' | 'dataSha256'> = {
  session: null,
  revision: 1,
  issuedOn: null,
  createdAt: '1970-01-01T00:00:00.000Z',
  journalHead: null,
  programVersion: '',
}

function digestFaults(printed: readonly string[], expected: string): readonly PrintFault[] {
  const other = printed.find((digest) => digest !== expected)
  return other === undefined ? [] : [{ reason: 'figure_differs', expected, printed: other }]
}

/** Every letter that the templates print across a page. */
function watermarkOf(templates: readonly PrintedTemplate[]): string {
  const parts = templates.flatMap(({ watermark }) => watermark.text)
  return parts.filter((part) => typeof part === 'string').join('')
}

/** What is printed, without the letters that those templates print across a page. */
export function pagesUnder(
  templates: readonly PrintedTemplate[],
  pages: readonly WrittenPage[],
): readonly PrintedPage[] {
  return printedPages(pages, watermarkOf(templates))
}

/** The pages as they can be read; reading takes long, so nobody does it twice. */
export async function readablePages(
  pdf: Uint8Array,
  { readPages }: Pick<InspectionTasks, 'readPages'> = INSPECTION_TASKS,
): Promise<ReadPages> {
  try {
    return await readPages(pdf)
  } catch (error) {
    if (error instanceof AppError && error.code === 'pdf_unreadable') return null
    throw error
  }
}
