import { Hono } from 'hono'
import { getBallotPapers } from '../../actions/ballot-papers.ts'
import { takePass } from '../../actions/entries.ts'
import { getEntryLog } from '../../actions/entry-log.ts'
import { getCriteriaSheet } from '../../actions/forms.ts'
import { getOwnConsolidated, getOwnPaper } from '../../actions/own-papers.ts'
import { getProcedureChecklist } from '../../actions/procedure-checklist.ts'
import { getRoleCards } from '../../actions/role-cards.ts'
import { findSheetByCode } from '../../actions/sheet-codes.ts'
import { getTallySheets } from '../../actions/tally-sheets.ts'
import { getZeroReport } from '../../actions/zero-report.ts'
import type { Context } from '../../context.ts'
import { checked } from '../../formats/issues.ts'
import { campaignQuery } from '../../http/consolidated.ts'
import { ballotPrint, sheetCode } from '../../http/counting-forms.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { paperChoice } from '../../http/own-papers.ts'
import { asks } from '../../http/permissions.ts'
import { readForm, textOf } from '../forms/form.ts'
import { refusalFrom } from '../forms/refusal.ts'
import { sendOn } from '../visitor.ts'
import { download } from './download.ts'
import { showSession } from './show-session.tsx'

/** The papers made before and during counting, those an organisation added, and opening a sheet by a code on paper. */
export function paperPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/sessions/:id/criteria.pdf', asks('read_session'), async (c) =>
      download(c, await getCriteriaSheet(ctx, actorOf(c), c.req.param('id'))),
    )
    .get('/sessions/:id/tally-sheets.pdf', asks('read_tally_sheets'), async (c) =>
      download(c, await getTallySheets(ctx, actorOf(c), c.req.param('id'))),
    )
    .get('/sessions/:id/ballot-papers.pdf', asks('read_ballot_papers'), async (c) => {
      const print = checked(ballotPrint, c.req.query())
      return download(c, await getBallotPapers(ctx, actorOf(c), c.req.param('id'), print))
    })
    .get('/sessions/:id/procedure.pdf', asks('read_session'), async (c) =>
      download(c, await getProcedureChecklist(ctx, actorOf(c), c.req.param('id'))),
    )
    .get('/sessions/:id/zero-report.pdf', asks('read_zero_report'), async (c) =>
      download(c, await getZeroReport(ctx, actorOf(c), c.req.param('id'))),
    )
    .get('/sessions/:id/role-cards.pdf', asks('read_role_cards'), async (c) =>
      download(c, await getRoleCards(ctx, actorOf(c), c.req.param('id'))),
    )
    .get('/sessions/:id/entry-log.pdf', asks('read_entry_log'), async (c) =>
      download(c, await getEntryLog(ctx, actorOf(c), c.req.param('id'))),
    )
    .get('/sessions/:id/papers/:paper/file', asks('read_session'), async (c) => {
      const { id, paper } = c.req.param()
      const choice = checked(paperChoice, c.req.query())
      return download(c, await getOwnPaper(ctx, actorOf(c), id, paper, choice))
    })
    .get('/consolidated/papers/:paper/file', asks('read_consolidated'), async (c) => {
      const query = checked(campaignQuery, c.req.query())
      return download(c, await getOwnConsolidated(ctx, actorOf(c), c.req.param('paper'), query))
    })
    .post('/sessions/:id/sheets/by-code', asks(['take_pass', 'enter_pass']), async (c) => {
      const [actor, id] = [actorOf(c), c.req.param('id')]
      const { typed } = await readForm(c)
      const found = { sheet: '' }
      const refusal = await refusalFrom(async () => {
        const code = checked(sheetCode, textOf(typed, 'code'))
        const sheet = await findSheetByCode(ctx, actor, id, code)
        await takePass(ctx, actor, sheet.id, code)
        found.sheet = sheet.id
      })
      if (refusal) return showSession(ctx, c, id, { sheetCode: { typed, refusal } })
      return sendOn(c, `/sheets/${found.sheet}/entry`)
    })
}
