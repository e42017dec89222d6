import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { Session } from '../domain/session.ts'
import { findCountingOpened } from '../storage/counting-opened.ts'
import { type JournalHead, journalHead } from '../storage/journal.ts'
import { type SessionHead, sessionHead } from '../storage/session-journal.ts'
import { sessionFor } from './access.ts'

/** What an auditor compares with paper before looking at anything else. */
export type AuditHub = {
  readonly session: Session
  /** The end of the session's own chain. */
  readonly head: SessionHead
  /** The end of the whole journal. */
  readonly journal: JournalHead
  /** The end of the whole journal when counting was opened; `null` before. */
  readonly opened: JournalHead | null
  /** Of the key that sessions of this kind are sealed with, 64 hexadecimal digits. */
  readonly sealId: string
}

/** Where the session stands for whoever audits it. Refusals: those of `sessionFor`. */
export async function getAuditHub(ctx: Context, actor: Actor, id: string): Promise<AuditHub> {
  const { db } = ctx.store
  const session = await sessionFor(db, actor, id, 'read_session_journal')
  return {
    session,
    head: await sessionHead(db, id),
    journal: await journalHead(db),
    opened: (await findCountingOpened(db, id))?.journal ?? null,
    sealId: ctx.seals[session.mode].id,
  }
}
