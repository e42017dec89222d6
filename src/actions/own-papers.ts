import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { type OwnPaperSource, SOURCE_ACTS, printsDocument } from '../domain/own-paper.ts'
import { rulesOf } from '../domain/regime.ts'
import { may, mayEver } from '../domain/roles.ts'
import { AppError, unreachable } from '../errors.ts'
import { type OwnPaper, ownPaperOf } from '../reports/own-papers.ts'
import { listDocuments } from '../storage/documents.ts'
import { requireAct, sessionFor } from './access.ts'
import { type BallotPrint, getBallotPapers } from './ballot-papers.ts'
import { type CampaignQuery, getConsolidatedTable } from './consolidated.ts'
import { printDocumentData } from './document-print.ts'
import { getEntryLog } from './entry-log.ts'
import { type Form, getCriteriaSheet } from './forms.ts'
import { getPersonExtract } from './person-extract.ts'
import { getProcedureChecklist } from './procedure-checklist.ts'
import { getSession } from './sessions.ts'
import { getTallySheets } from './tally-sheets.ts'
import { getRoleCards } from './role-cards.ts'
import { getZeroReport } from './zero-report.ts'

/** A paper that the organisation of this program added: its name, what it is called, whose data it prints. */
export type ListedPaper = Pick<OwnPaper, 'name' | 'title' | 'source'>

/** What is printed where one paper has many: of ballots which kind and size, of extracts whose. */
export type PaperChoice = BallotPrint & { readonly subject?: string | undefined }

/** Every paper the organisation added that the actor may ever print, in the order of their names. */
export function listOwnPapers({ reports }: Context, actor: Actor): readonly ListedPaper[] {
  const papers = [...(reports.own?.good.values() ?? [])]
  return papers
    .filter(({ source }) => mayEver(actor.role, SOURCE_ACTS[source]))
    .map(({ name, title, source }) => ({ name, title, source }))
}

/** Those of them that the actor can print of this session now. */
export async function listSessionPapers(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<readonly ListedPaper[]> {
  await sessionFor(ctx.store.db, actor, id, 'read_session')
  const papers = listOwnPapers(ctx, actor)
  if (papers.length === 0) return []
  const { session, regime, roster } = await getSession(ctx, actor, id)
  const documents = await listDocuments(ctx.store.db, id)
  const there = (source: OwnPaperSource): boolean => {
    if (printsDocument(source))
      return documents.some(
        ({ name, revision }) => name === source && revision === session.revision,
      )
    if (source === 'criteria') return rulesOf(regime.regime, 'criterion').length > 0
    if (source === 'procedure') return rulesOf(regime.regime, 'step').length > 0
    if (source === 'tally_sheet') return roster.ballotKinds.some(({ sheets }) => sheets.length > 0)
    return source !== 'consolidated'
  }
  return papers.filter(
    ({ source }) => may(actor.role, SOURCE_ACTS[source], session.state) && there(source),
  )
}

/**
 * A paper the organisation added, made anew from the data of the session. Who may have it and when is as of the
 * paper whose data it prints, and so are the refusals; `not_found` for a paper there is none of, or none of one
 * session, `template_invalid` for one that is held back, `invalid_input` where whose extract is not said.
 */
export async function getOwnPaper(
  ctx: Context,
  actor: Actor,
  id: string,
  name: string,
  { subject, ...ballots }: PaperChoice,
): Promise<Form> {
  await sessionFor(ctx.store.db, actor, id, 'read_session')
  const own = ownPaperOf(ctx.reports.own, name)
  const { source } = own
  if (printsDocument(source)) return printDocumentData(ctx, actor, id, { ...own, source })
  switch (source) {
    case 'criteria':
      return getCriteriaSheet(ctx, actor, id, own)
    case 'tally_sheet':
      return getTallySheets(ctx, actor, id, own)
    case 'zero_report':
      return getZeroReport(ctx, actor, id, own)
    case 'role_cards':
      return getRoleCards(ctx, actor, id, own)
    case 'entry_log':
      return getEntryLog(ctx, actor, id, own)
    case 'ballot':
      return getBallotPapers(ctx, actor, id, ballots, own)
    case 'procedure':
      return getProcedureChecklist(ctx, actor, id, own)
    case 'extract':
      if (subject === undefined)
        throw new AppError('invalid_input', { issues: [{ path: '/subject', rule: 'required' }] })
      return getPersonExtract(ctx, actor, id, subject, own)
    case 'consolidated':
      throw new AppError('not_found', { what: 'paper' })
    default:
      return unreachable(source)
  }
}

/** The same of many sessions, for a paper of the consolidated table; `not_found` for any other. */
export async function getOwnConsolidated(
  ctx: Context,
  actor: Actor,
  name: string,
  query: CampaignQuery,
): Promise<Form> {
  requireAct(actor, 'read_consolidated')
  const own = ownPaperOf(ctx.reports.own, name)
  if (own.source !== 'consolidated') throw new AppError('not_found', { what: 'paper' })
  return getConsolidatedTable(ctx, actor, query, own)
}
