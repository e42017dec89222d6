import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { type PrintedTemplate, templatesInUse } from '../reports/printed-template.ts'
import type { DocumentResources } from '../reports/render.ts'
import { isOfRehearsalsOnly } from '../storage/results.ts'
import { sha256 } from '../storage/sha256.ts'
import { requireAct } from './access.ts'
import { type ReportBasis, checkReport } from './activity/activity-check.ts'
import { recordedTemplates } from './carried-files.ts'
import { type CheckBasis, checkBytes } from './check-bytes.ts'
import type { InspectionTasks } from './pdf-work.ts'
import { recordedRegimes } from './regimes.ts'
import { type Register, checkRegister } from './registered-document.ts'
import type { VerificationStep } from './verification-step.ts'
import type { VerifiedFigures } from './verified-figures.ts'

export type Verification = {
  readonly sha256: string
  /** Whether pages, a certificate or the register say that it is a rehearsal: such a document is never official. */
  readonly rehearsal: boolean
  /** What to make of it all: a rehearsal is never more than one, even where every step holds. */
  readonly verdict: 'holds' | 'holds_rehearsal' | 'fails'
  readonly steps: readonly VerificationStep[]
  /** No step failed. */
  readonly holds: boolean
  /** The figures attached and the shares counted anew from them; null where they could not be proven. */
  readonly figures: VerifiedFigures | null
}

/** What a verification needs; without a store the register of documents does not apply. */
export type Verifier = Pick<Context, 'regimes' | 'trustedRoots' | 'crls' | 'now'> &
  Register &
  Omit<ReportBasis, 'store'> & {
    /** Where the file is read. */
    readonly pdf: InspectionTasks
    readonly reports: Pick<DocumentResources, 'templates'>
    /** Templates of documents beside those in use and those recorded. */
    readonly otherTemplates?: readonly PrintedTemplate[]
  }

/**
 * Checks a PDF: its embedded figures, the outcome computed anew from them, what its pages print, what it may hide, every
 * signature, and whether it is a stored document and still the newest. Refusals: `pdf_unreadable`, `too_large`,
 * `pdf_too_complex`.
 *
 * @law 96-qd-tw-2023 Điều 6.3, Điều 11.2, Điều 11.3
 */
export async function verifyDocument(verifier: Verifier, pdf: Uint8Array): Promise<Verification> {
  const { store } = verifier
  const isRehearsed = async (tallySha256: string) =>
    store !== null && isOfRehearsalsOnly(store.db, tallySha256)
  const {
    steps: found,
    rehearsal,
    figures,
    activity,
  } = await checkBytes(await basisOf(verifier), pdf, verifier.pdf, isRehearsed)
  const digest = sha256(pdf)
  const here = activity ? await checkReport(verifier, activity) : []
  const steps = [...found, ...here, await checkRegister(verifier, digest)].map((step, at) => ({
    number: at + 1,
    ...step,
  }))
  const holds = steps.every((step) => step.status !== 'failed')
  return {
    sha256: digest,
    rehearsal,
    verdict: !holds ? 'fails' : rehearsal ? 'holds_rehearsal' : 'holds',
    steps,
    holds,
    figures,
  }
}

/**
 * The regulations and templates there are and, for documents older than a change to a file, the copies recorded. Nothing
 * is taken from the document itself: whoever forges one could put in whatever agrees with it.
 */
export async function basisOf(verifier: Verifier): Promise<CheckBasis> {
  const { regimes, reports, store, otherTemplates = [], trustedRoots, crls } = verifier
  const { current, others: replaced } = templatesInUse(reports.templates)
  const others = [...replaced, ...otherTemplates]
  const recorded = store ? await recordedRegimes(store.db, regimes) : []
  const templates = store ? await recordedTemplates(store.db, [...current, ...others]) : []
  return {
    regimes: [...regimes, ...recorded],
    templates: { current, others: [...others, ...templates] },
    trustedRoots,
    crls,
    now: verifier.now(),
  }
}

/**
 * Checks a PDF for somebody who is logged in, against the register of this database. Refusals: those of `verifyDocument`,
 * `too_many_verifications` while others of the account's are under way.
 */
export async function verifyFor(
  ctx: Context,
  actor: Actor,
  pdf: Uint8Array,
): Promise<Verification> {
  requireAct(actor, 'verify_document')
  const leave = ctx.verifying.take(actor.account)
  try {
    return await verifyDocument({ ...ctx, asker: actor }, pdf)
  } finally {
    leave()
  }
}
