import { fieldSteps, hiddenSteps, signatureSteps } from '../actions/inspection-steps.ts'
import { inspectPdf } from '../actions/pdf-inspection.ts'
import { checkRehearsal } from '../actions/rehearsal-check.ts'
import type { FoundStep } from '../actions/verification-step.ts'
import { AppError } from '../errors.ts'
import { type PrintedPage, readPrint } from '../reports/read-print.ts'
import type { VerificationOptions } from '../signatures/verify-pdf.ts'
import { type Counted, checkData, checkEarlier, notHere } from './check-data.ts'
import { hasShape, isText, readCanonicalJson } from './canonical-json.ts'
import { checkActivity } from './check-activity.ts'
import { checkDestruction } from './check-destruction.ts'
import { checkManifest } from './check-manifest.ts'
import { sha256 } from './sha256.ts'

/** What a document tells by itself: steps of the same names and in the same order as `tin-nhiem verify` takes them. */
export type CheckedPdf = {
  readonly steps: readonly FoundStep[]
  readonly rehearsal: boolean
  readonly counted: Counted | null
  readonly journalHead: JournalHead | null
  /** The files inside, by name, with their digests. */
  readonly files: readonly InnerFile[]
}
/** The newest entry of the journal when the document was made, and the installation's seal if the file says it; paper prints both. */
export type JournalHead = {
  readonly seq: number
  readonly hash: string
  readonly sealId?: string | undefined
}
export type InnerFile = { readonly name: string; readonly sha256: string; readonly size: number }

/** The letters that the program's templates print across the pages of a rehearsal. */
export const WATERMARK = 'TẬP DƯỢT'

/** Every step that needs nothing but the file. Refusals: `pdf_unreadable`, `too_large`, `pdf_too_complex`. */
export async function checkPdf(pdf: Uint8Array, trust: VerificationOptions): Promise<CheckedPdf> {
  const inspection = await inspectPdf(pdf, trust)
  const { attachments, verdicts } = inspection
  const destruction = checkDestruction(attachments)
  const activity = destruction ? null : checkActivity(attachments)
  const told = destruction ?? activity
  const data = told
    ? { steps: told.steps, counted: null }
    : checkData(attachments.get('tally.json'), attachments.get('outcome.json'))
  const tally = attachments.get('tally.json')
  const pages = await readablePages(pdf)
  const stated = told?.rehearsal === true
  const mode = await checkRehearsal({ pages, tally, stated, verdicts }, async () => false)
  return {
    steps: [
      ...data.steps,
      ...checkEarlier(attachments),
      ...checkManifest(attachments),
      notHere('printed_figures', 'pages_not_compared'),
      ...hiddenSteps(inspection),
      ...fieldSteps(inspection, activity !== null),
      mode.step,
      ...signatureSteps(inspection),
      ...(activity?.own ?? []),
      notHere('newest_version', 'no_register'),
    ],
    rehearsal: mode.rehearsal,
    counted: data.counted,
    journalHead: readHead(attachments.get('journal.json')),
    files: [...attachments].map(([name, bytes]) => {
      return { name, sha256: sha256(bytes), size: bytes.length }
    }),
  }
}

function readHead(bytes: Uint8Array | undefined): JournalHead | null {
  const value = readCanonicalJson(bytes)?.value
  const head = {
    format: (format: unknown) => format === 'tin-nhiem/journal-head@1',
    seq: Number.isSafeInteger,
    hash: isText,
  }
  const isHead = hasShape(value, head) || hasShape(value, { ...head, sealId: isText })
  return isHead ? (value as JournalHead) : null
}

async function readablePages(pdf: Uint8Array): Promise<readonly PrintedPage[]> {
  try {
    return await readPrint(pdf, WATERMARK)
  } catch (error) {
    if (error instanceof AppError && error.code === 'pdf_unreadable') return []
    throw error
  }
}
