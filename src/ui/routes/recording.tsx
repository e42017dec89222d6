import { Hono } from 'hono'
import type { Context as HonoContext } from 'hono'
import { recordBallots } from '../../actions/ballots.ts'
import { listSheets } from '../../actions/sheets.ts'
import * as sessions from '../../actions/sessions.ts'
import type { Context } from '../../context.ts'
import { type Act, may, rolesThatMay } from '../../domain/roles.ts'
import type { Session } from '../../domain/session.ts'
import { AppError } from '../../errors.ts'
import { checked } from '../../formats/issues.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import * as schemas from '../../http/schemas.ts'
import type { FormState } from '../components/fields.tsx'
import { ballotRecordsOf, ballotsPlace, ballotsTyped } from '../forms/ballots-form.ts'
import { readForm } from '../forms/form.ts'
import { minutesFactsOf, minutesPlace, minutesTyped } from '../forms/minutes-form.ts'
import { refusalFrom } from '../forms/refusal.ts'
import { rosterOf, rosterPlace, rosterTyped } from '../forms/roster-form.ts'
import { votersOf, votersTyped } from '../forms/voters-form.ts'
import { BallotsPage } from '../pages/ballots.tsx'
import { MinutesFactsPage } from '../pages/minutes-facts.tsx'
import { RosterPage } from '../pages/roster.tsx'
import { VotersPage } from '../pages/voters.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'

type Web = HonoContext<WebEnv, '/:id'>

/** The forms that record a session: roster, voters, ballots, facts for the minutes. */
export function recordingPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/sessions/:id/roster', (c) => showRoster(ctx, c))
    .post('/sessions/:id/roster', async (c) => {
      const { typed } = await readForm(c)
      const id = c.req.param('id')
      const refusal = await refusalFrom(
        () =>
          sessions.saveRoster(
            ctx,
            actorOf(c),
            id,
            checked(schemas.newBallotKinds, rosterOf(typed)),
          ),
        rosterPlace(typed),
      )
      if (refusal) return showRoster(ctx, c, { typed, refusal })
      return sendOn(c, `/sessions/${id}${typed.do === 'more' ? '/roster' : ''}`, 'roster_saved')
    })
    .get('/sessions/:id/voters', (c) => showVoters(ctx, c))
    .post('/sessions/:id/voters', async (c) => {
      const { typed } = await readForm(c)
      const id = c.req.param('id')
      const refusal = await refusalFrom(() =>
        sessions.recordVoters(ctx, actorOf(c), id, checked(schemas.voters, votersOf(typed))),
      )
      if (refusal) return showVoters(ctx, c, { typed, refusal })
      return sendOn(c, `/sessions/${id}`, 'voters_saved')
    })
    .get('/sessions/:id/minutes-facts', (c) => showMinutesFacts(ctx, c))
    .post('/sessions/:id/minutes-facts', async (c) => {
      const { typed } = await readForm(c)
      const id = c.req.param('id')
      const refusal = await refusalFrom(() => {
        const facts = checked(schemas.minutesFacts, minutesFactsOf(typed))
        return sessions.recordMinutesFacts(ctx, actorOf(c), id, facts)
      }, minutesPlace)
      if (refusal) return showMinutesFacts(ctx, c, { typed, refusal })
      return sendOn(c, `/sessions/${id}`, 'minutes_facts_saved')
    })
    .get('/sessions/:id/ballots', (c) => showBallots(ctx, c))
    .post('/sessions/:id/ballots', async (c) => {
      const { typed } = await readForm(c)
      const actor = actorOf(c)
      const id = c.req.param('id')
      const { roster } = await sessions.getSession(ctx, actor, id)
      const refusal = await refusalFrom(() => {
        const records = ballotRecordsOf(typed, roster.ballotKinds)
        return recordBallots(ctx, actor, id, checked(schemas.ballotRecords, records))
      }, ballotsPlace)
      if (refusal) return showBallots(ctx, c, { typed, refusal })
      return sendOn(c, `/sessions/${id}`, 'ballots_saved')
    })
}

/** The session for a form; `forbidden` or `wrong_state` where the form would not be accepted. */
async function toRecord(ctx: Context, c: Web, act: Act) {
  const { role } = actorOf(c)
  const found = await sessions.getSession(ctx, actorOf(c), c.req.param('id'))
  const { state }: Session = found.session
  if (!may(role, act, state)) {
    const roles = rolesThatMay(act, state)
    throw new AppError(roles.length > 0 ? 'forbidden' : 'wrong_state', { act, state, roles })
  }
  return { ...found, visitor: visitorOf(c) }
}

async function showRoster(ctx: Context, c: Web, form?: FormState) {
  const { session, roster, visitor } = await toRecord(ctx, c, 'edit_session')
  const { typed, refusal } = form ?? { typed: rosterTyped(roster) }
  const page = <RosterPage visitor={visitor} session={session} typed={typed} refusal={refusal} />
  return show(c, page, refusal?.status)
}

async function showVoters(ctx: Context, c: Web, form?: FormState) {
  const { session, visitor } = await toRecord(ctx, c, 'record_voters')
  const { typed, refusal } = form ?? { typed: votersTyped(session.voters) }
  const page = <VotersPage visitor={visitor} session={session} typed={typed} refusal={refusal} />
  return show(c, page, refusal?.status)
}

async function showMinutesFacts(ctx: Context, c: Web, form?: FormState) {
  const { session, visitor } = await toRecord(ctx, c, 'record_minutes_facts')
  const { typed, refusal } = form ?? { typed: minutesTyped(session.minutesFacts) }
  const props = { visitor, session, typed, refusal }
  return show(c, <MinutesFactsPage {...props} />, refusal?.status)
}

async function showBallots(ctx: Context, c: Web, form?: FormState) {
  const { session, roster, visitor } = await toRecord(ctx, c, 'record_ballots')
  const sheets = await listSheets(ctx, actorOf(c), session.id)
  const begun = sheets.some((sheet) => sheet.passes.length > 0)
  const kinds = roster.ballotKinds
  const { typed, refusal } = form ?? { typed: ballotsTyped(kinds) }
  const props = { visitor, session, kinds, begun, typed, refusal }
  return show(c, <BallotsPage {...props} />, refusal?.status)
}
