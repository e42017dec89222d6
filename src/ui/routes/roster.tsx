import { Hono } from 'hono'
import { saveRoster } from '../../actions/rosters.ts'
import type { Context } from '../../context.ts'
import { rulesOf } from '../../domain/regime.ts'
import { checked } from '../../formats/issues.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import * as schemas from '../../http/schemas.ts'
import type { FormState } from '../components/fields.tsx'
import { type Typed, readForm } from '../forms/form.ts'
import { refusalFrom } from '../forms/refusal.ts'
import { rosterOf, rosterPlace, rosterTyped, withTicked } from '../forms/roster-form.ts'
import { RosterPage } from '../pages/roster.tsx'
import { sendOn, show } from '../visitor.ts'
import { type SessionRequest, sessionToRecord } from './session-form.ts'

/** Whose names stand on which ballots; titles are ticked into the list before it is saved. */
export function rosterPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/sessions/:id/roster', asks('edit_session'), (c) => showRoster(ctx, c))
    .post('/sessions/:id/roster', asks('edit_session'), async (c) => {
      const { typed } = await readForm(c)
      if (typed.do === 'tier') return showRoster(ctx, c, { typed })
      if (typed.do === 'titles') return showTicked(ctx, c, typed)
      const id = c.req.param('id')
      const saved = { leftOut: false }
      const refusal = await refusalFrom(async () => {
        const kinds = checked(schemas.newBallotKinds, rosterOf(typed))
        const { ballotKinds } = await saveRoster(ctx, actorOf(c), id, kinds)
        saved.leftOut = ballotKinds.some((kind) => kind.leftOut.length > 0)
      }, rosterPlace(typed))
      if (refusal) return showRoster(ctx, c, { typed, refusal })
      const to = `/sessions/${id}${typed.do === 'more' ? '/roster' : ''}`
      return sendOn(c, to, saved.leftOut ? 'roster_saved_left_out' : 'roster_saved')
    })
}

/** The form with a line for each title ticked; nothing is saved yet. */
async function showTicked(ctx: Context, c: SessionRequest, typed: Typed) {
  const { regime } = await sessionToRecord(ctx, c, 'edit_session')
  const titles = rulesOf(regime.regime, 'title').map(({ rule }) => rule)
  const added = titles.filter(({ id }) => typed[`title.${id}`] !== undefined).length
  return showRoster(ctx, c, { typed: withTicked(typed, titles) }, added)
}

async function showRoster(ctx: Context, c: SessionRequest, form?: FormState, added?: number) {
  const { session, roster, regime, visitor } = await sessionToRecord(ctx, c, 'edit_session')
  const tier = c.req.query('tier')
  const stored = { ...rosterTyped(roster), ...(tier === undefined ? {} : { tier }) }
  const { typed, refusal } = form ?? { typed: stored }
  const props = { visitor, session, roster, regime: regime.regime, typed, refusal, added }
  return show(c, <RosterPage {...props} />, refusal?.status)
}
