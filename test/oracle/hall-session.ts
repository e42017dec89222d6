import type { Context } from '../../src/context.ts'
import type { CountingSession } from '../support/session.ts'

/** A session and the ids of its sheets in order. */
export type HallSession = {
  readonly id: string
  readonly sheets: readonly string[]
  readonly subjects: readonly string[]
}

/** Another session that stands exactly as the given one did when counting was opened. */
export async function sameAgain(
  { store: { db } }: Context,
  { session, roster, sheets }: CountingSession,
  name: string,
): Promise<HallSession> {
  const own = (id: string) => `${name}-${id}`
  const kind = roster.ballotKinds[0]!.id
  await db.transaction().execute(async (trx) => {
    const [row] = await trx
      .selectFrom('sessions')
      .selectAll()
      .where('id', '=', session.id)
      .execute()
    const anew = { state: 'counting', revision: 1 }
    await trx
      .insertInto('sessions')
      .values({ ...row!, ...anew, id: name, short_id: `${row!.short_id}-${name}` })
      .execute()
    const [kindRow] = await trx
      .selectFrom('ballot_kinds')
      .selectAll()
      .where('id', '=', kind)
      .execute()
    await trx
      .insertInto('ballot_kinds')
      .values({ ...kindRow!, id: own(kind), session_id: name })
      .execute()
    const subjects = await trx
      .selectFrom('subjects')
      .selectAll()
      .where('ballot_kind_id', '=', kind)
      .execute()
    await trx
      .insertInto('subjects')
      .values(subjects.map((each) => ({ ...each, id: own(each.id), ballot_kind_id: own(kind) })))
      .execute()
    const bundles = await trx
      .selectFrom('sheets')
      .selectAll()
      .where('ballot_kind_id', '=', kind)
      .execute()
    await trx
      .insertInto('sheets')
      .values(
        bundles.map((each) => ({
          ...each,
          id: own(each.id),
          session_id: name,
          ballot_kind_id: own(kind),
        })),
      )
      .execute()
    const steps = await trx
      .selectFrom('step_records')
      .selectAll()
      .where('session_id', '=', session.id)
      .execute()
    const recorded = steps.map((each) => ({
      ...each,
      id: own(each.id),
      session_id: name,
      subject_id: each.subject_id && own(each.subject_id),
    }))
    await trx.insertInto('step_records').values(recorded).execute()
  })
  return {
    id: name,
    sheets: sheets.map((each) => own(each.id)),
    subjects: roster.ballotKinds[0]!.subjects.map((each) => own(each.id)),
  }
}
