import type { ActivityReport, ActivitySignature } from '../../domain/activity-report.ts'
import { AppError } from '../../errors.ts'
import {
  activityReportText,
  parseActivityReport,
  parseActivitySignature,
} from '../../formats/activity-report.ts'
import type { RegimeFile } from '../../formats/regime-file.ts'
import { isSealed, sealId } from '../../signatures/seal.ts'
import { sha256 } from '../../storage/sha256.ts'
import type { FoundStep } from '../verification-step.ts'
import { entrySteps } from './activity-entries.ts'
import { REPORT_FILE, SIGNATURE_FILE } from './activity-file-names.ts'

/** A report as its file tells it, canonical, with the regulation it names. */
export type ProvenActivity = {
  readonly report: ActivityReport
  readonly regime: RegimeFile
  /** The digests (hex) of its file and of that of its signature. */
  readonly sha256: string
  readonly signatureSha256: string
  /** `null` where there is none that can be read. */
  readonly signature: ActivitySignature | null
}

/** The steps about its data as of every document, those of a report alone, and what it tells where the first hold. */
export type ActivityCheck = {
  readonly steps: readonly FoundStep[]
  readonly own: readonly FoundStep[]
  readonly proven: ProvenActivity | null
}

type Files = ReadonlyMap<string, Uint8Array>

/** Whether the file carries what an activity report does, and no figures. */
export function tellsActivity(files: Files): boolean {
  return files.has(REPORT_FILE) && !files.has('tally.json')
}

/**
 * The report is as this program writes it and its regulation is known; it is sealed; its table and its entries are those
 * it tells of, and what it counts follows from the entries.
 */
export function checkEmbeddedActivity(files: Files, regimes: readonly RegimeFile[]): ActivityCheck {
  const bytes = files.get(REPORT_FILE) ?? new Uint8Array()
  const none = ['outcome_recomputed', 'recount_agrees'].map((id): FoundStep => ({
    id,
    status: 'not_applicable',
    detail: { reason: 'no_figures' },
  }))
  const read = readReport(bytes)
  if ('fault' in read) {
    const failed: FoundStep = { id: 'data_attached', status: 'failed', detail: read.fault }
    const unread: FoundStep = { id: 'regime_known', status: 'not_applicable', detail: {} }
    return { steps: [failed, unread, ...none], own: [], proven: null }
  }
  const digest = sha256(bytes)
  const attached: FoundStep = { id: 'data_attached', status: 'ok', detail: { sha256: digest } }
  const signature = readSignature(files.get(SIGNATURE_FILE))
  const own = [sealStep(read, bytes, signature), ...entrySteps(read, files)]
  const { id, sha256: wanted } = read.regime
  const regime = regimes.find((each) => each.regime.id === id && each.sha256 === wanted)
  const detail = { regime: id, sha256: wanted }
  if (!regime) {
    const unknown: FoundStep = {
      id: 'regime_known',
      status: 'failed',
      detail: { reason: 'regime_unknown', ...detail },
    }
    return { steps: [attached, unknown, ...none], own, proven: null }
  }
  const signatureSha256 = sha256(files.get(SIGNATURE_FILE) ?? new Uint8Array())
  return {
    steps: [attached, { id: 'regime_known', status: 'ok', detail }, ...none],
    own,
    proven: { report: read, regime, sha256: digest, signatureSha256, signature },
  }
}

function readReport(bytes: Uint8Array): ActivityReport | { readonly fault: FoundStep['detail'] } {
  try {
    const report = parseActivityReport(bytes)
    const written = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (activityReportText(report) === written) return report
    return { fault: { code: 'not_canonical' } }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { fault: { code: error.code, ...error.detail } }
  }
}

function readSignature(bytes: Uint8Array | undefined): ActivitySignature | null {
  if (!bytes) return null
  try {
    return parseActivitySignature(bytes)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

/** Step `report_sealed`: the seal that the report names signed these very bytes, as a report. */
function sealStep(
  report: ActivityReport,
  bytes: Uint8Array,
  signature: ActivitySignature | null,
): FoundStep {
  const id = 'report_sealed'
  if (!signature) return { id, status: 'failed', detail: { reason: 'report_not_sealed' } }
  const { keyId, publicKey } = signature
  const named = keyId === report.sealId && sealId(publicKey) === keyId
  if (named && isSealed(signature, 'activity-report', bytes))
    return { id, status: 'ok', detail: { keyId } }
  return { id, status: 'failed', detail: { reason: 'report_seal_wrong' } }
}
