import type { FoundStep } from '../actions/verification-step.ts'
import { type Recounted, recount } from '../recount/recount.ts'
import { differences } from './check-outcome.ts'
import { type OutcomeFile, readOutcome } from './read-outcome.ts'
import { type TallyFile, readTally } from './read-tally.ts'
import { type KnownRegime, knownRegime } from './regimes.ts'
import { sha256 } from './sha256.ts'

/** The figures in a file, what was counted anew from them, and what the file says came out. */
export type CheckedData = {
  readonly steps: readonly FoundStep[]
  readonly counted: Counted | null
}
export type Counted = {
  readonly tally: TallyFile
  readonly outcome: OutcomeFile
  readonly regime: KnownRegime
  readonly recounted: readonly Recounted[]
}

const IDS = ['data_attached', 'regime_known', 'outcome_recomputed', 'recount_agrees'] as const

/**
 * The steps `data_attached`, `regime_known`, `outcome_recomputed`, `recount_agrees`. The first computation is the
 * service's own and is not in this page: its step does not apply, and the second, which shares no line with it, decides.
 * `counted` is there as soon as there are figures to count, also where the outcome then differs.
 */
export function checkData(
  tallyBytes: Uint8Array | undefined,
  outcomeBytes: Uint8Array | undefined,
): CheckedData {
  const stop = (at: number, detail: FoundStep['detail'], before: FoundStep[]): CheckedData => {
    const rest = IDS.slice(at).map((id, i) => (i === 0 ? failed(id, detail) : notReached(id)))
    return { steps: [...before, ...rest], counted: null }
  }
  if (!tallyBytes || !outcomeBytes) return stop(0, { reason: 'not_attached' }, [])
  const [data, claimed] = [readTally(tallyBytes), readOutcome(outcomeBytes)]
  if (!data || !claimed) return stop(0, { code: 'not_canonical' }, [])
  const attached = done('data_attached', { tallySha256: sha256(tallyBytes) })
  const { tally } = data
  const { outcome } = claimed
  const { id, sha256: digest } = outcome.regime
  const regime = knownRegime(id, digest)
  if (!regime) return stop(1, { reason: 'regime_unknown', regime: id, sha256: digest }, [attached])
  const recounted = recount(data.text, regime.body)
  const apart = differences(tally, claimed, regime, recounted)
  const last =
    apart.length === 0
      ? done('recount_agrees', {})
      : failed('recount_agrees', { reason: 'outcome_differs', apart: apart.slice(0, 5) })
  const known = done('regime_known', { regime: id, sha256: digest })
  const steps = [attached, known, notHere('outcome_recomputed', 'second_only'), last]
  return { steps, counted: { tally, outcome, regime, recounted } }
}

/** Step `earlier_data` for what a corrigendum corrects: none where nothing of it is attached. */
export function checkEarlier(attachments: ReadonlyMap<string, Uint8Array>): readonly FoundStep[] {
  const [tally, outcome] = ['tally-earlier.json', 'outcome-earlier.json'].map((name) =>
    attachments.get(name),
  )
  if (!tally && !outcome) return []
  const { steps } = checkData(tally, outcome)
  const wrong = steps.find(({ status }) => status === 'failed')
  const id = 'earlier_data'
  if (!wrong) return [done(id, steps[0]!.detail)]
  const { reason, ...detail } = wrong.detail
  const named = reason === 'not_attached' ? 'earlier_not_attached' : reason
  return [failed(id, { ...(named ? { reason: named } : {}), ...detail })]
}

function done(id: string, detail: FoundStep['detail']): FoundStep {
  return { id, status: 'ok', detail }
}

function failed(id: string, detail: FoundStep['detail']): FoundStep {
  return { id, status: 'failed', detail }
}

function notReached(id: string): FoundStep {
  return { id, status: 'not_applicable', detail: {} }
}

/** A step this page cannot take, and why. */
export function notHere(id: string, reason: string): FoundStep {
  return { id, status: 'not_applicable', detail: { reason } }
}
