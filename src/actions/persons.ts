import type { Kysely } from 'kysely'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { type Regime, rulesOf } from '../domain/regime.ts'
import type { Provision } from '../domain/regime.ts'
import { may } from '../domain/roles.ts'
import type { Roster, Subject } from '../domain/roster.ts'
import type { Session } from '../domain/session.ts'
import { yearOf } from '../domain/time.ts'
import { tooManyVenues } from '../domain/venue.ts'
import { AppError } from '../errors.ts'
import { commit } from '../storage/commit.ts'
import type { Database } from '../storage/database.ts'
import {
  type Standing,
  findStanding,
  insertPerson,
  standingsByName,
  standingsOf,
  updatePerson,
} from '../storage/persons.ts'
import { findRoster } from '../storage/roster.ts'
import { organisationsInReach, regimeOf, requireAct, sessionFor } from './access.ts'
import { type StoredOutcome, getOutcome } from './outcome.ts'

/**
 * Somebody on the list, whoever of the same name is put to the vote elsewhere in the same year, and whoever
 * was at the last vote of the same organisation before this one.
 */
export type Namesakes = {
  readonly subject: Subject
  readonly elsewhere: readonly (Standing & { readonly same: boolean })[]
  readonly before: readonly (Standing & { readonly same: boolean })[]
}

/**
 * Who on the list may be put to the vote in another place of the same round, or was at an earlier vote of
 * this organisation: people of the very same name in sessions of the same kind in this database. Nothing
 * of any result is told.
 *
 * @law 96-qd-tw-2023 Điều 1.3
 */
