import type { Kysely } from 'kysely'
import type { Context } from '../context.ts'
import type { SealedHead } from '../domain/proceedings.ts'
import type { Session } from '../domain/session.ts'
import type { Database } from '../storage/database.ts'
import { journalHead } from '../storage/journal.ts'

/** The head of the journal as a document of the session prints it, with the seal of its mode. */
export async function sealedHead(
  ctx: Pick<Context, 'seals'>,
  db: Kysely<Database>,
  { mode }: Pick<Session, 'mode'>,
): Promise<Required<SealedHead>> {
  return { ...(await journalHead(db)), sealId: ctx.seals[mode].id }
}
