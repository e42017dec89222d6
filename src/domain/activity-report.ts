import { type EntryStatistics, entryStatisticsOf } from './entry-statistics.ts'
import { EVENT_CATALOGUE, type EventType } from './event-catalogue.ts'
import type { FinalAct } from './final-act.ts'
import type { JournalEntry } from './journal.ts'
import type { Conference } from './proceedings.ts'
import type { Role } from './roles.ts'
import type { SessionState } from './session.ts'
import type { Instant } from './time.ts'

/**
 * Why an entry does not verify in full: it is not at its place; it does not follow the one before; it is not what was
 * hashed, in the session's chain or in the journal's; it is no entry of this session; a signed head says otherwise, or
 * the head that had to be signed with it is not there; the journal has more of the session behind the last.
 */
export const ENTRY_FAULTS = [
  'place',
  'link',
  'hash',
  'journal_hash',
  'text',
  'head',
  'unsealed',
  'beyond',
] as const
export type EntryFault = {
  /** Its place in the session's own chain. */
  readonly place: number
  /** Its number in the whole journal. */
  readonly seq: number
  readonly what: (typeof ENTRY_FAULTS)[number]
}

/** One entry of the session, read, at its place. */
export type PlacedEntry = { readonly place: number; readonly entry: JournalEntry }

/** What moved the session or cannot be taken back: when, by which role, and why where somebody said so. */
export type ReportedAct = {
  readonly place: number
  readonly at: Instant
  /** `null` where nobody was logged in. */
  readonly role: Role | null
} & (
  | { readonly what: 'confirmed'; readonly act: FinalAct; readonly second: boolean }
  | {
      readonly what: 'moved'
      readonly from: SessionState
      readonly to: SessionState
      readonly reason: string | null
    }
  | {
      readonly what: 'reopened'
      readonly from: number
      readonly to: number
      readonly reason: string
    }
)

/** What the entries of a session come to. */
export type ActivitySummary = {
  /** How many entries of each kind, in the order of the catalogue; none where there are none. */
  readonly kinds: readonly { readonly type: EventType; readonly count: number }[]
  readonly statistics: EntryStatistics
  /** In the order of the entries; decisions about differences are told by the statistics. */
  readonly acts: readonly ReportedAct[]
}

/** Báo cáo hoạt động: what the journal of a session holds up to an entry, and whether it verifies. */
export type ActivityReport = Pick<
  Conference,
  'mode' | 'side' | 'title' | 'organisation' | 'heldOn' | 'letterhead'
> & {
  readonly regime: { readonly id: string; readonly sha256: string }
  readonly session: string
  readonly shortId: string
  readonly revision: number
  readonly state: SessionState
  /** How many entries the session has, when the first and the last were made. */
  readonly entries: number
  readonly from: Instant
  readonly to: Instant
  /** The last entry: place and hash in the session's chain, number and hash in the journal's. */
  readonly head: {
    readonly place: number
    readonly hash: string
    readonly seq: number
    readonly journalHash: string
  }
  /** How many entries a signed head had to follow at once, and of how many there is one that holds. */
  readonly sealing: { readonly expected: number; readonly found: number }
  /** SHA-256 of the public key that signs the report. */
  readonly sealId: string
  /** SHA-256 of the table of all entries. */
  readonly tableSha256: string
  /** Entries that do not verify in full, and nothing of those that do. */
  readonly faults: readonly EntryFault[]
  /** The kinds with what people call them. */
  readonly kinds: readonly (ActivitySummary['kinds'][number] & { readonly name: string })[]
} & Omit<ActivitySummary, 'kinds'>

/** The signature of a report by the seal of an installation. */
export type ActivitySignature = {
  /** SHA-256 of the public key. */
  readonly keyId: string
  /** SubjectPublicKeyInfo (DER), base64. */
  readonly publicKey: string
  /** Ed25519 over the report's file; base64. */
  readonly signature: string
}

/** The report as a paper, with the digests (hex) of its file and of its signature. */
export type ActivityPaper = Conference &
  Omit<ActivityReport, 'regime'> & {
    readonly reportSha256: string
    readonly signatureSha256: string
  }

/** Whether every entry verifies in full. */
export function isWhole({ faults, sealing }: Pick<ActivityReport, 'faults' | 'sealing'>): boolean {
  return faults.length === 0 && sealing.expected === sealing.found
}

/** What the entries come to, counted from them alone. */
export function activitySummaryOf(entries: readonly PlacedEntry[]): ActivitySummary {
  const counts = new Map<string, number>()
  for (const { entry } of entries)
    counts.set(entry.event.type, (counts.get(entry.event.type) ?? 0) + 1)
  return {
    kinds: (Object.keys(EVENT_CATALOGUE) as EventType[]).flatMap((type) => {
      const count = counts.get(type)
      return count === undefined ? [] : [{ type, count }]
    }),
    statistics: entryStatisticsOf(entries.map(({ entry }) => entry)),
    acts: entries.flatMap(({ place, entry }) => actOf(place, entry) ?? []),
  }
}

function actOf(place: number, { at, actor, event }: JournalEntry): ReportedAct | null {
  const told = { place, at, role: actor?.role ?? null }
  switch (event.type) {
    case 'act_confirmed':
      if (event.act === 'settle') return null
      return { ...told, what: 'confirmed', act: event.act, second: event.second !== null }
    case 'session_moved': {
      const { old: from, new: to } = event.state
      return { ...told, what: 'moved', from, to, reason: event.reason }
    }
    case 'session_reopened': {
      const { old: from, new: to } = event.revision
      return { ...told, what: 'reopened', from, to, reason: event.reason }
    }
    default:
      return null
  }
}
