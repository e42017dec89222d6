import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { courseFacts, procedureFacts } from '../domain/course-facts.ts'
import { entryFacts } from '../domain/entry-facts.ts'
import { procedureOf } from '../domain/procedure.ts'
import { may } from '../domain/roles.ts'
import type { Roster } from '../domain/roster.ts'
import { type FactPair, type SessionFact, compareSessions } from '../domain/session-comparison.ts'
import { ballotFacts, basisFacts, listFacts, voterFacts } from '../domain/session-facts.ts'
import type { Session } from '../domain/session.ts'
import { AppError } from '../errors.ts'
import { type ComparisonWords, comparisonCsv } from '../formats/comparison-file.ts'
import { parseTally } from '../formats/tally.ts'
import { clockTimeOf } from '../reports/vietnamese.ts'
import { entriesOf } from '../storage/counting-opened.ts'
import { listAttempts, listDecisions } from '../storage/entry-history.ts'
import { findOrganisation, listOrganisations } from '../storage/organisations.ts'
import { listSteps } from '../storage/procedure.ts'
import { findOutcome, listAcknowledgements } from '../storage/results.ts'
import { findRoster } from '../storage/roster.ts'
import { listSessions } from '../storage/sessions.ts'
import { organisationsInReach, regimeOf, requireAct, sessionFor } from './access.ts'
import type { OfficeFile } from './office-files.ts'
import { documentFactsOf, retentionFactsOf } from './later-facts.ts'

/** A session that may be compared, with the name of its organisation. */
export type ComparableSession = { readonly session: Session; readonly organisationName: string }

/** Two sessions side by side. */
export type SessionComparison = {
  readonly left: ComparableSession
  readonly right: ComparableSession
  readonly facts: readonly FactPair[]
}

/** Every session in the actor's reach that may be compared in its state, newest day first. */
export async function listComparableSessions(
  ctx: Context,
  actor: Actor,
): Promise<readonly ComparableSession[]> {
  requireAct(actor, 'compare_sessions')
  const { db } = ctx.store
  const reach = await organisationsInReach(db, actor, 'compare_sessions')
  const names = new Map((await listOrganisations(db)).map(({ id, name }) => [id, name]))
  return (await listSessions(db, reach))
    .filter(({ state }) => may(actor.role, 'compare_sessions', state))
    .map((session) => ({ session, organisationName: names.get(session.organisation) ?? '' }))
}

/**
 * What was done in two sessions side by side, of one organisation or two. `not_found` for one out of reach,
 * `wrong_state` for one whose sheets are not all definitive.
 */
export async function getSessionComparison(
  ctx: Context,
  actor: Actor,
  ids: { readonly left: string; readonly right: string },
): Promise<SessionComparison> {
  const { db } = ctx.store
  // both are looked up before anything is told of one
  const sessions = {
    left: await sessionFor(db, actor, ids.left, 'compare_sessions'),
    right: await sessionFor(db, actor, ids.right, 'compare_sessions'),
  }
  const left = await factsOf(ctx, sessions.left)
  const right = await factsOf(ctx, sessions.right)
  return {
    left: left.compared,
    right: right.compared,
    facts: compareSessions(left.facts, right.facts),
  }
}

/** The same as CSV; refusals as of `getSessionComparison`. */
export async function getSessionComparisonCsv(
  ctx: Context,
  actor: Actor,
  ids: { readonly left: string; readonly right: string },
  words: ComparisonWords,
): Promise<OfficeFile> {
  const { left, right, facts } = await getSessionComparison(ctx, actor, ids)
  const names = { left: nameOf(left), right: nameOf(right) }
  const file = `so-sanh-${left.session.shortId}-${right.session.shortId}.csv`
  return { bytes: comparisonCsv(facts, names, words), fileName: file }
}

/** "KP-7Q4M2K, Đảng ủy xã Mẫu": what a column of the comparison is called. */
function nameOf({ session, organisationName }: ComparableSession): string {
  return `${session.shortId}, ${organisationName}`
}

async function factsOf(
  ctx: Context,
  session: Session,
): Promise<{ readonly compared: ComparableSession; readonly facts: readonly SessionFact[] }> {
  const { db } = ctx.store
  const organisation = await findOrganisation(db, session.organisation)
  if (!organisation) throw new AppError('not_found', { what: 'organisation' })
  const { regime } = await regimeOf(ctx, db, session)
  const roster = await findRoster(db, session.id)
  const subjects = roster.ballotKinds.flatMap((kind) => kind.subjects.map(({ id }) => id))
  const steps = procedureOf(regime, session.heldOn, subjects, await listSteps(db, session.id))
  const counted = await findOutcome(db, session.id, session.revision)
  const tally = counted ? parseTally(new TextEncoder().encode(counted.tally)) : null
  return {
    compared: { session, organisationName: organisation.name },
    facts: [
      ...basisFacts(session, organisation.name, regime),
      ...listFacts(roster),
      ...voterFacts(session),
      ...procedureFacts(steps, session.heldOn, subjects.length, ctx.today()),
      ...courseFacts(await reachedBy(ctx, session), session.heldOn),
      ...ballotFacts(roster, tally),
      ...entryFacts(await entryHistoryOf(ctx, session, roster)),
      ...(await documentFactsOf(ctx, session)),
      ...(await retentionFactsOf(ctx, session)),
    ],
  }
}

/** Each state the session moved to and the day, in the order of the journal. */
async function reachedBy({ store: { db } }: Context, { id }: Session) {
  return (await entriesOf(db, id, 'session_moved')).flatMap(({ entry: { at, event } }) =>
    event.type === 'session_moved' ? [{ state: event.state.new, on: clockTimeOf(at).day }] : [],
  )
}

async function entryHistoryOf({ store: { db } }: Context, session: Session, roster: Roster) {
  const { id, revision } = session
  return {
    sheets: roster.ballotKinds.flatMap(({ sheets }) => sheets.map((sheet) => sheet.id)),
    attempts: await listAttempts(db, id),
    settlements: (await listDecisions(db, id)).map(({ settlement }) => settlement),
    rechecks: (await entriesOf(db, id, 'sheet_rechecked')).flatMap(({ entry: { event } }) =>
      event.type === 'sheet_rechecked' ? [event] : [],
    ),
    answers: await listAcknowledgements(db, id),
    reopened: revision - 1,
  }
}
