import type { Kysely } from 'kysely'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import {
  type SheetCounts,
  type SheetState,
  checkSheet,
  differences,
  emptyCounts,
  isOpenToAuthor,
  returnedPasses,
  sheetStateOf,
  withoutCells,
} from '../domain/entry.ts'
import type { Finding } from '../domain/finding.ts'
import type { BallotKind } from '../domain/roster.ts'
import type { Session } from '../domain/session.ts'
import type { Level } from '../domain/tally.ts'
import { AppError } from '../errors.ts'
import { commit, keepWorkingState } from '../storage/commit.ts'
import type { Database } from '../storage/database.ts'
import { isUniqueViolation } from '../storage/dialect.ts'
import {
  type StoredSheet,
  findDraft,
  insertPass,
  insertPassAuthor,
  saveDraft as saveStoredDraft,
} from '../storage/sheets.ts'
import { inOrder } from './sheet-rows.ts'
import { type Located, type SheetProgress, locate, moveWhenEntered, progressOf } from './sheets.ts'

/** A pass as its author sees it: what stands in it, and whether it can still be typed. */
export type OwnPass = {
  readonly session: Session
  readonly kind: BallotKind
  readonly sheet: SheetProgress
  readonly passNo: number
  /** The marks to be counted beside each name, in the order of the ballot. */
  readonly levels: readonly Level[]
  readonly counts: SheetCounts
  readonly open: boolean
  /** JSON pointers of the cells emptied because the passes differed there. */
  readonly emptied: readonly string[]
}

/**
 * Takes up a free pass of the sheet for the actor, or goes on with the actor's own. Never shows what
 * another person typed. Refusals: `no_pass_free`, `wrong_state`.
 */
export async function takePass(ctx: Context, actor: Actor, sheetId: string): Promise<OwnPass> {
  const { db } = ctx.store
  const mine = await locate(ctx, db, actor, sheetId, 'enter_pass')
  const own = mine.sheet.authors.find((author) => author.account === actor.account)
  if (own) return ownPass(db, mine, own.passNo)
  try {
    await commit(ctx.store, { actor, at: ctx.now() }, async (trx, record) => {
      const { session, sheet } = await locate(ctx, trx, actor, sheetId, 'enter_pass')
      const passNo = freePassOf(sheet)
      await insertPassAuthor(trx, sheetId, { passNo, account: actor.account })
      record({ type: 'sheet_claimed', session: session.id, sheet: sheetId, passNo })
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error // else the same person asked twice at once
  }
  return getOwnPass(ctx, actor, sheetId)
}

function freePassOf({ number, claimed, passesRequired }: StoredSheet): number {
  const passNo = [1, 2, 3].slice(0, passesRequired).find((n) => !claimed.includes(n))
  if (passNo === undefined) throw new AppError('no_pass_free', { sheet: number })
  return passNo
}

/** The pass of the sheet that the actor has taken up; `not_your_pass` for whoever took none. */
export async function getOwnPass(ctx: Context, actor: Actor, sheetId: string): Promise<OwnPass> {
  const { db } = ctx.store
  const mine = await locate(ctx, db, actor, sheetId, 'enter_pass')
  const own = mine.sheet.authors.find((author) => author.account === actor.account)
  if (!own) throw new AppError('not_your_pass', { sheet: mine.sheet.number })
  return ownPass(db, mine, own.passNo)
}

async function ownPass(db: Kysely<Database>, at: Located, passNo: number): Promise<OwnPass> {
  const { session, kind, sheet } = at
  const submitted = sheet.passes.find((pass) => pass.passNo === passNo)
  const emptied = returnedPasses(sheet).includes(passNo)
    ? differences(sheet.passes).map((each) => each.path)
    : []
  const open = isOpenToAuthor(sheet, passNo)
  const draft = open ? await findDraft(db, sheet.id, passNo) : undefined
  const standing = submitted ? withoutCells(submitted.counts, emptied) : emptyCounts(sheet.plan)
  return {
    session,
    kind,
    sheet: progressOf(sheet),
    passNo,
    levels: sheet.plan.levels,
    counts: draft ?? standing,
    open,
    emptied,
  }
}

/** Keeps what the author has typed so far. Refusals: `not_your_pass`, `pass_final`. */
export async function saveDraft(
  ctx: Context,
  actor: Actor,
  sheetId: string,
  counts: SheetCounts,
): Promise<void> {
  await keepWorkingState(ctx.store, async (trx) => {
    const { sheet } = await locate(ctx, trx, actor, sheetId, 'enter_pass')
    const passNo = openPassOf(sheet, actor)
    await saveStoredDraft(trx, sheetId, passNo, inOrder(counts, sheet.plan))
  })
}

function openPassOf(sheet: StoredSheet, actor: Actor): number {
  const own = sheet.authors.find((author) => author.account === actor.account)
  if (!own) throw new AppError('not_your_pass', { sheet: sheet.number })
  if (!isOpenToAuthor(sheet, own.passNo))
    throw new AppError('pass_final', { sheet: sheet.number, passNo: own.passNo })
  return own.passNo
}

export type SubmittedPass = {
  readonly state: SheetState
  readonly passNo: number
  readonly findings: readonly Finding[]
}

/**
 * Stores the pass as a fact. With errors in it the pass stays open to its author; the last sound pass
 * that agrees makes the sheet definitive, the last definitive sheet moves the session to `entered`.
 */
export async function submitPass(
  ctx: Context,
  actor: Actor,
  sheetId: string,
  counts: SheetCounts,
): Promise<SubmittedPass> {
  const at = ctx.now()
  return commit(ctx.store, { actor, at }, async (trx, record) => {
    const { session, sheet } = await locate(ctx, trx, actor, sheetId, 'enter_pass')
    const passNo = openPassOf(sheet, actor)
    const pass = {
      id: ctx.newId(),
      passNo,
      account: actor.account,
      counts: inOrder(counts, sheet.plan),
    }
    const { attempt, supersedes } = await insertPass(trx, sheetId, pass, at)
    record({
      type: 'pass_submitted',
      session: session.id,
      sheet: sheetId,
      pass: pass.id,
      passNo,
      attempt,
      counts: pass.counts,
      supersedes,
    })
    const passes = [...sheet.passes.filter((each) => each.passNo !== passNo), pass]
    const state = sheetStateOf({ ...sheet, passes })
    const moved = state === 'definitive' ? await moveWhenEntered(ctx, trx, session) : undefined
    if (moved) record(moved)
    return { state, passNo, findings: checkSheet(pass.counts, sheet.plan) }
  })
}
