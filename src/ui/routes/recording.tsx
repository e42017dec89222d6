import { Hono } from 'hono'
import { recordBallots } from '../../actions/ballots.ts'
import * as sessions from '../../actions/sessions.ts'
import { listSheets } from '../../actions/sheets.ts'
import type { Context } from '../../context.ts'
import { checked } from '../../formats/issues.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import * as schemas from '../../http/schemas.ts'
import type { FormState } from '../components/fields.tsx'
import { ballotRecordsOf, ballotsPlace, ballotsTyped } from '../forms/ballots-form.ts'
import { readForm } from '../forms/form.ts'
import { minutesFactsOf, minutesPlace, minutesTyped } from '../forms/minutes-form.ts'
import { type Refusal, refusalFrom } from '../forms/refusal.ts'
import { voterFaults, votersOf, votersTyped } from '../forms/voters-form.ts'
import { BallotsPage } from '../pages/ballots.tsx'
import { MinutesFactsPage } from '../pages/minutes-facts.tsx'
import { VotersPage } from '../pages/voters.tsx'
import { sendOn, show } from '../visitor.ts'
import { type SessionRequest, sessionToRecord } from './session-form.ts'

/** The forms that record a session: voters, ballots, facts for the minutes. */
export function recordingPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/sessions/:id/voters', asks('record_voters'), (c) => showVoters(ctx, c))
    .post('/sessions/:id/voters', asks('record_voters'), async (c) => {
      const { typed } = await readForm(c)
      const id = c.req.param('id')
      const refusal = await refusalFrom(() =>
        sessions.recordVoters(ctx, actorOf(c), id, checked(schemas.voters, votersOf(typed))),
      )
      if (refusal) return showVoters(ctx, c, { typed, refusal })
      const { session, regime } = await sessions.getSession(ctx, actorOf(c), id)
      const sound = voterFaults(session.voters, regime.regime).length === 0
      return sendOn(c, `/sessions/${id}${sound ? '' : '/voters'}`, 'voters_saved')
    })
    .get('/sessions/:id/minutes-facts', asks('record_minutes_facts'), (c) =>
      showMinutesFacts(ctx, c),
    )
    .post('/sessions/:id/minutes-facts', asks('record_minutes_facts'), async (c) => {
      const { typed } = await readForm(c)
      const id = c.req.param('id')
      const refusal = await refusalFrom(() => {
        const facts = checked(schemas.minutesFacts, minutesFactsOf(typed))
        return sessions.recordMinutesFacts(ctx, actorOf(c), id, facts)
      }, minutesPlace)
      if (refusal) return showMinutesFacts(ctx, c, { typed, refusal })
      return sendOn(c, `/sessions/${id}`, 'minutes_facts_saved')
    })
    .get('/sessions/:id/ballots', asks('record_ballots'), (c) => showBallots(ctx, c))
    .post('/sessions/:id/ballots', asks('record_ballots'), async (c) => {
      const { typed } = await readForm(c)
      const actor = actorOf(c)
      const id = c.req.param('id')
      const { roster, regime } = await sessions.getSession(ctx, actor, id)
      const kinds = roster.ballotKinds
      const refusal = await refusalFrom(
        () => {
          const records = ballotRecordsOf(typed, kinds, regime.regime)
          return recordBallots(ctx, actor, id, checked(schemas.ballotRecords, records))
        },
        ballotsPlace(typed, kinds, regime.regime),
      )
      if (refusal) return showBallots(ctx, c, { typed, refusal })
      return sendOn(c, `/sessions/${id}`, 'ballots_saved')
    })
}

async function showVoters(ctx: Context, c: SessionRequest, form?: FormState) {
  const { session, roster, regime, visitor } = await sessionToRecord(ctx, c, 'record_voters')
  const faults = voterFaults(session.voters, regime.regime)
  const contradiction: Refusal = {
    status: 422,
    sentence: 'Đã ghi, nhưng các số người mâu thuẫn với nhau. Sửa lại trước khi mở kiểm phiếu.',
    faults,
  }
  const stored = {
    typed: votersTyped(session.voters),
    refusal: faults.length > 0 ? contradiction : undefined,
  }
  const props = { visitor, session, roster, regime: regime.regime, ...(form ?? stored) }
  return show(c, <VotersPage {...props} />, form?.refusal?.status)
}

async function showMinutesFacts(ctx: Context, c: SessionRequest, form?: FormState) {
  const { session, visitor } = await sessionToRecord(ctx, c, 'record_minutes_facts')
  const { typed, refusal } = form ?? { typed: minutesTyped(session.minutesFacts) }
  const props = { visitor, session, typed, refusal }
  return show(c, <MinutesFactsPage {...props} />, refusal?.status)
}

async function showBallots(ctx: Context, c: SessionRequest, form?: FormState) {
  const { session, roster, regime, visitor } = await sessionToRecord(ctx, c, 'record_ballots')
  const sheets = await listSheets(ctx, actorOf(c), session.id)
  const begun = sheets.some((sheet) => sheet.passes.length > 0)
  const kinds = roster.ballotKinds
  const { typed, refusal } = form ?? { typed: ballotsTyped(kinds) }
  const props = { visitor, session, regime: regime.regime, kinds, begun, typed, refusal }
  return show(c, <BallotsPage {...props} />, refusal?.status)
}
