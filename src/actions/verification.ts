import type { Context } from '../context.ts'
import { outcomeOf } from '../domain/outcome.ts'
import type { Tally } from '../domain/tally.ts'
import { AppError } from '../errors.ts'
import { outcomeText, parseOutcome } from '../formats/outcome.ts'
import type { RegimeFile } from '../formats/regime.ts'
import { parseTally, tallyText } from '../formats/tally.ts'
import { readAttachments } from '../reports/attachments.ts'
import type { SignatureVerdict } from '../signatures/verdict.ts'
import { verifySignatures } from '../signatures/verify-pdf.ts'
import type { Store } from '../storage/dialect.ts'
import { findDocumentBySha256, isCurrentVersion } from '../storage/documents.ts'
import { sha256 } from '../storage/sha256.ts'

/** One numbered step; `detail` explains it with numbers, names and codes, never a sentence. */
export type VerificationStep = {
  readonly number: number
  readonly id: string
  readonly status: 'ok' | 'failed' | 'not_applicable'
  readonly detail: Readonly<Record<string, unknown>>
}

export type Verification = {
  readonly sha256: string
  /** Whether any signature was made with a rehearsal certificate: such a document is never official. */
  readonly rehearsal: boolean
  readonly steps: readonly VerificationStep[]
  /** No step failed. */
  readonly holds: boolean
}

type Found = Omit<VerificationStep, 'number'>

/** What a verification needs; without a store the register of documents does not apply. */
export type Verifier = Pick<Context, 'regimes' | 'trustedRoots' | 'now'> & {
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
    now: verifier.now(),
  })
  const found = [
    ...checkData(attachments, verifier.regimes),
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

function checkData(
  attachments: ReadonlyMap<string, Uint8Array>,
  regimes: readonly RegimeFile[],
): readonly Found[] {
  const tallyBytes = attachments.get('tally.json')
  const outcomeBytes = attachments.get('outcome.json')
  const ids = ['data_attached', 'regime_known', 'outcome_recomputed'] as const
  const stop = (at: number, detail: Found['detail']): Found[] =>
    ids.slice(at).map((id, i) => ({
      id,
      status: i === 0 ? 'failed' : 'not_applicable',
      detail: i === 0 ? detail : {},
    }))
  if (!tallyBytes || !outcomeBytes) return stop(0, { reason: 'not_attached' })
  const data = readData(tallyBytes, outcomeBytes)
  if (!data.tally) return stop(0, data.fault)
  const attached: Found = {
    id: 'data_attached',
    status: 'ok',
    detail: { tallySha256: sha256(tallyBytes) },
  }
  const { id, sha256: digest } = data.regime
  const regime = regimes.find((each) => each.regime.id === id && each.sha256 === digest)
  if (!regime)
    return [attached, ...stop(1, { reason: 'regime_unknown', regime: id, sha256: digest })]
  const known: Found = { id: 'regime_known', status: 'ok', detail: { regime: id, sha256: digest } }
  const recomputed = outcomeText(outcomeOf(data.tally, regime))
  if (recomputed !== data.outcomeText)
    return [attached, known, ...stop(2, { reason: 'outcome_differs' })]
  return [attached, known, { id: 'outcome_recomputed', status: 'ok', detail: {} }]
}

type EmbeddedData = { tally: Tally; regime: { id: string; sha256: string }; outcomeText: string }
type Unreadable = { tally: null; fault: Found['detail'] }

/** The embedded files, if they are what this program would write; else the code of what is wrong. */
function readData(tallyBytes: Uint8Array, outcomeBytes: Uint8Array): EmbeddedData | Unreadable {
  try {
    const tally = parseTally(tallyBytes)
    const decoder = new TextDecoder('utf-8', { fatal: true })
    if (tallyText(tally) !== decoder.decode(tallyBytes))
      return { tally: null, fault: { code: 'not_canonical' } }
    const text = decoder.decode(outcomeBytes)
    return { tally, regime: parseOutcome(outcomeBytes).regime, outcomeText: text }
  } catch (error) {
    if (error instanceof AppError)
      return { tally: null, fault: { code: error.code, ...error.detail } }
    throw error
  }
}

function signaturesPresent(verdicts: readonly SignatureVerdict[]): Found {
  return {
    id: 'signatures_present',
    status: verdicts.length > 0 ? 'ok' : 'failed',
    detail: verdicts.length > 0 ? { signatures: verdicts.length } : { reason: 'no_signature' },
  }
}

function signatureSteps(verdict: SignatureVerdict): readonly Found[] {
  return verdict.checks.map((check) => ({
    id: `signature_${check.step}`,
    status: check.result,
    detail: {
      field: verdict.field,
      signer: verdict.commonName,
      signedAt: verdict.signedAt,
      ...(check.reason === undefined ? {} : { reason: check.reason }),
      ...check.detail,
    },
  }))
}

async function checkRegister(store: Store | null, pdf: Uint8Array): Promise<Found> {
  const id = 'newest_version'
  if (!store) return { id, status: 'not_applicable', detail: { reason: 'no_register' } }
  const document = await findDocumentBySha256(store.db, sha256(pdf))
  if (!document) return { id, status: 'not_applicable', detail: { reason: 'not_registered' } }
  const { name, version } = document
  const current = await isCurrentVersion(store.db, document)
  if (!current) return { id, status: 'failed', detail: { reason: 'superseded', name, version } }
  return { id, status: 'ok', detail: { name, version } }
}
