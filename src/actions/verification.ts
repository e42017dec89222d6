import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { RegimeFile } from '../formats/regime-file.ts'
import { AppError } from '../errors.ts'
import { readAttachments } from '../reports/attachments.ts'
import type { DocumentResources } from '../reports/render.ts'
import { type DocumentCheck, inspectDocument } from '../signatures/inspect-document.ts'
import { assertWithinLimits } from '../signatures/limits.ts'
import { type SignatureField, signatureFields } from '../signatures/signature-fields.ts'
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
import { type VerifiedFigures, figuresOf } from './verified-figures.ts'

export type Verification = {
  readonly sha256: string
  /** Whether any signature was made with a rehearsal certificate: such a document is never official. */
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
export type Verifier = Pick<Context, 'regimes' | 'trustedRoots' | 'crls' | 'now'> & {
  readonly reports: Pick<DocumentResources, 'templates'>
  readonly store: Store | null
}

/**
 * Checks a PDF: its embedded figures, the outcome computed anew from them, what its pages print, what it may hide, every
 * signature, and whether it is a stored document and still the newest. Refusals: `pdf_unreadable`, `too_large`,
 * `pdf_too_complex`.
 *
 * @law 96-qd-tw-2023 Điều 6.3, Điều 11.2, Điều 11.3
 */
export async function verifyDocument(verifier: Verifier, pdf: Uint8Array): Promise<Verification> {
  const { attachments, verdicts, document, fields } = await readParts(verifier, pdf)
  const embedded = checkEmbeddedData(attachments, await knownRegimes(verifier))
  const found = [
    ...embedded.steps,
    await printedFigures(verifier, pdf, embedded.proven),
    ...document.map(documentStep),
    signaturesPresent(verdicts),
    fieldsFilled(fields),
    ...verdicts.flatMap(signatureSteps),
    await checkRegister(verifier.store, pdf),
  ]
  const steps = found.map((step, at) => ({ number: at + 1, ...step }))
  const rehearsal = verdicts.some((verdict) => verdict.certificate?.rehearsal)
  const holds = steps.every((step) => step.status !== 'failed')
  return {
    sha256: sha256(pdf),
    rehearsal,
    verdict: !holds ? 'fails' : rehearsal ? 'holds_rehearsal' : 'holds',
    steps,
    holds,
    figures: figuresOf(embedded),
  }
}

type Parts = {
  readonly attachments: ReadonlyMap<string, Uint8Array>
  readonly verdicts: readonly SignatureVerdict[]
  readonly document: readonly DocumentCheck[]
  readonly fields: readonly SignatureField[]
}

/** Everything read from the bytes. What the parser chokes on, in whatever way, is a file that cannot be read. */
async function readParts(verifier: Verifier, pdf: Uint8Array): Promise<Parts> {
  assertWithinLimits(pdf)
  try {
    const { trustedRoots: roots, crls } = verifier
    return {
      attachments: await readAttachments(pdf),
      verdicts: await verifySignatures(pdf, { roots, crls, now: verifier.now() }),
      document: await inspectDocument(pdf),
      fields: await signatureFields(pdf),
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('pdf_unreadable', { reason: 'malformed' }, error)
  }
}

function documentStep({ step, result, reason, detail }: DocumentCheck): FoundStep {
  return {
    id: `document_${step}`,
    status: result,
    detail: { ...(reason ? { reason } : {}), ...detail },
  }
}

/** Which places to sign are filled and which still wait; a document that waits is not failed for it. */
function fieldsFilled(fields: readonly SignatureField[]): FoundStep {
  const id = 'fields_filled'
  const names = (signed: boolean) =>
    fields.filter((field) => field.signed === signed).map(({ name }) => name)
  const detail = { filled: names(true), open: names(false) }
  if (fields.length === 0) return { id, status: 'not_applicable', detail: { reason: 'no_fields' } }
  if (detail.open.length > 0)
    return { id, status: 'not_applicable', detail: { reason: 'fields_open', ...detail } }
  return { id, status: 'ok', detail }
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
