import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { type Act, may } from '../domain/roles.ts'
import type { BallotLine } from '../storage/person-record.ts'
import { organisationsInReach } from './access.ts'

/** Lines the actor may do the act on: in reach, and in a state that allows it. */
export async function linesFor(
  ctx: Context,
  actor: Actor,
  act: Act,
  lines: readonly BallotLine[],
): Promise<readonly BallotLine[]> {
  const reach = new Set(await organisationsInReach(ctx.store.db, actor, act))
  return lines.filter((each) => reach.has(each.organisation) && may(actor.role, act, each.state))
}
