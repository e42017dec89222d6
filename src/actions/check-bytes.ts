import type { Instant } from '../domain/time.ts'
import type { RegimeFile } from '../formats/regime-file.ts'
import type { KnownTemplates } from '../reports/printed-template.ts'
import type { DocumentCheck } from '../signatures/inspect-document.ts'
import type { SignatureField } from '../signatures/signature-fields.ts'
import type { SignatureVerdict } from '../signatures/verdict.ts'
import { type EmbeddedCheck, checkEarlierData, checkEmbeddedData } from './embedded-data.ts'
import {
  type DestructionCheck,
  checkEmbeddedDestruction,
  tellsDestruction,
} from './embedded-destruction.ts'
import { checkManifest } from './embedded-manifest.ts'
import type { PdfInspection } from './pdf-inspection.ts'
import { INSPECTION_TASKS, type InspectionTasks } from './pdf-work.ts'
import { checkPrintedData, checkPrintedDestruction, readablePages } from './printed-data.ts'
import { type IsRehearsed, checkRehearsal } from './rehearsal-check.ts'
import type { FoundStep } from './verification-step.ts'
import { type VerifiedFigures, figuresOf } from './verified-figures.ts'

/** All that a check of bytes relies on: plain data, so that it can be done elsewhere. */
export type CheckBasis = {
  readonly regimes: readonly RegimeFile[]
  readonly templates: KnownTemplates
  readonly trustedRoots: readonly Uint8Array[]
  readonly crls: readonly Uint8Array[]
  readonly now: Instant
}

/** What the bytes of a document tell by themselves. */
export type CheckedBytes = {
  readonly steps: readonly FoundStep[]
  /** Whether anything says that it is a rehearsal's. */
  readonly rehearsal: boolean
  readonly figures: VerifiedFigures | null
}

/** Every step but that of the register; `tasks` read the file. Refusals: `pdf_unreadable`, `too_large`, `pdf_too_complex`. */
export async function checkBytes(
  basis: CheckBasis,
  pdf: Uint8Array,
  tasks: InspectionTasks = INSPECTION_TASKS,
  isRehearsed: IsRehearsed = async () => false,
): Promise<CheckedBytes> {
  const { trustedRoots: roots, crls, now } = basis
  const trust = { roots, crls, now }
  const { attachments, verdicts, document, fields } = await tasks.inspectPdf(pdf, trust)
  const { destruction, figures, embedded } = checkData(attachments, basis.regimes)
  const pages = (await readablePages(pdf, basis.templates.current, tasks.readPrint)) ?? []
  const tally = attachments.get('tally.json')
  const stated = destruction?.proven?.told.mode === 'rehearsal'
  const mode = await checkRehearsal({ pages, tally, stated, verdicts }, isRehearsed)
  return {
    steps: [
      ...embedded.steps,
      ...(await whatIsPrinted(basis, tasks, pdf, attachments, embedded)),
      ...document.map(documentStep),
      signaturesPresent(verdicts),
      fieldsFilled(fields),
      mode.step,
      ...verdicts.flatMap(signatureSteps),
    ],
    rehearsal: mode.rehearsal,
    figures: figures && figuresOf(figures),
  }
}

/** What the document carries: figures, or the one thing that has none. */
function checkData(attachments: PdfInspection['attachments'], regimes: CheckBasis['regimes']) {
  if (tellsDestruction(attachments)) {
    const destruction = checkEmbeddedDestruction(attachments, regimes)
    return { destruction, figures: null, embedded: destruction }
  }
  const figures = checkEmbeddedData(attachments, regimes)
  return { destruction: null, figures, embedded: figures }
}

/** Paper is compared only with figures that were proven first. */
async function whatIsPrinted(
  { regimes, templates }: CheckBasis,
  tasks: InspectionTasks,
  pdf: Uint8Array,
  attachments: PdfInspection['attachments'],
  { proven }: EmbeddedCheck | DestructionCheck,
): Promise<readonly FoundStep[]> {
  const earlier = checkEarlierData(attachments, regimes)
  const listed = checkManifest(attachments)
  const beside = [...earlier.steps, ...listed.steps]
  if (!proven || beside.some(({ status }) => status === 'failed')) {
    const detail = { reason: 'not_reached' }
    return [...beside, { id: 'printed_figures', status: 'not_applicable', detail }]
  }
  const template = listed.manifest?.template ?? null
  if ('told' in proven)
    return [...beside, await checkPrintedDestruction(pdf, proven, template, templates, tasks)]
  const told = { proven, earlier: earlier.proven, template }
  return [...beside, await checkPrintedData(pdf, told, templates, tasks)]
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
