import { Hono } from 'hono'
import { listAuthorNames } from '../../actions/authors.ts'
import { listSessionPapers } from '../../actions/own-papers.ts'
import {
  getCalendar,
  getPreparation,
  recordSteps,
  recordTiming,
} from '../../actions/preparation.ts'
import { getSession } from '../../actions/sessions.ts'
import type { Context } from '../../context.ts'
import type { StepRecord } from '../../domain/procedure.ts'
import { checked } from '../../formats/issues.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import * as schemas from '../../http/schemas.ts'
import type { FormState } from '../components/fields.tsx'
import { readForm } from '../forms/form.ts'
import { refusalFrom } from '../forms/refusal.ts'
import { stepChanges, stepsPlace, stepsTyped } from '../forms/steps-form.ts'
import { timingOf, timingPlace, timingTyped } from '../forms/timing-form.ts'
import { PreparationPage } from '../pages/preparation.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'
import { type SessionRequest, sessionToRecord } from './session-form.ts'

/** What leads up to the vote: the page, its two forms, and the calendar file. */
export function preparationPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/sessions/:id/preparation', asks('read_session'), (c) => showPreparation(ctx, c, {}))
    .post('/sessions/:id/preparation', asks('record_procedure'), async (c) => {
      const { typed } = await readForm(c)
      const actor = actorOf(c)
      const id = c.req.param('id')
      await sessionToRecord(ctx, c, 'record_procedure')
      const { steps, subjects } = await getPreparation(ctx, actor, id)
      const sent: { changes: readonly StepRecord[] } = { changes: [] }
      const refusal = await refusalFrom(
        () => {
          const ids = subjects.map((each) => each.id)
          sent.changes = stepChanges(typed, steps, ids)
          return recordSteps(ctx, actor, id, checked(schemas.stepRecords, sent.changes))
        },
        (path) => stepsPlace(sent.changes)(path),
      )
      if (refusal) return showPreparation(ctx, c, { procedure: { typed, refusal } })
      const notice = sent.changes.length > 0 ? 'steps_saved' : 'steps_unchanged'
      return sendOn(c, `/sessions/${id}/preparation`, notice)
    })
    .post('/sessions/:id/timing', asks('record_preparation'), async (c) => {
      const { typed } = await readForm(c)
      const id = c.req.param('id')
      const { session } = await sessionToRecord(ctx, c, 'record_preparation')
      const refusal = await refusalFrom(() => {
        const timing = checked(schemas.timing, timingOf(typed, session.timing))
        return recordTiming(ctx, actorOf(c), id, timing)
      }, timingPlace)
      if (refusal) return showPreparation(ctx, c, { timing: { typed, refusal } })
      return sendOn(c, `/sessions/${id}/preparation`, 'timing_saved')
    })
    .get('/sessions/:id/plan.ics', asks('read_session'), async (c) => {
      const { text, fileName } = await getCalendar(ctx, actorOf(c), c.req.param('id'))
      return c.body(text, 200, {
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': `attachment; filename="${fileName}"`,
      })
    })
}

type Forms = { readonly timing?: FormState; readonly procedure?: FormState }

async function showPreparation(ctx: Context, c: SessionRequest, forms: Forms) {
  const actor = actorOf(c)
  const id = c.req.param('id')
  const found = await getPreparation(ctx, actor, id)
  const { regime } = await getSession(ctx, actor, id)
  const props = {
    ...found,
    visitor: visitorOf(c),
    role: actor.role,
    regime: regime.regime,
    names: await listAuthorNames(ctx, actor, id, 'read_session'),
    today: ctx.today(),
    ownPapers: await listSessionPapers(ctx, actor, id),
    timing: forms.timing ?? { typed: timingTyped(found.session.timing) },
    procedure: forms.procedure ?? { typed: stepsTyped(found.steps) },
  }
  const refusal = forms.timing?.refusal ?? forms.procedure?.refusal
  return show(c, <PreparationPage {...props} />, refusal?.status)
}
