import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { Consolidated, ConsolidatedSession } from '../domain/consolidated.ts'
import type { Mode } from '../domain/proceedings.ts'
import { may } from '../domain/roles.ts'
import type { Session } from '../domain/session.ts'
import { AppError } from '../errors.ts'
import { consolidatedXlsx } from '../formats/consolidated-file.ts'
import type { OfficeWords } from '../formats/office-words.ts'
import { parseOutcome } from '../formats/outcome.ts'
import { parseTally } from '../formats/tally.ts'
import type { OwnPaper } from '../reports/own-papers.ts'
import { findOrganisation, listOrganisations } from '../storage/organisations.ts'
import { findOutcome } from '../storage/results.ts'
import { listSessions } from '../storage/sessions.ts'
import { organisationsInReach, requireAct } from './access.ts'
import type { Form } from './forms.ts'
import type { OfficeFile } from './office-files.ts'
import { letterheadOf } from './proceedings.ts'

/** Which sessions are put together: held from one day to another, both counted, under one regulation. */
export type CampaignQuery = {
  readonly from: string
  readonly to: string
  readonly regime: string
  readonly mode: Mode
}

/**
 * The results of every session of the query within the actor's reach whose documents are issued, and the
 * sessions that are still awaited. `unknown_regime` when there is no such regulation.
 */
export async function findCampaign(
  ctx: Context,
  actor: Actor,
  query: CampaignQuery,
): Promise<Consolidated> {
  requireAct(actor, 'read_consolidated')
  const { db } = ctx.store
  const regime = ctx.regimes.find(({ regime: { id } }) => id === query.regime)
  if (!regime) throw new AppError('unknown_regime', { regime: query.regime })
  const own = await findOrganisation(db, actor.organisation)
  if (!own) throw new AppError('not_found', { what: 'organisation' })
  const reach = await organisationsInReach(db, actor, 'read_consolidated')
  const sessions = (await listSessions(db, reach)).filter((each) => isAsked(each, query))
  const shown = sessions.filter(({ state }) => may(actor.role, 'read_consolidated', state))
  const awaited = sessions.filter(
    ({ state }) =>
      state !== 'cancelled' &&
      may(actor.role, 'read_session', state) &&
      !may(actor.role, 'read_consolidated', state),
  )
  const organisations = (await listOrganisations(db)).filter(({ id }) => reach.includes(id))
  const nameOf = (id: string) => organisations.find((each) => each.id === id)?.name ?? ''
  const found = await Promise.all(
    organisations.map(async ({ id, name }) => ({
      name,
      sessions: await resultsOf(
        ctx,
        shown.filter(({ organisation }) => organisation === id),
      ),
    })),
  )
  return {
    mode: query.mode,
    letterhead: letterheadOf(own),
    regime,
    side: own.side,
    organisation: own.name,
    from: query.from,
    to: query.to,
    madeOn: ctx.today(),
    organisations: found.filter((each) => each.sessions.length > 0),
    waiting: awaited
      .map(({ shortId, heldOn, organisation }) => ({
        shortId,
        heldOn,
        organisation: nameOf(organisation),
      }))
      .toSorted((a, b) => a.heldOn.localeCompare(b.heldOn)),
  }
}

function isAsked({ heldOn, regime, mode }: Session, query: CampaignQuery): boolean {
  return (
    heldOn >= query.from && heldOn <= query.to && regime === query.regime && mode === query.mode
  )
}

async function resultsOf(
  { store: { db } }: Context,
  sessions: readonly Session[],
): Promise<readonly ConsolidatedSession[]> {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const rows = await Promise.all(
    sessions
      .toSorted((a, b) => a.heldOn.localeCompare(b.heldOn))
      .map(async ({ id, shortId, heldOn, revision }) => {
        const row = await findOutcome(db, id, revision)
        if (!row) throw new Error(`session ${id} has documents and no outcome`)
        return {
          shortId,
          heldOn,
          revision,
          tally: parseTally(bytes(row.tally)),
          outcome: parseOutcome(bytes(row.outcome)),
          dataSha256: row.tally_sha256,
        }
      }),
  )
  return rows
}

/**
 * Biểu tổng hợp đợt: the same as a paper, or as the organisation's `own` paper. `not_found` when no session of the
 * query has documents.
 */
export async function getConsolidatedTable(
  ctx: Context,
  actor: Actor,
  query: CampaignQuery,
  own?: OwnPaper,
): Promise<Form> {
  const known = await findCampaign(ctx, actor, query)
  if (known.organisations.length === 0) throw new AppError('not_found', { what: 'sessions' })
  const { version: programVersion } = ctx
  const identity = {
    form: 'consolidated',
    session: null,
    createdAt: ctx.now(),
    programVersion,
  } as const
  const bytes = await ctx.pdf.renderForm({ known, identity, paper: own?.name })
  const name = own?.name ?? 'bieu-tong-hop'
  return { bytes, fileName: `${name}-${query.from}-${query.to}.pdf` }
}

/** The same as an xlsx file: each session, then each person, every result on its own base. As the paper, `not_found`. */
export async function getConsolidatedWorkbook(
  ctx: Context,
  actor: Actor,
  query: CampaignQuery,
  words: OfficeWords,
): Promise<OfficeFile> {
  const { organisation, organisations, regime, mode } = await findCampaign(ctx, actor, query)
  if (organisations.length === 0) throw new AppError('not_found', { what: 'sessions' })
  const madeAt = ctx.now()
  const { version: programVersion } = ctx
  const sessions = organisations.flatMap((each) =>
    each.sessions.map(({ shortId: session, tally, outcome, dataSha256: tallySha256 }) => {
      return { session, mode, tally, outcome, regime, tallySha256, madeAt, programVersion }
    }),
  )
  const told = { organisation, sessions, madeAt, programVersion }
  const bytes = await consolidatedXlsx(told, words, ctx.pdf.officeWorkbook)
  return { bytes, fileName: `tong-hop-${query.from}-${query.to}.xlsx` }
}
