import type { Transaction } from 'kysely'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Database } from '../storage/database.ts'
import { linesOfPeople } from '../storage/person-record.ts'
import { findSession } from '../storage/sessions.ts'
import { findRoster } from '../storage/roster.ts'
import { regimeOf } from './access.ts'
import { refuseTooMany } from './persons.ts'

/**
 * `too_many_venues` when the person now stands in more places of one round than allowed, in a session whose
 * list is still being made. What was voted already is not refused: it has happened.
 */
export async function refuseTooManyPlaces(
  ctx: Context,
  trx: Transaction<Database>,
  person: string,
): Promise<void> {
  const lines = await linesOfPeople(trx, [person])
  for (const { session: id, state } of lines) {
    if (state !== 'draft' && state !== 'ready') continue
    const session = await findSession(trx, id)
    if (!session) throw new AppError('not_found', { what: 'session' })
    const { regime } = await regimeOf(ctx, trx, session)
    const { ballotKinds } = await findRoster(trx, id)
    const own = ballotKinds
      .flatMap((kind) => kind.subjects)
      .filter((each) => each.person === person)
    await refuseTooMany(trx, session, regime, own)
  }
}
