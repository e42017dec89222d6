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

const IDS = ['data_attached', 'regime_known', 'outcome_recomputed', 'recount_agrees'] as const

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
  return checkPair(attachments.get('tally.json'), attachments.get('outcome.json'), regimes)
}

/**
 * The figures that a corrigendum corrects: what the four steps find about them as one, `earlier_data`; no step where there
 * are none.
 */
export function checkEarlierData(
  attachments: ReadonlyMap<string, Uint8Array>,
  regimes: readonly RegimeFile[],
): Pick<EmbeddedCheck, 'steps' | 'proven'> {
  const [tally, outcome] = ['tally-earlier.json', 'outcome-earlier.json'].map((name) =>
    attachments.get(name),
  )
  if (!tally && !outcome) return { steps: [], proven: null }
  const { steps, proven } = checkPair(tally, outcome, regimes)
  const failed = steps.find(({ status }) => status === 'failed')
  const id = 'earlier_data'
  if (!failed) return { steps: [{ id, status: 'ok', detail: steps[0]!.detail }], proven }
  const { reason, ...detail } = failed.detail
  const named = reason === 'not_attached' ? 'earlier_not_attached' : reason
  return {
    steps: [{ id, status: 'failed', detail: { ...(named ? { reason: named } : {}), ...detail } }],
    proven: null,
  }
}

function checkPair(
  tallyBytes: Uint8Array | undefined,
  outcomeBytes: Uint8Array | undefined,
  regimes: readonly RegimeFile[],
): EmbeddedCheck {
  const stop = (at: number, detail: FoundStep['detail'], ...before: FoundStep[]): EmbeddedCheck => {
    const rest = IDS.slice(at).map((id, i): FoundStep => ({
      id,
      status: i === 0 ? 'failed' : 'not_applicable',
      detail: i === 0 ? detail : {},
    }))
    return { steps: [...before, ...rest], proven: null, recounted: null }
  }
  const done = (at: number, detail: FoundStep['detail']): FoundStep => {
    return { id: IDS[at]!, status: 'ok', detail }
  }
  if (!tallyBytes || !outcomeBytes) return stop(0, { reason: 'not_attached' })
  const data = readData(tallyBytes, outcomeBytes)
  if (!data.tally) return stop(0, data.fault)
  const tallySha256 = sha256(tallyBytes)
  const attached = done(0, { tallySha256 })
  const { id, sha256: digest } = data.regime
  const regime = regimes.find((each) => each.regime.id === id && each.sha256 === digest)
  if (!regime) return stop(1, { reason: 'regime_unknown', regime: id, sha256: digest }, attached)
  const known = done(1, { regime: id, sha256: digest })
  const outcome = outcomeOf(data.tally, regime, data.decided, data.beside)
  if (outcomeText(outcome) !== data.outcomeText)
    return stop(2, { reason: 'outcome_differs' }, attached, known)
  const same = done(2, {})
  const recounted = recount(data.tallyText, regime.body)
  const apart = disagreements(data.outcomeText, recounted)
  if (apart.length > 0) return stop(3, { apart: apart.slice(0, 5) }, attached, known, same)
  return {
    steps: [attached, known, same, done(3, {})],
    proven: { tally: data.tally, outcome, regime, tallySha256 },
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
