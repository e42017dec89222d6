import { Hono } from 'hono'
import type { Context as HonoContext } from 'hono'
import { z } from 'zod'
import { listAuthorNames } from '../../actions/authors.ts'
import { getConfirmation } from '../../actions/confirmations.ts'
import { getClosing } from '../../actions/closing.ts'
import {
  acknowledgeWarning,
  getDifferences,
  getFindings,
  settleDifference,
} from '../../actions/reconcile.ts'
import { drawRecheck, getRecheck, recordRecheck } from '../../actions/rechecks.ts'
import { getSession } from '../../actions/sessions.ts'
import { getShifts } from '../../actions/shifts.ts'
import type { Context } from '../../context.ts'
import { may, mayOn } from '../../domain/roles.ts'
import { checked } from '../../formats/issues.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import * as schemas from '../../http/schemas.ts'
import type { FormState } from '../components/fields.tsx'
import { type Typed, readForm, textOf, textOrNull } from '../forms/form.ts'
import { refusalOfFinal, surely } from '../forms/proof-form.ts'
import { refusalFrom } from '../forms/refusal.ts'
import { settlementOf } from '../forms/settlement-form.ts'
import { ClosingPage } from '../pages/closing.tsx'
import { DifferencesPage } from '../pages/differences.tsx'
import { FindingsPage } from '../pages/findings.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'

type Web = HonoContext<WebEnv, '/:id'>

/** Differences between passes, and findings on the sums. */
export function reconcilingPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/sheets/:id/differences', asks('read_differences'), (c) =>
      showDifferences(ctx, c, { typed: {} }),
    )
    .post('/sheets/:id/differences', asks('settle_difference'), async (c) => {
      const { typed } = await readForm(c)
      const id = c.req.param('id')
      const { session } = await getDifferences(ctx, actorOf(c), id)
      const refusal = await refusalOfFinal(
        typed,
        async () => {
          const sure = await surely(ctx, c, { act: 'settle', target: id }, typed)
          const decided = checked(schemas.settlement, settlementOf(typed))
          return settleDifference(sure, actorOf(c), id, decided)
        },
        (path) => ({ field: path.startsWith('/reason') ? 'reason' : 'decision' }),
      )
      if (refusal) return showDifferences(ctx, c, { typed, refusal })
      return sendOn(c, `/sessions/${session}`, 'settled')
    })
    .get('/sessions/:id/closing', asks('read_closing'), async (c) => {
      const actor = actorOf(c)
      const found = await getClosing(ctx, actor, c.req.param('id'))
      return show(c, <ClosingPage {...found} visitor={visitorOf(c)} role={actor.role} />)
    })
    .get('/sessions/:id/findings', asks('read_findings'), (c) =>
      showFindings(ctx, c, { typed: {} }),
    )
    .post('/sessions/:id/recheck', asks('recheck_sheets'), async (c) => {
      const { typed } = await readForm(c)
      const id = c.req.param('id')
      const refusal = await refusalFrom(() => {
        const { dice } = checked(schemas.recheckDraw, { dice: textOf(typed, 'dice') })
        return drawRecheck(ctx, actorOf(c), id, dice)
      })
      if (refusal) return showFindings(ctx, c, { typed, refusal })
      return sendOn(c, `/sessions/${id}/findings`, 'recheck_drawn')
    })
    .post('/sessions/:id/recheck/results', asks('recheck_sheets'), async (c) => {
      const { typed } = await readForm(c)
      const id = c.req.param('id')
      const result = {
        sheet: textOf(typed, 'sheet'),
        agrees: typed.agrees === 'yes',
        note: textOrNull(typed, 'note'),
      }
      await recordRecheck(ctx, actorOf(c), id, checked(schemas.recheckResult, result))
      return sendOn(c, `/sessions/${id}/findings`, 'rechecked')
    })
    .post('/sessions/:id/findings', asks('acknowledge_warning'), async (c) => {
      const { typed } = await readForm(c)
      const id = c.req.param('id')
      const refusal = await refusalFrom(
        () =>
          acknowledgeWarning(
            ctx,
            actorOf(c),
            id,
            checked(schemas.acknowledgement, acknowledgementOf(typed)),
          ),
        () => ({ field: '' }),
      )
      if (refusal) return showFindings(ctx, c, { typed, refusal })
      return sendOn(c, `/sessions/${id}/findings`, 'acknowledged')
    })
}

async function showDifferences(ctx: Context, c: Web, { typed, refusal }: FormState) {
  const actor = actorOf(c)
  const sheet = await getDifferences(ctx, actor, c.req.param('id'))
  const { session } = await getSession(ctx, actor, sheet.session)
  const names = await listAuthorNames(ctx, actor, session.id)
  const typedOne = sheet.passes.some((pass) => pass.account === actor.account)
  const decides =
    may(actor.role, 'settle_difference', session.state) &&
    mayOn(actor.role, 'settle_difference', typedOne)
  const confirmation =
    decides && sheet.complete
      ? await getConfirmation(ctx, actor, { act: 'settle', target: sheet.sheet })
      : null
  const known = { session, sheet, names, decides, confirmation }
  const props = { ...known, visitor: visitorOf(c), typed, refusal }
  return show(c, <DifferencesPage {...props} />, refusal?.status)
}

async function showFindings(ctx: Context, c: Web, { typed, refusal }: FormState) {
  const actor = actorOf(c)
  const id = c.req.param('id')
  const found = await getFindings(ctx, actor, id)
  const { roster } = await getSession(ctx, actor, id)
  const recheck = await getRecheck(ctx, actor, id)
  const compares = may(actor.role, 'read_shifts', found.session.state)
  const shifts = compares ? await getShifts(ctx, actor, id) : null
  const props = { ...found, visitor: visitorOf(c), roster, recheck, shifts, typed, refusal }
  return show(c, <FindingsPage {...props} />, refusal?.status)
}

/** The reason typed, with the finding it was shown for as the page wrote it down. */
function acknowledgementOf(typed: Typed) {
  const numbers = shownNumbers.safeParse(typed.numbers)
  return {
    code: textOf(typed, 'code'),
    path: textOf(typed, 'path'),
    numbers: numbers.data ?? null,
    reason: textOf(typed, 'reason'),
  }
}

const shownNumbers = z.string().transform((text, issues) => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    issues.addIssue('invalid')
    return z.NEVER
  }
})
