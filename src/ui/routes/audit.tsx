import { Hono } from 'hono'
import { getAuditHub } from '../../actions/audit-hub.ts'
import { getAuditedPerson } from '../../actions/audited-person.ts'
import { getAuditedSheet } from '../../actions/audited-sheet.ts'
import { getTimeline } from '../../actions/session-timeline.ts'
import { getSession } from '../../actions/sessions.ts'
import type { Context } from '../../context.ts'
import { checked } from '../../formats/issues.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import { filterOf, timelineQuery } from '../../http/timeline-query.ts'
import { type Typed, dayOf } from '../forms/form.ts'
import { refusalFrom } from '../forms/refusal.ts'
import { AuditJournalPage } from '../pages/audit-journal.tsx'
import { AuditPersonPage } from '../pages/audit-person.tsx'
import { AuditSheetPage } from '../pages/audit-sheet.tsx'
import { AuditPage } from '../pages/audit.tsx'
import { show, visitorOf } from '../visitor.ts'

/** The workspace of whoever audits a session: what there is, its entries, one sheet, one person. */
export function auditPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/sessions/:id/audit', asks('read_session_journal'), async (c) => {
      const actor = actorOf(c)
      const hub = await getAuditHub(ctx, actor, c.req.param('id'))
      const { roster } = await getSession(ctx, actor, hub.session.id)
      const props = { ...hub, roster, role: actor.role, visitor: visitorOf(c) }
      return show(c, <AuditPage {...props} />)
    })
    .get('/sessions/:id/audit/journal', asks('read_session_journal'), async (c) => {
      const [actor, id] = [actorOf(c), c.req.param('id')]
      const typed = c.req.query()
      const asked = { ...checked(timelineQuery, {}) }
      const refusal = await refusalFrom(() => {
        Object.assign(asked, checked(timelineQuery, sentOf(typed)))
      })
      const { after, limit } = asked
      const timeline = await getTimeline(ctx, actor, id, filterOf(asked), { after, limit })
      const { regime } = (await getSession(ctx, actor, id)).regime
      const props = { timeline, regime, typed, refusal, visitor: visitorOf(c) }
      return show(c, <AuditJournalPage {...props} />, refusal?.status)
    })
    .get('/sessions/:id/audit/sheets/:sheet', asks('read_session_journal'), async (c) => {
      const actor = actorOf(c)
      const { id, sheet } = c.req.param()
      const found = await getAuditedSheet(ctx, actor, id, sheet)
      const { regime } = (await getSession(ctx, actor, id)).regime
      return show(c, <AuditSheetPage {...found} regime={regime} visitor={visitorOf(c)} />)
    })
    .get('/sessions/:id/audit/people/:subject', asks('read_session_journal'), async (c) => {
      const actor = actorOf(c)
      const { id, subject } = c.req.param()
      const found = await getAuditedPerson(ctx, actor, id, subject)
      return show(c, <AuditPersonPage {...found} role={actor.role} visitor={visitorOf(c)} />)
    })
}

/** What was chosen in the form: fields left empty ask for everything, days are read as people write them. */
function sentOf(typed: Typed): Readonly<Record<string, string>> {
  const days = { from: dayOf(typed, 'from') ?? '', to: dayOf(typed, 'to') ?? '' }
  return Object.fromEntries(
    Object.entries({ ...typed, ...days }).filter(([, value]) => value !== ''),
  )
}
