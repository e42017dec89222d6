import type { Kysely } from 'kysely'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { may } from '../domain/roles.ts'
import type { Roster } from '../domain/roster.ts'
import type { Session } from '../domain/session.ts'
import { type Shift, type Showing, type TallyPlace, shiftsOf, showingOf } from '../domain/shift.ts'
import type { Day } from '../domain/time.ts'
import { parseOutcome } from '../formats/outcome.ts'
import { parseTally } from '../formats/tally.ts'
import type { Database } from '../storage/database.ts'
import { type Standing, standingsOfAll } from '../storage/persons.ts'
import { findOutcome } from '../storage/results.ts'
import { findRoster } from '../storage/roster.ts'
import { findSession } from '../storage/sessions.ts'
import { regimeOf, sessionFor } from './access.ts'
import { isEarlier } from './persons.ts'
import { reconciliationOf } from './reconcile.ts'

/** Somebody whose shares moved by the session's points or more since the last vote. */
export type PersonShift = {
  readonly subject: string
  readonly name: string
  readonly position: string
  /** The session compared with. */
  readonly before: { readonly session: string; readonly title: string; readonly heldOn: Day }
  /** Every level of the vote, in its order; `null` while nobody may see a person's result. */
  readonly levels: readonly Shift[] | null
}

export type Shifts = {
  /** The session's threshold; `null` when nothing is to be pointed out. */
  readonly points: number | null
  /** How many of the people on the ballots could be compared with an earlier vote. */
  readonly compared: number
  readonly subjects: number
  /** In the order of the ballots. Nothing is told of anybody whose shares moved less. */
  readonly people: readonly PersonShift[]
}

/**
 * Whose paper is worth a second look because the shares moved since the same person's last vote in the same
 * organisation: a hint, in nobody's way. Only once every sheet is definitive, else `wrong_state`; until there
 * is a result to be seen, who it is and nothing of the figures. Compared are only people somebody has said
 * to be the same, and votes with a result that is not held, equal levels and base.
 */
export async function getShifts(ctx: Context, actor: Actor, id: string): Promise<Shifts> {
  const { db } = ctx.store
  const session = await sessionFor(db, actor, id, 'read_shifts')
  const points = session.shiftPoints
  const roster = await findRoster(db, id)
  const subjects = roster.ballotKinds.flatMap((kind) => kind.subjects)
  const none = { points, compared: 0, subjects: subjects.length, people: [] }
  if (points === null) return none
  const { tally } = await reconciliationOf(ctx, db, session)
  const { regime } = await regimeOf(ctx, db, session)
  const known = subjects.flatMap(({ person }) => person ?? [])
  const earlier = (await standingsOfAll(db, known)).filter(
    (each) => isEarlier(session, each) && may(actor.role, 'read_outcome', each.state),
  )
  const read = earlierShowings(ctx, db)
  const seesFigures = await hasResultFor(db, actor, session)
  const people: PersonShift[] = []
  let compared = 0
  for (const { id: subject, person, name, position } of subjects) {
    const standings = earlier.filter((each) => person !== null && each.person === person)
    const place = placeOf(roster, subject)
    const now = place && showingOf(tally, regime, place)
    const found = now && (await lastRead(standings, read))
    const levels = found && shiftsOf(found.showing, now, points)
    if (!found || !levels) continue
    compared += 1
    const { id: session, title, heldOn } = found.session
    const before = { session, title, heldOn }
    if (levels.some((each) => each.reached))
      people.push({ subject, name, position, before, levels: seesFigures ? levels : null })
  }
  return { ...none, compared, people }
}

/** Whether there is a result of this session that the actor may see; one that is held shows nobody's. */
async function hasResultFor(db: Kysely<Database>, actor: Actor, { id, revision, state }: Session) {
  if (!may(actor.role, 'read_outcome', state)) return false
  return (await findResult(db, id, revision)) !== undefined
}

/** What was computed in that revision; nothing where the result is held. */
async function findResult(db: Kysely<Database>, session: string, revision: number) {
  const stored = await findOutcome(db, session, revision)
  const outcome = stored && parseOutcome(new TextEncoder().encode(stored.outcome))
  return outcome?.status === 'computed' ? stored : undefined
}

type Earlier = { readonly session: Session; readonly showing: Showing }

/** The latest of these votes, oldest first, that has a result. */
async function lastRead(standings: readonly Standing[], read: ReturnType<typeof earlierShowings>) {
  for (const standing of standings.toReversed()) {
    const found = await read(standing)
    if (found) return found
  }
  return null
}

/** What somebody got at an earlier vote; each session is read once. */
function earlierShowings(ctx: Context, db: Kysely<Database>) {
  const sessions = new Map<string, ReturnType<typeof readEarlier>>()
  return async ({ session: id, subject }: Standing): Promise<Earlier | null> => {
    const reading = sessions.get(id) ?? readEarlier(ctx, db, id)
    sessions.set(id, reading)
    const read = await reading
    const place = read && placeOf(read.roster, subject)
    const showing = read && place && showingOf(read.tally, read.regime, place)
    return showing ? { session: read.session, showing } : null
  }
}

async function readEarlier(ctx: Context, db: Kysely<Database>, id: string) {
  const session = await findSession(db, id)
  const stored = session && (await findResult(db, id, session.revision))
  if (!session || !stored) return null
  const { regime } = await regimeOf(ctx, db, session)
  const tally = parseTally(new TextEncoder().encode(stored.tally))
  return { session, tally, regime, roster: await findRoster(db, id) }
}

/** Where the person of that ballot line stands in the tally of the session. */
function placeOf({ ballotKinds }: Roster, subject: string): TallyPlace | null {
  for (const { code, subjects } of ballotKinds) {
    const at = subjects.findIndex((each) => each.id === subject)
    if (at >= 0) return { ballotKind: code, id: String(at + 1) }
  }
  return null
}
