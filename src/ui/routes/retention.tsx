import { Hono } from 'hono'
import type { Context as HonoContext } from 'hono'
import { listAuthorNames } from '../../actions/authors.ts'
import { confirmDestruction } from '../../actions/destroy.ts'
import { getDestruction, proposeDestruction } from '../../actions/destructions.ts'
import { listRetention, setRetention } from '../../actions/retention.ts'
import type { Context } from '../../context.ts'
import { checked } from '../../formats/issues.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import { newProposal, newRetention } from '../../http/retention-schemas.ts'
import type { FormState } from '../components/fields.tsx'
import { numberOf, readForm, textOf } from '../forms/form.ts'
import { refusalFrom } from '../forms/refusal.ts'
import { DestructionPage } from '../pages/destruction.tsx'
import { RetentionPage } from '../pages/retention.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'
import { doFinally } from './confirmations.tsx'

/** How long units keep ballots, what is due, and the destruction of one session. */
export function retentionPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/retention', asks('read_retention'), async (c) => {
      const units = await listRetention(ctx, actorOf(c))
      return show(c, <RetentionPage visitor={visitorOf(c)} units={units} sent={null} />)
    })
    .post('/retention/:id', asks('set_retention'), async (c) => {
      const { typed } = await readForm(c)
      const organisation = c.req.param('id')
      const field = `months-${organisation}`
      const refusal = await refusalFrom(
        () => {
          const { months } = checked(newRetention, { months: numberOf(typed, field) })
          return setRetention(ctx, actorOf(c), organisation, months)
        },
        () => ({ field }),
      )
      if (!refusal) return sendOn(c, '/retention', 'retention_saved')
      const units = await listRetention(ctx, actorOf(c))
      const sent = { organisation, typed, refusal }
      const props = { visitor: visitorOf(c), units, sent }
      return show(c, <RetentionPage {...props} />, refusal.status)
    })
    .get('/sessions/:id/destruction', asks('read_destruction'), (c) =>
      showDestruction(ctx, c, { typed: {} }),
    )
    .post('/sessions/:id/destruction/proposal', asks('propose_destruction'), async (c) => {
      const { typed } = await readForm(c)
      const id = c.req.param('id')
      const refusal = await refusalFrom(() => {
        const words = {
          reason: textOf(typed, 'reason'),
          basis: textOf(typed, 'basis'),
          packets: textOf(typed, 'packets'),
        }
        return proposeDestruction(ctx, actorOf(c), id, checked(newProposal, words))
      })
      if (refusal) return showDestruction(ctx, c, { typed, refusal })
      return sendOn(c, `/sessions/${id}/destruction`, 'destruction_proposed')
    })
    .post('/sessions/:id/destruction', asks('confirm_destruction'), (c) =>
      doFinally(
        ctx,
        c,
        'destroy',
        (sure) => confirmDestruction(sure, actorOf(c), c.req.param('id')),
        { to: '/documents', notice: 'destroyed' },
      ),
    )
}

async function showDestruction(
  ctx: Context,
  c: HonoContext<WebEnv, '/:id'>,
  { typed, refusal }: FormState,
) {
  const actor = actorOf(c)
  const id = c.req.param('id')
  const standing = await getDestruction(ctx, actor, id)
  const names = await listAuthorNames(ctx, actor, id, 'read_destruction')
  const props = { visitor: visitorOf(c), role: actor.role, standing, names, typed, refusal }
  return show(c, <DestructionPage {...props} />, refusal?.status)
}
