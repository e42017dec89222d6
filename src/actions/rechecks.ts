import type { Kysely } from 'kysely'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { definitiveCounts } from '../domain/entry.ts'
import type { RecheckTold } from '../domain/proceedings.ts'
import { openRechecks, recheckSeed, sampleOf } from '../domain/recheck.ts'
import type { Session } from '../domain/session.ts'
import { AppError } from '../errors.ts'
import { commit } from '../storage/commit.ts'
import type { Database } from '../storage/database.ts'
import { journalHead } from '../storage/journal.ts'
import {
  type StoredDraw,
  findDraw,
  insertDraw,
  insertRecheckResult,
  listRecheckResults,
} from '../storage/rechecks.ts'
import { findRoster } from '../storage/roster.ts'
import { sha256 } from '../storage/sha256.ts'
import { sessionFor } from './access.ts'
import { storedSheets } from './sheets.ts'

/** One drawn sheet and how its second look went. */
export type RecheckedSheet = {
  readonly sheet: string
  readonly number: number
  readonly open: boolean
  /** The last result on the counts as they stand; `null` when there is none. */
  readonly agrees: boolean | null
  /** An earlier look found that the counts of then did not agree. */
  readonly corrected: boolean
  readonly note: string | null
}

export type Recheck = {
  /** How many sheets the session asks for; 0 asks for none. */
  readonly size: number
  readonly draw: StoredDraw | null
  readonly sheets: readonly RecheckedSheet[]
  /** Nothing is left to do before the count may be closed. */
  readonly done: boolean
}

/** How the random second look stands; counts of no sheet are told. */
export async function getRecheck(ctx: Context, actor: Actor, id: string): Promise<Recheck> {
  const session = await sessionFor(ctx.store.db, actor, id, 'read_findings')
  return recheckOf(ctx, ctx.store.db, session)
}

/** The same for whoever closes the count. */
export async function recheckOf(
  ctx: Context,
  db: Kysely<Database>,
  session: Session,
): Promise<Recheck> {
  const size = session.recheckSize
  const draw = await findDraw(db, session.id, session.revision)
  if (!draw) return { size, draw: null, sheets: [], done: size === 0 }
  const results = await listRecheckResults(db, draw.id)
  const stored = await storedSheets(ctx, db, session, await findRoster(db, session.id))
  const digests = new Map(stored.map((sheet) => [sheet.id, digestOf(definitiveCounts(sheet))]))
  const open = openRechecks(draw.sheets, results, (sheet) => digests.get(sheet))
  const sheets = draw.sheets.map((sheet): RecheckedSheet => {
    const last = results.findLast(
      (each) => each.sheet === sheet && each.countsSha256 === digests.get(sheet),
    )
    return {
      sheet,
      number: stored.find((each) => each.id === sheet)?.number ?? 0,
      open: open.includes(sheet),
      agrees: last?.agrees ?? null,
      corrected: results.some((each) => each !== last && each.sheet === sheet && !each.agrees),
      note: last?.note ?? null,
    }
  })
  return { size, draw, sheets, done: open.length === 0 }
}

/** What the minutes tell of it. */
export function toldOf({ size, draw, sheets }: Recheck): RecheckTold {
  return { draw: size === 0 ? null : draw, sheets }
}

/**
 * Draws the sheets to be looked at again from what the witnesses threw and the journal's end, once for
 * each revision. Refusals: `recheck_drawn` when it was drawn already, `not_found` when none is asked for.
 */
export async function drawRecheck(
  ctx: Context,
  actor: Actor,
  id: string,
  dice: string,
): Promise<void> {
  const at = ctx.now()
  await commit(ctx.store, { actor, at }, async (trx, record) => {
    const session = await sessionFor(trx, actor, id, 'recheck_sheets')
    if (session.recheckSize === 0) throw new AppError('not_found', { what: 'recheck' })
    if (await findDraw(trx, id, session.revision)) throw new AppError('recheck_drawn')
    const head = await journalHead(trx)
    const stored = await storedSheets(ctx, trx, session, await findRoster(trx, id))
    const seed = recheckSeed({ dice, journalHead: head })
    const sample = sampleOf(stored, session.recheckSize, seed, sha256)
    const sheets = sample.map((each) => each.id)
    const draw = { id: ctx.newId(), dice, journalHead: head, sheets, account: actor.account }
    await insertDraw(trx, id, session.revision, { ...draw, drawnAt: at })
    record({ type: 'recheck_drawn', session: id, dice, journalHead: head, sheets })
  })
}

/**
 * Records what the second look at a drawn sheet found, bound to the counts as they stand; `not_found` for a
 * sheet that was not drawn. A sheet that differs goes back to its authors by the head's decision.
 */
export async function recordRecheck(
  ctx: Context,
  actor: Actor,
  id: string,
  input: { readonly sheet: string; readonly agrees: boolean; readonly note: string | null },
): Promise<void> {
  const at = ctx.now()
  await commit(ctx.store, { actor, at }, async (trx, record) => {
    const session = await sessionFor(trx, actor, id, 'recheck_sheets')
    const draw = await findDraw(trx, id, session.revision)
    if (!draw?.sheets.includes(input.sheet)) throw new AppError('not_found', { what: 'recheck' })
    const roster = await findRoster(trx, id)
    const [stored] = await storedSheets(ctx, trx, session, roster, input.sheet)
    const counts = stored && definitiveCounts(stored)
    if (!counts) throw new AppError('sheets_unfinished', { sheets: [stored?.number] })
    const result = { ...input, countsSha256: digestOf(counts)! }
    const ordinal = (await listRecheckResults(trx, draw.id)).length + 1
    const by = { id: ctx.newId(), account: actor.account, at, ordinal }
    await insertRecheckResult(trx, draw.id, result, by)
    record({ type: 'sheet_rechecked', session: id, ...result })
  })
}

function digestOf(counts: unknown): string | undefined {
  return counts === undefined ? undefined : sha256(JSON.stringify(counts))
}
