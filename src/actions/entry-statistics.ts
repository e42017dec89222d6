import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { type EntryStatistics, entryStatisticsOf } from '../domain/entry-statistics.ts'
import type { Session } from '../domain/session.ts'
import { sessionFor } from './access.ts'
import { allEntriesOf, readEntry } from './session-entries.ts'

/**
 * How the figures of the session came about, by sheet, counted from its journal; no figure of the count, and nothing of
 * a single ballot. Only once every sheet is definitive or the session is cancelled, else `wrong_state`.
 */
export async function getEntryStatistics(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<{ readonly session: Session; readonly statistics: EntryStatistics }> {
  const { db } = ctx.store
  const session = await sessionFor(db, actor, id, 'read_entry_statistics')
  const entries = await allEntriesOf(db, id)
  const read = entries.flatMap(({ entry }) => readEntry(entry) ?? [])
  return { session, statistics: entryStatisticsOf(read) }
}
