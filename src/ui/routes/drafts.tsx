import { Hono } from 'hono'
import { editSession, setRegime } from '../../actions/regime-choice.ts'
import { listRegimes } from '../../actions/regimes.ts'
import type { Context } from '../../context.ts'
import { regimeInForce } from '../../domain/regime.ts'
import { checked } from '../../formats/issues.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import * as schemas from '../../http/schemas.ts'
import type { FormState } from '../components/fields.tsx'
import { type Typed, dayOf, readForm, textOf, textOrNull } from '../forms/form.ts'
import { refusalFrom } from '../forms/refusal.ts'
import { DraftPage } from '../pages/draft.tsx'
import { regimeOptions } from '../regime-options.ts'
import { sendOn, show } from '../visitor.ts'
import { type SessionRequest, sessionToRecord } from './session-form.ts'

const headInput = schemas.newSession.pick({ title: true, heldOn: true })

/** What a session that is not frozen yet stands on: its title, its day, its regulation. */
export function draftPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/sessions/:id/regime', asks('edit_session'), (c) => showDraft(ctx, c, {}))
    .post('/sessions/:id/regime', asks('edit_session'), async (c) => {
      const { typed } = await readForm(c)
      const id = c.req.param('id')
      const refusal = await refusalFrom(
        () => setRegime(ctx, actorOf(c), id, checked(schemas.regimeChoice, choiceOf(typed))),
        (path) => ({ field: path === '/reason' ? 'regimeReason' : 'regime' }),
      )
      if (refusal) return showDraft(ctx, c, { choice: { typed, refusal } })
      return sendOn(c, `/sessions/${id}`, 'regime_set')
    })
    .post('/sessions/:id/head', asks('edit_session'), async (c) => {
      const { typed } = await readForm(c)
      const id = c.req.param('id')
      const head = { title: textOf(typed, 'title'), heldOn: dayOf(typed, 'heldOn') ?? '' }
      const refusal = await refusalFrom(() =>
        editSession(ctx, actorOf(c), id, checked(headInput, head)),
      )
      if (refusal) return showDraft(ctx, c, { head: { typed, refusal } })
      return sendOn(c, `/sessions/${id}`, 'session_edited')
    })
}

type Forms = { readonly head?: FormState; readonly choice?: FormState }

async function showDraft(ctx: Context, c: SessionRequest, forms: Forms) {
  const { session, regime, visitor } = await sessionToRecord(ctx, c, 'edit_session')
  const { title, heldOn, regimeReason } = session
  const { regimes } = listRegimes(ctx, actorOf(c))
  const ofTheDay = regimeInForce(regimes, session.side, heldOn)
  const named = regimeReason === null ? '' : session.regime
  const props = {
    visitor,
    session,
    options: regimeOptions(regimes, ofTheDay?.regime.number),
    number: regime.regime.number,
    head: forms.head ?? { typed: { title, heldOn } },
    choice: forms.choice ?? { typed: { regime: named, regimeReason: regimeReason ?? '' } },
  }
  const refusal = forms.head?.refusal ?? forms.choice?.refusal
  return show(c, <DraftPage {...props} />, refusal?.status)
}

function choiceOf(typed: Typed) {
  return { regime: textOrNull(typed, 'regime'), reason: textOrNull(typed, 'regimeReason') }
}
