import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { may, mayEver } from '../domain/roles.ts'
import { type BallotLine, linesNamed, linesOfPeople } from '../storage/person-record.ts'
import { organisationsInReach, requireAct } from './access.ts'

/** A name found on a ballot; `own` where the actor may say whose it is without a name that is the same. */
export type FoundName = BallotLine & { readonly own: boolean }

/**
 * Where these names stand on ballots, by day, names of one person together first. A secretary is shown, as when
 * a list is made, namesakes in other organisations too: place, post and day, never a result. Everybody else
 * sees sessions in reach alone.
 */
export async function findNames(
  ctx: Context,
  actor: Actor,
  names: readonly string[],
): Promise<readonly FoundName[]> {
  requireAct(actor, 'read_person_record')
  const { db } = ctx.store
  const joins = mayEver(actor.role, 'join_persons')
  const reach = await organisationsInReach(db, actor, joins ? 'join_persons' : 'read_session')
  const named = await linesNamed(db, names)
  const people = [...new Set(named.flatMap(({ person }) => person ?? []))]
  const members = await linesOfPeople(db, people)
  const seen = new Map([...named, ...members].map((each) => [each.subject, each]))
  const own = (each: Pick<BallotLine, 'organisation'>) => reach.includes(each.organisation)
  const known = new Set([...seen.values()].filter(own).map(({ name }) => name))
  return [...seen.values()]
    .filter((each) =>
      own(each) ? may(actor.role, 'read_session', each.state) : joins && known.has(each.name),
    )
    .map((each) => ({ ...each, own: own(each) }))
    .toSorted((a, b) => order(a).localeCompare(order(b)))
}

function order({ person, heldOn, subject }: Pick<FoundName, 'person' | 'heldOn' | 'subject'>) {
  return `${person ?? '~'} ${heldOn} ${subject}`
}
