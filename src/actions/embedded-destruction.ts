import type { DestructionTold } from '../domain/destruction.ts'
import { AppError } from '../errors.ts'
import { destructionText, parseDestruction } from '../formats/destruction.ts'
import type { RegimeFile } from '../formats/regime-file.ts'
import { sha256 } from '../storage/sha256.ts'
import type { FoundStep } from './verification-step.ts'

/** The name under which the minutes of a destruction carry what they tell. */
export const DESTRUCTION_FILE = 'destruction.json'

/** What minutes of a destruction tell, read and found canonical, and the digest (hex) of that file. */
export type ProvenDestruction = { readonly told: DestructionTold; readonly sha256: string }

/** The steps, and what is told where all of them hold. */
export type DestructionCheck = {
  readonly steps: readonly FoundStep[]
  readonly proven: ProvenDestruction | null
}

/** Whether the document carries what minutes of a destruction do, and no figures. */
export function tellsDestruction(attachments: ReadonlyMap<string, Uint8Array>): boolean {
  return attachments.has(DESTRUCTION_FILE) && !attachments.has('tally.json')
}

/**
 * The steps about data, for a document that has no figures to compute anew: the file is as this program
 * writes it, and its regulation is known by its digest.
 */
export function checkEmbeddedDestruction(
  attachments: ReadonlyMap<string, Uint8Array>,
  regimes: readonly RegimeFile[],
): DestructionCheck {
  const bytes = attachments.get(DESTRUCTION_FILE) ?? new Uint8Array()
  const none = ['outcome_recomputed', 'recount_agrees'].map((id): FoundStep => ({
    id,
    status: 'not_applicable',
    detail: { reason: 'no_figures' },
  }))
  const read = readDestruction(bytes)
  if ('fault' in read) {
    const failed: FoundStep = { id: 'data_attached', status: 'failed', detail: read.fault }
    const unread: FoundStep = { id: 'regime_known', status: 'not_applicable', detail: {} }
    return { steps: [failed, unread, ...none], proven: null }
  }
  const digest = sha256(bytes)
  const attached: FoundStep = {
    id: 'data_attached',
    status: 'ok',
    detail: { destructionSha256: digest },
  }
  const { id, sha256: wanted } = read.regime
  const regime = regimes.find((each) => each.regime.id === id && each.sha256 === wanted)
  const detail = { regime: id, sha256: wanted }
  if (!regime) {
    const failed = { reason: 'regime_unknown', ...detail }
    return {
      steps: [attached, { id: 'regime_known', status: 'failed', detail: failed }, ...none],
      proven: null,
    }
  }
  return {
    steps: [attached, { id: 'regime_known', status: 'ok', detail }, ...none],
    proven: { told: { ...read, regime }, sha256: digest },
  }
}

function readDestruction(bytes: Uint8Array) {
  try {
    const told = parseDestruction(bytes)
    if (destructionText(told) === new TextDecoder('utf-8', { fatal: true }).decode(bytes))
      return told
    return { fault: { code: 'not_canonical' } }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { fault: { code: error.code, ...error.detail } }
  }
}
