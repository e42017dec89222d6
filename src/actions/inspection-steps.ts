import type { DocumentCheck } from '../signatures/inspect-document.ts'
import type { SignatureField } from '../signatures/signature-fields.ts'
import type { SignatureVerdict } from '../signatures/verdict.ts'
import type { PdfInspection } from './pdf-inspection.ts'
import type { FoundStep } from './verification-step.ts'

/** Steps `document_…`: what the file may hide. */
export function hiddenSteps({ document }: PdfInspection): readonly FoundStep[] {
  return document.map(documentStep)
}

/** Steps `signatures_present` and `fields_filled`; a paper that the machine has `sealed` asks for no signature in it. */
export function fieldSteps(
  { verdicts, fields }: PdfInspection,
  sealed = false,
): readonly FoundStep[] {
  return [signaturesPresent(verdicts, sealed), fieldsFilled(fields)]
}

/** Steps `signature_…` and `document_timestamp_…`, fourteen for each signature in the order of signing. */
export function signatureSteps({ verdicts }: PdfInspection): readonly FoundStep[] {
  return verdicts.flatMap(stepsOf)
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

function signaturesPresent(verdicts: readonly SignatureVerdict[], sealed: boolean): FoundStep {
  const id = 'signatures_present'
  if (sealed && verdicts.length === 0)
    return { id, status: 'not_applicable', detail: { reason: 'machine_sealed' } }
  return {
    id,
    status: verdicts.length > 0 ? 'ok' : 'failed',
    detail: verdicts.length > 0 ? { signatures: verdicts.length } : { reason: 'no_signature' },
  }
}

function stepsOf(verdict: SignatureVerdict): readonly FoundStep[] {
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