export async function listNamesakes(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<readonly Namesakes[]> {
  const { db } = ctx.store
  const session = await sessionFor(db, actor, id, 'read_session')
  const subjects = subjectsOf(await findRoster(db, id))
  const found = await standingsByName(
    db,
    subjects.map((each) => each.name),
  )
  return subjects
    .map((subject) => {
      const named = found
        .filter((each) => each.name === subject.name)
        .map((each) => ({
          ...each,
          same: subject.person !== null && each.person === subject.person,
        }))
      const earlier = named.filter((each) => isEarlier(session, each))
      return {
        subject,
        elsewhere: named.filter((each) => inSameRound(session, each)),
        before: earlier.filter((each) => each.heldOn === earlier.at(-1)?.heldOn),
      }
    })
    .filter(({ elsewhere, before }) => elsewhere.length + before.length > 0)
}

/** A session of another organisation, of the same year, real as this one or a rehearsal as this one. */
function inSameRound(session: Session, other: Standing): boolean {
  return (
    other.organisation !== session.organisation &&
    other.mode === session.mode &&
    yearOf(other.heldOn) === yearOf(session.heldOn)
  )
}

/** An earlier session of the same organisation, real as this one or a rehearsal as this one. */
export function isEarlier(
  session: Pick<Session, 'organisation' | 'mode' | 'heldOn'>,
  other: Pick<Standing, 'organisation' | 'mode' | 'heldOn'>,
): boolean {
  return (
    other.organisation === session.organisation &&
    other.mode === session.mode &&
    other.heldOn < session.heldOn
  )
}

/**
 * Says that a name on this session's list and a name on another's are one human being, or (`same`
 * false) that this one is nobody else's. `too_many_venues` when the regulation allows no further place.
 */
export async function recognisePerson(
  ctx: Context,
  actor: Actor,
  id: string,
  input: { readonly subject: string; readonly other: string; readonly same: boolean },
): Promise<void> {
  const at = ctx.now()
  await commit(ctx.store, { actor, at }, async (trx, record) => {
    const session = await sessionFor(trx, actor, id, 'recognise_person')
    const { regime } = await regimeOf(ctx, trx, session)
    const mine = subjectsOf(await findRoster(trx, id)).find((each) => each.id === input.subject)
    const other = await findStanding(trx, input.other)
    const meets = other && (inSameRound(session, other) || isEarlier(session, other))
    if (!mine || !meets || other.name !== mine.name)
      throw new AppError('not_found', { what: 'subject' })
    const told = (
      subjects: readonly { subject: string; old: string | null }[],
      person: string | null,
    ) => record({ type: 'person_recognised', session: id, subjects, person })
    if (!input.same) {
      await updatePerson(trx, [mine.id], null)
      return told([{ subject: mine.id, old: mine.person }], null)
    }
    const person = other.person ?? mine.person ?? ctx.newId()
    if (other.person === null && mine.person === null) await insertPerson(trx, person, at)
    const moved = [
      { subject: mine.id, old: mine.person },
      { subject: other.subject, old: other.person },
      ...(await othersKnownAs(trx, mine, person)),
    ]
    await updatePerson(
      trx,
      moved.map((each) => each.subject),
      person,
    )
    await refuseTooMany(trx, { ...session }, regime, [{ ...mine, person }])
    told(moved, person)
  })
}

/** Whoever was already said to be the same as `mine`, when that person now turns out to be `person`. */
async function othersKnownAs(db: Kysely<Database>, mine: Subject, person: string) {
  if (mine.person === null || mine.person === person) return []
  const known = await standingsOf(db, mine.person)
  return known
    .filter((each) => each.subject !== mine.id)
    .map((each) => ({ subject: each.subject, old: each.person }))
}

/** `too_many_venues` when somebody on the list stands in more places of this round than allowed. */
export async function refuseTooMany(
  db: Kysely<Database>,
  session: Session,
  regime: Regime,
  subjects: readonly Subject[],
): Promise<void> {
  for (const { person, name } of subjects) {
    if (person === null) continue
    const elsewhere = (await standingsOf(db, person)).filter((each) => inSameRound(session, each))
    const places = new Set([session.organisation, ...elsewhere.map((each) => each.organisation)])
    const broken = tooManyVenues(regime, places.size)
    if (broken)
      throw new AppError('too_many_venues', {
        name,
        places: [...new Set(elsewhere.map((each) => each.organisationName))],
        most: broken.rule.most,
        provision: broken.provision.ref,
      })
  }
}

/** One place where the person was put to the vote, with the result when the actor may see it. */
export type PersonVenue = {
  readonly standing: Standing
  readonly result: (Pick<StoredOutcome, 'tally' | 'outcome'> & { readonly regime: Regime }) | null
}

/** A person's places side by side, each with its own base; nothing is added or averaged. */
export type PersonVenues = {
  readonly name: string
  readonly venues: readonly PersonVenue[]
  /** What the regulations say of results from two places. */
  readonly provisions: readonly Provision[]
}

/**
 * The places in the actor's reach where one person was put to the vote; `not_found` when there are none.
 *
 * @law 96-qd-tw-2023 Điều 11.4
 * @law 262-qd-tw-2014 Điều 7.3, lấy phiếu ở nhiều nơi
 */
export async function getPerson(ctx: Context, actor: Actor, person: string): Promise<PersonVenues> {
  requireAct(actor, 'read_session')
  const { db } = ctx.store
  const reach = await organisationsInReach(db, actor, 'read_session')
  const seen = (await standingsOf(db, person)).filter(
    (each) => reach.includes(each.organisation) && may(actor.role, 'read_session', each.state),
  )
  if (seen.length === 0) throw new AppError('not_found', { what: 'person' })
  const venues = await Promise.all(
    seen.map(async (standing) => {
      const session = await sessionFor(db, actor, standing.session, 'read_session')
      const { regime } = await regimeOf(ctx, db, session)
      const readable = may(actor.role, 'read_outcome', session.state)
      const stored = readable ? await getOutcome(ctx, actor, session.id) : null
      const result = stored && { tally: stored.tally, outcome: stored.outcome, regime }
      return { standing, result, regime }
    }),
  )
  const provisions = venues.flatMap(({ regime }) =>
    rulesOf(regime, 'side_by_side').map((each) => each.provision),
  )
  return {
    name: seen[0]!.name,
    venues: venues.map(({ standing, result }) => ({ standing, result })),
    provisions: provisions.filter(
      (each, at) => provisions.findIndex((other) => other.ref === each.ref) === at,
    ),
  }
}

function subjectsOf({ ballotKinds }: Roster): readonly Subject[] {
  return ballotKinds.flatMap((kind) => kind.subjects)
}
