import type { Context } from '../context.ts'
import { commit } from '../storage/commit.ts'
import { entriesOf } from '../storage/counting-opened.ts'
import { DESTROYED_TABLES, listDestructions } from '../storage/destructions.ts'

/**
 * Writes the files of the database anew where something was destroyed since they last were, and records for
 * which sessions; tried again with `keepForgetting` while another process is in the way.
 */
export async function overwriteDestroyed({
  store: { first: _, ...store },
  log,
  now,
}: Pick<Context, 'store' | 'log' | 'now'>): Promise<void> {
  const { db, dialect } = store
  const sessions: string[] = []
  for (const { session } of await listDestructions(db))
    if ((await entriesOf(db, session, 'destroyed_overwritten')).length === 0) sessions.push(session)
  if (sessions.length === 0) return
  if (!(await dialect.rewrite(db, DESTROYED_TABLES))) {
    log.warn('the database is being read by another process: its files keep destroyed data for now')
    return
  }
  await commit(store, { actor: null, at: now() }, async (_trx, record) => {
    for (const session of sessions) record({ type: 'destroyed_overwritten', session })
  })
}
