import type { Kysely } from 'kysely'
import type { JournalEntry } from '../domain/journal.ts'
import type { Database } from '../storage/database.ts'
import { type ChainedEntry, listChainedEntries } from '../storage/session-journal.ts'

const PAGE = 1000

/** Every entry of the session in its order, with the hashes of both chains. */
export async function allEntriesOf(
  db: Kysely<Database>,
  session: string,
): Promise<readonly ChainedEntry[]> {
  const all: ChainedEntry[] = []
  for (;;) {
    const page = await listChainedEntries(db, session, all.at(-1)?.place ?? 0, PAGE)
    all.push(...page)
    if (page.length < PAGE) return all
  }
}

/** What the stored text says; `null` for one that is no entry any more. */
export function readEntry(text: string): JournalEntry | null {
  try {
    const read = JSON.parse(text) as JournalEntry
    const whole = typeof read.event.type === 'string' && !Number.isNaN(Date.parse(read.at))
    return whole ? read : null
  } catch {
    return null // its hash tells that it was changed
  }
}
