import type { Context } from '../../context.ts'
import type { Store } from '../../storage/dialect.ts'
import { findEntryAt, sessionHead } from '../../storage/session-journal.ts'
import type { TrustedSeals } from '../checkpoint-check.ts'
import type { FoundStep } from '../verification-step.ts'
import type { ProvenActivity } from './embedded-activity.ts'

/** What is known beside a report: the journal that is here, and whose seals are believed. */
export type ReportBasis = {
  readonly store: Store | null
  /** The seals of this installation, where there is one. */
  readonly seals?: Context['seals'] | null
  /** Others that whoever asks believes, as read off paper. */
  readonly trustedSeals?: readonly string[]
}

/** Why one of these steps fails or does not apply, beside the words of other steps. */
export const REPORT_REASONS = [
  'report_not_sealed',
  'report_seal_wrong',
  'report_seal_unknown',
  'report_of_rehearsal',
  'report_other_history',
  'machine_sealed',
] as const
type Reason = (typeof REPORT_REASONS)[number]

const ok = (id: string, detail: FoundStep['detail'] = {}): FoundStep => ({
  id,
  status: 'ok',
  detail,
})
const failed = (id: string, reason: Reason, detail: FoundStep['detail'] = {}): FoundStep => {
  return { id, status: 'failed', detail: { reason, ...detail } }
}
const skipped = (id: string, reason: string): FoundStep => {
  return { id, status: 'not_applicable', detail: { reason } }
}

/**
 * Three steps: the seal is one that is believed; it is none of rehearsals under a report that says it is real; and where
 * this program has the session, its journal has the entry that the report ends with.
 */
export async function checkReport(
  basis: ReportBasis,
  { report }: ProvenActivity,
): Promise<readonly FoundStep[]> {
  const { store, seals, trustedSeals = [] } = basis
  const here = store ? (await sessionHead(store.db, report.session)).entries : 0
  const own = seals ? { real: [seals.real.id], rehearsal: [seals.rehearsal.id] } : NONE
  return [
    sealKnown(report.sealId, own, trustedSeals, here > 0),
    modeStep(report, own),
    await hereStep(store, report, here),
  ]
}

const NONE: TrustedSeals = { real: [], rehearsal: [] }

/** A report from elsewhere says only that whoever has that key signed it: whose it is paper tells. */
function sealKnown(
  sealId: string,
  { real, rehearsal }: TrustedSeals,
  trusted: readonly string[],
  here: boolean,
): FoundStep {
  const id = 'report_seal_known'
  if ([...real, ...rehearsal, ...trusted].includes(sealId)) return ok(id, { keyId: sealId })
  if (here || trusted.length > 0) return failed(id, 'report_seal_unknown', { keyId: sealId })
  return skipped(id, 'no_seal_known')
}

function modeStep(
  { mode, sealId }: ProvenActivity['report'],
  { real, rehearsal }: TrustedSeals,
): FoundStep {
  const id = 'report_mode'
  if (real.length + rehearsal.length === 0) return skipped(id, 'no_seal_known')
  const other = mode === 'real' ? rehearsal : real
  if (other.includes(sealId)) return failed(id, 'report_of_rehearsal', { mode })
  return ok(id, { mode })
}

async function hereStep(
  store: Store | null,
  { session, head }: ProvenActivity['report'],
  here: number,
): Promise<FoundStep> {
  const id = 'report_here'
  if (!store || here === 0) return skipped(id, 'not_here')
  const same = await findEntryAt(store.db, session, head.place)
  if (same?.hash !== head.hash) return failed(id, 'report_other_history')
  return ok(id, { entries: here })
}
