import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { type ChainBreak, type JournalHead, verifyJournal } from '../storage/journal.ts'
import { requireAct } from './access.ts'

/** How many entries the journal has, its head, and where its chain breaks, if it does. */
export type JournalVerification = {
  readonly entries: number
  readonly head: JournalHead
  readonly broken: ChainBreak | null
}

/** Recomputes the whole journal's chain over the stored bytes, for an auditor. */
export async function checkJournal(ctx: Context, actor: Actor): Promise<JournalVerification> {
  requireAct(actor, 'read_journal')
  return verifyJournal(ctx.store.db)
}
