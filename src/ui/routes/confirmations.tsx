import { Hono } from 'hono'
import type { Context as HonoContext } from 'hono'
import { z } from 'zod'
import { confirmAsSecond, getConfirmation, listForSecond } from '../../actions/confirmations.ts'
import { setSecondPerson } from '../../actions/second-person.ts'
import { getSession } from '../../actions/sessions.ts'
import type { Context } from '../../context.ts'
import {
  CONFIRMED_ACTS,
  FINAL_ACTS,
  FINAL_ACT_NAMES,
  type FinalAct,
  SECOND_ACTS,
} from '../../domain/final-act.ts'
import { AppError } from '../../errors.ts'
import { checked } from '../../formats/issues.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import type { FormState } from '../components/fields.tsx'
import { type Typed, readForm, textOf } from '../forms/form.ts'
import { provenIn, refusalOfFinal, surely } from '../forms/proof-form.ts'
import type { FieldPlace } from '../forms/refusal.ts'
import { ConfirmActPage } from '../pages/confirm-act.tsx'
import { SecondPersonPage } from '../pages/second-person.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'

type Web = HonoContext<WebEnv, '/:id'>

const act = z.enum(FINAL_ACT_NAMES, 'choice')

/** The page before each final act on a session, and the second person's own. */
export function confirmationPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/sessions/:id/confirm/:act', asks(CONFIRMED_ACTS), (c) => {
      const found = act.safeParse(c.req.param('act'))
      if (!found.success || FINAL_ACTS[found.data].on !== 'session')
        throw new AppError('not_found', { what: 'page' })
      return showConfirm(ctx, c, found.data, { typed: {} })
    })
    .get('/sessions/:id/second', asks(SECOND_ACTS), (c) => showSecond(ctx, c, { typed: {} }))
    .post('/sessions/:id/second', asks(SECOND_ACTS), async (c) => {
      const { typed } = await readForm(c)
      const refusal = await refusalOfFinal(typed, async () => {
        const asked = { act: checked(act, textOf(typed, 'act')), target: c.req.param('id') }
        const proven = provenIn(typed)
        if (!proven) throw new AppError('confirmation_required', asked)
        await confirmAsSecond(ctx, actorOf(c), { ...asked, ...proven })
      })
      if (refusal) return showSecond(ctx, c, { typed, refusal })
      return sendOn(c, `/sessions/${c.req.param('id')}/second`, 'second_confirmed')
    })
    .post('/sessions/:id/second-person', asks('set_second_person'), async (c) => {
      const { typed } = await readForm(c)
      const id = c.req.param('id')
      await setSecondPerson(ctx, actorOf(c), id, typed.required === 'yes')
      return sendOn(c, `/sessions/${id}`, 'second_person_set')
    })
}

/**
 * Does a final act on the session of this request and sends the browser on; or shows again what it is about,
 * with what was typed, and why it was not done.
 */
export async function doFinally(
  ctx: Context,
  c: Web,
  name: FinalAct,
  run: (sure: Context, typed: Typed) => Promise<unknown>,
  done: {
    readonly to: string
    readonly notice: string
    readonly placeOf?: (path: string) => FieldPlace
  },
) {
  const { typed } = await readForm(c)
  const asked = { act: name, target: c.req.param('id') }
  const refusal = await refusalOfFinal(
    typed,
    async () => run(await surely(ctx, c, asked, typed), typed),
    done.placeOf,
  )
  if (refusal) return showConfirm(ctx, c, name, { typed, refusal })
  return sendOn(c, `/sessions/${c.req.param('id')}${done.to}`, done.notice)
}

/** Where the form of an act is sent, where that is not the name of the act. */
const PARTS: Partial<Record<FinalAct, string>> = {
  notice: 'documents/notice',
  corrigendum: 'documents/corrigendum',
  destroy: 'destruction',
}

async function showConfirm(ctx: Context, c: Web, name: FinalAct, { typed, refusal }: FormState) {
  const id = c.req.param('id')
  const confirmation = await getConfirmation(ctx, actorOf(c), { act: name, target: id })
  const { session } = await getSession(ctx, actorOf(c), id)
  const action = `/sessions/${id}/${PARTS[name] ?? name}`
  const props = { visitor: visitorOf(c), session, confirmation, action, typed, refusal }
  return show(c, <ConfirmActPage {...props} />, refusal?.status)
}

async function showSecond(ctx: Context, c: Web, { typed, refusal }: FormState) {
  const id = c.req.param('id')
  const confirmations = await listForSecond(ctx, actorOf(c), id)
  const { session } = await getSession(ctx, actorOf(c), id)
  const props = { visitor: visitorOf(c), session, confirmations, typed, refusal }
  return show(c, <SecondPersonPage {...props} />, refusal?.status)
}
