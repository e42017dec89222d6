import { type PrintedMark, printedMarks } from '../reports/rehearsal-marks.ts'
import type { PrintedPage } from '../reports/read-print.ts'
import type { SignatureVerdict } from '../signatures/verdict.ts'
import { sha256 } from '../storage/sha256.ts'
import type { FoundStep } from './verification-step.ts'

/** What says that a document is a rehearsal's: its pages, a certificate, the data's session in this database, or the data. */
type Mark = PrintedMark | 'certificate' | 'register' | 'data'

/** Whether the data of that digest are known as those of rehearsals only. */
export type IsRehearsed = (tallySha256: string) => Promise<boolean>

/** What may say so: the pages as far as they can be read, the data attached, and the signatures. */
type RehearsalSigns = {
  readonly pages: readonly PrintedPage[]
  readonly tally: Uint8Array | undefined
  /** Whether data without figures say so themselves; a tally has no such word. */
  readonly stated?: boolean
  readonly verdicts: readonly SignatureVerdict[]
}

/** Whether anything says that it is a rehearsal, and the step that says whether the signatures agree. */
export type RehearsalCheck = { readonly rehearsal: boolean; readonly step: FoundStep }

/**
 * Step `mode_agrees`: a document that bears any mark of a rehearsal is a rehearsal's, and no real key signs
 * one. Taking a mark off takes the others with it only where the pages are drawn anew; then the register of the
 * machine that counted still knows whose data they are.
 */
export async function checkRehearsal(
  { pages, tally, stated = false, verdicts }: RehearsalSigns,
  isRehearsed: IsRehearsed,
): Promise<RehearsalCheck> {
  const id = 'mode_agrees'
  const signers = verdicts.filter(({ kind, certificate }) => kind === 'signature' && certificate)
  const practised = signers.filter(({ certificate }) => certificate?.rehearsal)
  const marks: readonly Mark[] = [
    ...printedMarks(pages),
    ...(practised.length > 0 ? (['certificate'] as const) : []),
    ...(stated ? (['data'] as const) : []),
    ...(tally && (await isRehearsed(sha256(tally))) ? (['register'] as const) : []),
  ]
  if (marks.length === 0) return { rehearsal: false, step: { id, status: 'ok', detail: {} } }
  const detail = { marks }
  if (practised.length === signers.length)
    return { rehearsal: true, step: { id, status: 'ok', detail } }
  const reason = 'rehearsal_signed_for_real'
  return { rehearsal: true, step: { id, status: 'failed', detail: { reason, ...detail } } }
}
