import type { Kysely } from 'kysely'
import type { Actor } from '../domain/actor.ts'
import { may } from '../domain/roles.ts'
import type { SessionState } from '../domain/session.ts'
import type { Database } from '../storage/database.ts'
import { listSessionNames } from '../storage/sessions.ts'
import { organisationsInReach } from './access.ts'

/** A session as it is named to somebody who verifies. */
export type SessionName = {
  readonly id: string
  readonly shortId: string
  /** Whether its page may be opened. */
  readonly open: boolean
}

/** The short identities of those sessions that the tables have, and which of them the actor may open. */
export async function namesOf(
  db: Kysely<Database>,
  actor: Actor,
  ids: readonly string[],
): Promise<readonly SessionName[]> {
  if (ids.length === 0) return []
  const reach = await organisationsInReach(db, actor, 'read_session')
  const sessions = await listSessionNames(db, ids)
  return sessions.map(({ id, short_id: shortId, state, organisation_id: organisation }) => {
    const open =
      reach.includes(organisation) && may(actor.role, 'read_session', state as SessionState)
    return { id, shortId, open }
  })
}
