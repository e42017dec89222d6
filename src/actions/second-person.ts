import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { commit } from '../storage/commit.ts'
import { updateSecondPerson } from '../storage/sessions.ts'
import { sessionFor } from './access.ts'

/** Says, before counting, whether the acts that end a step wait for a second person's confirmation. */
export async function setSecondPerson(
  ctx: Context,
  actor: Actor,
  id: string,
  required: boolean,
): Promise<void> {
  await commit(ctx.store, { actor, at: ctx.now() }, async (trx, record) => {
    const session = await sessionFor(trx, actor, id, 'set_second_person')
    await updateSecondPerson(trx, id, required)
    const change = { old: session.secondPerson, new: required }
    record({ type: 'second_person_set', session: id, required: change })
  })
}
