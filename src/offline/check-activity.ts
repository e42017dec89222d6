import type { FoundStep } from '../actions/verification-step.ts'
import { isSealed, sealId } from '../signatures/seal.ts'
import { breakOf, readJournal } from './archive/journal.ts'
import { hasShape, isText, readCanonicalJson } from './canonical-json.ts'
import { notHere } from './check-data.ts'
import { knownRegime } from './regimes.ts'
import { sha256 } from './sha256.ts'

const FILE = 'activity.json'

/** What an activity report tells: steps as of figures, of which it carries none, then those of a report alone. */
export type CheckedActivity = {
  readonly steps: readonly FoundStep[]
  readonly own: readonly FoundStep[]
  /** Whether it says that it is of a rehearsal. */
  readonly rehearsal: boolean
}

type Files = ReadonlyMap<string, Uint8Array>
/** The parts that are read; the rest is for people and for the program. */
type Told = {
  readonly format?: unknown
  readonly mode?: unknown
  readonly regime?: { id?: unknown; sha256?: unknown }
  readonly session?: unknown
  readonly entries?: unknown
  readonly head?: { readonly hash?: unknown; readonly seq?: unknown }
  readonly sealId?: unknown
  readonly tableSha256?: unknown
  readonly faults?: unknown
}

/** The steps about the data of an activity report, as far as they go without its program; `null` for any other document. */
export function checkActivity(files: Files): CheckedActivity | null {
  const bytes = files.get(FILE)
  if (!bytes || files.has('tally.json')) return null
  const none = (['outcome_recomputed', 'recount_agrees'] as const).map((id) =>
    notHere(id, 'no_figures'),
  )
  const told = readCanonicalJson(bytes)?.value as Told | undefined
  const { id, sha256: digest } = told?.regime ?? {}
  if (told?.format !== 'tin-nhiem/activity-report@1' || !isText(id) || !isText(digest)) {
    const detail = { code: 'not_canonical' }
    const failed: FoundStep = { id: 'data_attached', status: 'failed', detail }
    const unread: FoundStep = { id: 'regime_known', status: 'not_applicable', detail: {} }
    return { steps: [failed, unread, ...none], own: [], rehearsal: false }
  }
  const detail = { regime: id, sha256: digest }
  const regime: FoundStep = knownRegime(id, digest)
    ? { id: 'regime_known', status: 'ok', detail }
    : { id: 'regime_known', status: 'failed', detail: { reason: 'regime_unknown', ...detail } }
  const attached: FoundStep = {
    id: 'data_attached',
    status: 'ok',
    detail: { sha256: sha256(bytes) },
  }
  return {
    steps: [attached, regime, ...none],
    own: [
      sealStep(told, bytes, files.get('activity.sig.json')),
      tableStep(told, files.get('activity.csv')),
      entriesStep(told, files.get('journal.jsonl')),
      notHere('report_counted', 'facts_not_compared'),
      notHere('report_seal_known', 'no_seal_known'),
      notHere('report_mode', 'no_seal_known'),
      notHere('report_here', 'no_register'),
    ],
    rehearsal: told.mode === 'rehearsal',
  }
}

function failed(id: string, reason: string): FoundStep {
  return { id, status: 'failed', detail: { reason } }
}

function sealStep(told: Told, bytes: Uint8Array, file: Uint8Array | undefined): FoundStep {
  const id = 'report_sealed'
  const value = readCanonicalJson(file)?.value
  const sound = hasShape(value, {
    format: (format) => format === 'tin-nhiem/activity-signature@1',
    algorithm: (algorithm) => algorithm === 'Ed25519',
    keyId: isText,
    publicKey: isText,
    signature: isText,
  })
  if (!sound) return failed(id, 'report_not_sealed')
  const seal = value as { keyId: string; publicKey: string; signature: string }
  const named = seal.keyId === told.sealId && sealId(seal.publicKey) === seal.keyId
  if (!named || !isSealed(seal, 'activity-report', bytes)) return failed(id, 'report_seal_wrong')
  return { id, status: 'ok', detail: { keyId: seal.keyId } }
}

/** Its bytes are those that were signed; its lines are not laid beside the entries here. */
function tableStep({ tableSha256 }: Told, table: Uint8Array | undefined): FoundStep {
  const id = 'report_table'
  if (!table || sha256(table) !== tableSha256) return failed(id, 'report_table_differs')
  return notHere(id, 'facts_not_compared')
}

/** Where the report itself names entries at fault, whether these are all is left to the program. */
function entriesStep({ session, entries, head, faults }: Told, file: Uint8Array | undefined) {
  const id = 'report_entries'
  const lines = readJournal(file)
  const last = lines?.at(-1)
  const led = last?.hash === head?.hash && last?.seq === head?.seq && lines?.length === entries
  if (!lines || !last || !led || !isText(session)) return failed(id, 'report_entries_differ')
  if (!Array.isArray(faults) || faults.length > 0) return notHere(id, 'facts_not_compared')
  if (breakOf(session, lines)) return failed(id, 'report_entries_differ')
  return { id, status: 'ok', detail: {} } as const
}
