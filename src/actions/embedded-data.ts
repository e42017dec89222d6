import { outcomeOf } from '../domain/outcome.ts'
import type { Answered } from '../domain/acknowledgement.ts'
import { type Finding, isBesideTally, isDecidable } from '../domain/finding.ts'
import type { Tally } from '../domain/tally.ts'
import { AppError } from '../errors.ts'
import { outcomeText, parseOutcome } from '../formats/outcome.ts'
import type { RegimeFile } from '../formats/regime-file.ts'
import { parseTally, tallyText } from '../formats/tally.ts'
import { disagreements } from '../recount/compare.ts'
import { type Recounted, recount } from '../recount/recount.ts'
import { sha256 } from '../storage/sha256.ts'
import type { ProvenData } from './printed-data.ts'
import type { FoundStep } from './verification-step.ts'

/** The steps, and the data where all of them hold. */
export type EmbeddedCheck = {
  readonly steps: readonly FoundStep[]
  readonly proven: ProvenData | null
  /** Every share counted by the second computation; null where it was not reached. */
  readonly recounted: readonly Recounted[] | null
}

/**
 * Three steps and a fourth: the figures are attached as this program writes them, their regulation is
 * known by its digest, the outcome follows from them, and the second computation agrees.
 *
 * @law 96-qd-tw-2023 Điều 6.3, Điều 11.2, Điều 11.3
 */
export function checkEmbeddedData(
  attachments: ReadonlyMap<string, Uint8Array>,
  regimes: readonly RegimeFile[],
): EmbeddedCheck {
  const tallyBytes = attachments.get('tally.json')
  const outcomeBytes = attachments.get('outcome.json')
  const ids = ['data_attached', 'regime_known', 'outcome_recomputed', 'recount_agrees'] as const
  const stop = (at: number, detail: FoundStep['detail'], ...before: FoundStep[]): EmbeddedCheck => {
    const rest = ids.slice(at).map((id, i): FoundStep => ({
      id,
      status: i === 0 ? 'failed' : 'not_applicable',
      detail: i === 0 ? detail : {},
    }))
    return { steps: [...before, ...rest], proven: null, recounted: null }
  }
  if (!tallyBytes || !outcomeBytes) return stop(0, { reason: 'not_attached' })
  const data = readData(tallyBytes, outcomeBytes)
  if (!data.tally) return stop(0, data.fault)
  const attached: FoundStep = {
    id: 'data_attached',
    status: 'ok',
    detail: { tallySha256: sha256(tallyBytes) },
  }
  const { id, sha256: digest } = data.regime
  const regime = regimes.find((each) => each.regime.id === id && each.sha256 === digest)
  if (!regime) return stop(1, { reason: 'regime_unknown', regime: id, sha256: digest }, attached)
  const known: FoundStep = {
    id: 'regime_known',
    status: 'ok',
    detail: { regime: id, sha256: digest },
  }
  const outcome = outcomeOf(data.tally, regime, data.decided, data.beside)
  if (outcomeText(outcome) !== data.outcomeText)
    return stop(2, { reason: 'outcome_differs' }, attached, known)
  const same: FoundStep = { id: 'outcome_recomputed', status: 'ok', detail: {} }
  const recounted = recount(data.tallyText, regime.body)
  const apart = disagreements(data.outcomeText, recounted)
  if (apart.length > 0) return stop(3, { apart: apart.slice(0, 5) }, attached, known, same)
  return {
    steps: [attached, known, same, { id: ids[3], status: 'ok', detail: {} }],
    proven: { tally: data.tally, outcome, regime, tallySha256: sha256(tallyBytes) },
    recounted,
  }
}

type EmbeddedData = {
  readonly tally: Tally
  readonly tallyText: string
  readonly regime: { readonly id: string; readonly sha256: string }
  readonly outcomeText: string
  /** What the committee let stand, as the file claims: a result in spite of such findings. */
  readonly decided: readonly Answered[]
  /** Errors beside the tally that hold the outcome, as the file claims: no result because of them. */
  readonly beside: readonly Finding[]
}
type Unreadable = { readonly tally: null; readonly fault: FoundStep['detail'] }

/** The embedded files, if they are what this program would write; else the code of what is wrong. */
function readData(tallyBytes: Uint8Array, outcomeBytes: Uint8Array): EmbeddedData | Unreadable {
  try {
    const tally = parseTally(tallyBytes)
    const decoder = new TextDecoder('utf-8', { fatal: true })
    if (tallyText(tally) !== decoder.decode(tallyBytes))
      return { tally: null, fault: { code: 'not_canonical' } }
    const { regime, status, findings } = parseOutcome(outcomeBytes)
    return {
      tally,
      tallyText: decoder.decode(tallyBytes),
      regime,
      outcomeText: decoder.decode(outcomeBytes),
      decided: status === 'computed' ? findings.filter(isDecidable) : [],
      beside: status === 'held' ? findings.filter(isBesideTally) : [],
    }
  } catch (error) {
    if (error instanceof AppError)
      return { tally: null, fault: { code: error.code, ...error.detail } }
    throw error
  }
}
