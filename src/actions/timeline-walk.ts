import type { Kysely } from 'kysely'
import type { EntryNames } from '../domain/entry-names.ts'
import type { EventType } from '../domain/event-catalogue.ts'
import type { JournalEntry } from '../domain/journal.ts'
import {
  type TimelineEntry,
  type TimelineFilter,
  timelineFilter,
  walkTimeline,
} from '../domain/timeline.ts'
import type { Database } from '../storage/database.ts'
import { type ChainedEntry, listChainedEntries } from '../storage/session-journal.ts'

/** An entry with the bytes and hashes that prove it. */
export type ProvenEntry = TimelineEntry & {
  readonly proof: Pick<ChainedEntry, 'hash' | 'prevHash' | 'journalHash' | 'journalPrevHash'> & {
    /** The stored text; `null` where it holds figures that nobody may see. */
    readonly stored: string | null
  }
}

/** A part of those asked for: at most `limit` behind place `after`. */
export type TimelinePart = { readonly after: number; readonly limit: number }

/** A part of those asked for, and what is to be known of all. */
export type WalkedTimeline = {
  readonly names: EntryNames
  /** Who made entries of the session, in the order of their first. */
  readonly accounts: readonly string[]
  /** Which events happened in the session, with how many of each. */
  readonly types: ReadonlyMap<EventType, number>
  readonly total: number
  /** The places of all that the filter asks for. */
  readonly places: readonly number[]
  readonly entries: readonly ProvenEntry[]
  /**
   * The numbers in the journal between which the part lies: of the last one asked for before it, else of the session's first
   * entry; and of its last, of the session's last where nothing asked for follows.
   */
  readonly span: { readonly after: number; readonly to: number }
}

/** How many entries are read at a time. */
const READ = 1000

/** Reads all entries of the session once, and keeps the part. */
export async function walkSession(
  db: Kysely<Database>,
  session: string,
  filter: TimelineFilter,
  { after, limit }: TimelinePart,
): Promise<WalkedTimeline> {
  const { tell, names } = walkTimeline()
  const isAskedFor = timelineFilter(filter)
  const accounts = new Set<string>()
  const types = new Map<EventType, number>()
  const places: number[] = []
  const entries: ProvenEntry[] = []
  let [total, before, last, open] = [0, 0, 0, true]
  for await (const row of rowsOf(db, session)) {
    const entry = JSON.parse(row.entry) as JournalEntry
    const told = tell({ place: row.place, entry })
    const { type } = entry.event
    types.set(type, (types.get(type) ?? 0) + 1)
    if (entry.actor) accounts.add(entry.actor.account)
    if (total === 0) before = row.seq
    total += 1
    last = row.seq
    if (!isAskedFor(entry)) continue
    places.push(row.place)
    if (row.place <= after) before = row.seq
    else if (entries.length < limit) entries.push({ ...told, proof: proofOf(row) })
    else open = false
  }
  const to = open ? last : entries.at(-1)!.seq
  return {
    names,
    accounts: [...accounts],
    types,
    total,
    places,
    entries,
    span: { after: before, to },
  }
}

async function* rowsOf(db: Kysely<Database>, session: string): AsyncGenerator<ChainedEntry> {
  for (let after = 0; ;) {
    const rows = await listChainedEntries(db, session, after, READ)
    yield* rows
    if (rows.length < READ) return
    after = rows.at(-1)!.place
  }
}

function proofOf({ hash, prevHash, journalHash, journalPrevHash, entry }: ChainedEntry) {
  return { hash, prevHash, journalHash, journalPrevHash, stored: entry }
}
