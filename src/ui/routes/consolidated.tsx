import { Hono } from 'hono'
import {
  findCampaign,
  getConsolidatedTable,
  getConsolidatedWorkbook,
} from '../../actions/consolidated.ts'
import { listOwnPapers } from '../../actions/own-papers.ts'
import { listRegimes } from '../../actions/regimes.ts'
import type { Context } from '../../context.ts'
import type { Consolidated } from '../../domain/consolidated.ts'
import { checked } from '../../formats/issues.ts'
import { campaignQuery } from '../../http/consolidated.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { XLSX } from '../../http/office-downloads.ts'
import { asks } from '../../http/permissions.ts'
import { OFFICE_WORDS } from '../../messages/office-words.ts'
import { dayOf } from '../forms/form.ts'
import { refusalFrom } from '../forms/refusal.ts'
import { ConsolidatedPage } from '../pages/consolidated.tsx'
import { show, visitorOf } from '../visitor.ts'
import { download } from './download.ts'

/** The results of many sessions, to look up and to take away. */
export function consolidatedPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/consolidated', asks('read_consolidated'), async (c) => {
      const actor = actorOf(c)
      const typed = c.req.query()
      const asked = typed.from !== undefined
      const sent: { found: Consolidated | null; file: string } = { found: null, file: '' }
      const refusal = asked
        ? await refusalFrom(async () => {
            const days = { from: dayOf(typed, 'from') ?? '', to: dayOf(typed, 'to') ?? '' }
            const query = checked(campaignQuery, { ...typed, ...days })
            sent.file = `/consolidated.pdf?${new URLSearchParams(query).toString()}`
            sent.found = await findCampaign(ctx, actor, query)
          })
        : undefined
      const regimes = listRegimes(ctx, actor).regimes.map(({ regime }) => ({
        value: regime.id,
        text: `${regime.number}, ${regime.title}`,
      }))
      const form = { typed: asked ? typed : { mode: 'real' }, refusal }
      const ownPapers = listOwnPapers(ctx, actor)
      const props = { ...form, ...sent, regimes, ownPapers, visitor: visitorOf(c) }
      return show(c, <ConsolidatedPage {...props} />, refusal?.status)
    })
    .get('/consolidated.pdf', asks('read_consolidated'), async (c) => {
      const query = checked(campaignQuery, c.req.query())
      return download(c, await getConsolidatedTable(ctx, actorOf(c), query))
    })
    .get('/consolidated.xlsx', asks('read_consolidated'), async (c) => {
      const query = checked(campaignQuery, c.req.query())
      const book = await getConsolidatedWorkbook(ctx, actorOf(c), query, OFFICE_WORDS)
      return c.body(new Uint8Array(book.bytes), 200, {
        'content-type': XLSX,
        'content-disposition': `attachment; filename="${book.fileName}"`,
      })
    })
}
