import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { RegimeFile } from '../formats/regime-file.ts'
import { readAttachments } from '../reports/attachments.ts'
import type { DocumentResources } from '../reports/render.ts'
import type { SignatureVerdict } from '../signatures/verdict.ts'
import { verifySignatures } from '../signatures/verify-pdf.ts'
import type { Store } from '../storage/dialect.ts'
import { findDocumentBySha256, isCurrentVersion } from '../storage/documents.ts'
import { sha256 } from '../storage/sha256.ts'
import { requireAct } from './access.ts'
import { checkEmbeddedData } from './embedded-data.ts'
import { type ProvenData, checkPrintedData } from './printed-data.ts'
import { recordedRegimes } from './regimes.ts'
import type { FoundStep, VerificationStep } from './verification-step.ts'

export type Verification = {
  readonly sha256: string
  /** Whether any signature was made with a rehearsal certificate: such a document is never official. */
  readonly rehearsal: boolean
  readonly steps: readonly VerificationStep[]
  /** No step failed. */
  readonly holds: boolean
}

/** What a verification needs; without a store the register of documents does not apply. */
export type Verifier = Pick<Context, 'regimes' | 'trustedRoots' | 'crls' | 'now'> & {
  readonly reports: Pick<DocumentResources, 'templates'>
  readonly store: Store | null
}

/**
 * Checks a PDF: its embedded figures, the outcome computed anew from them, every signature, and
 * whether it is a stored document and still the newest. Refusal: `pdf_unreadable`.
 *
 * @law 96-qd-tw-2023 Điều 6.3, Điều 11.2, Điều 11.3
 */
export async function verifyDocument(verifier: Verifier, pdf: Uint8Array): Promise<Verification> {
  const attachments = await readAttachments(pdf)
  const verdicts = await verifySignatures(pdf, {
    roots: verifier.trustedRoots,
    crls: verifier.crls,
    now: verifier.now(),
  })
  const { steps: embedded, proven } = checkEmbeddedData(attachments, await knownRegimes(verifier))
  const found = [
    ...embedded,
    await printedFigures(verifier, pdf, proven),
    signaturesPresent(verdicts),
    ...verdicts.flatMap(signatureSteps),
    await checkRegister(verifier.store, pdf),
  ]
  const steps = found.map((step, at) => ({ number: at + 1, ...step }))
  return {
    sha256: sha256(pdf),
    rehearsal: verdicts.some((verdict) => verdict.certificate?.rehearsal),
    steps,
    holds: steps.every((step) => step.status !== 'failed'),
  }
}

/** Paper is compared only with figures that were proven first. */
async function printedFigures(
  { reports }: Verifier,
  pdf: Uint8Array,
  proven: ProvenData | null,
): Promise<FoundStep> {
  if (proven) return checkPrintedData(pdf, proven, reports.templates)
  return { id: 'printed_figures', status: 'not_applicable', detail: { reason: 'not_reached' } }
}

/** The regulations there are and, for documents older than a change to a file, the copies recorded. */
async function knownRegimes({ regimes, store }: Verifier): Promise<readonly RegimeFile[]> {
  return store ? [...regimes, ...(await recordedRegimes(store.db, regimes))] : regimes
}

/** Checks a PDF for somebody who is logged in, against the register of this database. */
export function verifyFor(ctx: Context, actor: Actor, pdf: Uint8Array): Promise<Verification> {
  requireAct(actor, 'verify_document')
  return verifyDocument(ctx, pdf)
}

function signaturesPresent(verdicts: readonly SignatureVerdict[]): FoundStep {
  return {
    id: 'signatures_present',
    status: verdicts.length > 0 ? 'ok' : 'failed',
    detail: verdicts.length > 0 ? { signatures: verdicts.length } : { reason: 'no_signature' },
  }
}

function signatureSteps(verdict: SignatureVerdict): readonly FoundStep[] {
  return verdict.checks.map((check) => ({
    id: `${verdict.kind}_${check.step}`,
    status: check.result,
    detail: {
      field: verdict.field,
      signer: verdict.commonName,
      signedAt: verdict.signedAt ?? verdict.provenAt,
      ...(check.reason === undefined ? {} : { reason: check.reason }),
      ...check.detail,
    },
  }))
}

async function checkRegister(store: Store | null, pdf: Uint8Array): Promise<FoundStep> {
  const id = 'newest_version'
  if (!store) return { id, status: 'not_applicable', detail: { reason: 'no_register' } }
  const document = await findDocumentBySha256(store.db, sha256(pdf))
  if (!document) return { id, status: 'not_applicable', detail: { reason: 'not_registered' } }
  const { name, version } = document
  const current = await isCurrentVersion(store.db, document)
  if (!current) return { id, status: 'failed', detail: { reason: 'superseded', name, version } }
  return { id, status: 'ok', detail: { name, version } }
}
