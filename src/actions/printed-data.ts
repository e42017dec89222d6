import type { Outcome } from '../domain/outcome.ts'
import type { DocumentIdentity } from '../domain/proceedings.ts'
import type { Tally } from '../domain/tally.ts'
import { AppError } from '../errors.ts'
import type { AdoptedRegime } from '../domain/regime.ts'
import { type PrintFault, comparePrint } from '../reports/compare-print.ts'
import { MODELS } from '../reports/document-models.ts'
import { expectedPrint } from '../reports/expected-print.ts'
import { shortDigest } from '../reports/models/printed.ts'
import { identifyPrint } from '../reports/printed-identity.ts'
import { type PrintedPage, readPrint } from '../reports/read-print.ts'
import type { Templates } from '../reports/template.ts'
import { proceedingsOfTally } from './proceedings.ts'
import type { FoundStep } from './verification-step.ts'

/** The figures of a document, proven to follow from each other, and the digest (hex) of the file they came from. */
export type ProvenData = {
  readonly tally: Tally
  readonly outcome: Outcome
  readonly regime: AdoptedRegime
  readonly tallySha256: string
}

const MAX_TOLD = 5

/**
 * Step `printed_figures`: what can be read on the pages is, figure for figure and name for name, what the template prints of
 * the data; every page bears their digest. Bars and what is drawn are not read: the same figures stand in the tables.
 */
export async function checkPrintedData(
  pdf: Uint8Array,
  { tally, outcome, regime, tallySha256 }: ProvenData,
  templates: Templates,
): Promise<FoundStep> {
  const id = 'printed_figures'
  const pages = await readable(pdf, watermarkOf(templates))
  if (!pages) return { id, status: 'failed', detail: { reason: 'text_unreadable' } }
  const printed = identifyPrint(pages, templates)
  if (!printed) return { id, status: 'not_applicable', detail: { reason: 'document_unknown' } }
  const { name: document } = printed
  const identity: DocumentIdentity = { ...NOT_KNOWN, document, dataSha256: tallySha256 }
  const proceedings = proceedingsOfTally(tally, outcome, regime)
  const model = MODELS[document].model(proceedings, identity)
  const faults: readonly PrintFault[] = [
    ...digestFaults(printed.digests, shortDigest(tallySha256)),
    ...comparePrint(printed.pages, expectedPrint(templates[document], model)),
  ]
  const [first] = faults
  if (!first) return { id, status: 'ok', detail: { document, pages: pages.length } }
  const detail = { document, reason: first.reason, faults: faults.slice(0, MAX_TOLD) }
  return { id, status: 'failed', detail }
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
function watermarkOf(templates: Templates): string {
  const parts = Object.values(templates).flatMap(({ watermark }) => watermark.text)
  return parts.filter((part) => typeof part === 'string').join('')
}

async function readable(
  pdf: Uint8Array,
  watermark: string,
): Promise<readonly PrintedPage[] | null> {
  try {
    return await readPrint(pdf, watermark)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
