import type { Kysely, Transaction } from 'kysely'
import type { Context } from '../context.ts'
import type { Answered } from '../domain/acknowledgement.ts'
import type { Actor } from '../domain/actor.ts'
import { type Ballot, countBallots } from '../domain/ballot.ts'
import { isIdle } from '../domain/claim.ts'
import { type SheetCounts, emptyCounts, isOpenToAuthor } from '../domain/entry.ts'
import { cellsAgain } from '../domain/retype.ts'
import { mayOn } from '../domain/roles.ts'
import type { BallotKind } from '../domain/roster.ts'
import type { Session } from '../domain/session.ts'
import type { Level } from '../domain/tally.ts'
import type { Instant } from '../domain/time.ts'
import { AppError } from '../errors.ts'
import { listTypedBallots } from '../storage/ballots.ts'
import { commit } from '../storage/commit.ts'
import type { Database } from '../storage/database.ts'
import { isUniqueViolation } from '../storage/dialect.ts'
import {
  type EntryWork,
  type WorkState,
  deletePassAuthor,
  findWork,
  insertWork,
} from '../storage/entry-work.ts'
import { type HeardAuthor, type StoredSheet, insertPassAuthor } from '../storage/sheets.ts'
import { requireOwnership } from './access.ts'
import { requireSheetCode } from './sheet-codes.ts'
import { type Located, type SheetProgress, locate, progressOf } from './sheets.ts'

/** A pass as its author sees it: what stands in it, and whether it can still be typed. */
export type OwnPass = {
  readonly session: Session
  readonly kind: BallotKind
  readonly sheet: SheetProgress
  readonly passNo: number
  /** The marks to be counted beside each name, in the order of the ballot. */
  readonly levels: readonly Level[]
  readonly counts: SheetCounts
  /** The papers typed so far, in that order; `null` where totals are typed, and once they are unlinked. */
  readonly ballots: readonly Ballot[] | null
  readonly open: boolean
  /** JSON pointers of the cells to be typed anew; nothing another one hands in later moves them. */
  readonly emptied: readonly string[]
  /** To be named by the next save. */
  readonly revision: number
  readonly cursor: string | null
  readonly seen: readonly Answered[]
}

/**
 * Takes up a free pass of the sheet for the actor, or goes on with the actor's own. A pass whose author was
 * not heard of for a while, and who never submitted it, is taken over empty. Never shows what another
 * person typed. `code`, where given or required, must be the one on the tally sheet of this very sheet.
 * Refusals: `no_pass_free`, `wrong_state`, `sheet_code_required`, and as of `requireSheetCode`.
 */
export async function takePass(
  ctx: Context,
  actor: Actor,
  sheetId: string,
  code?: string,
): Promise<OwnPass> {
  const { db } = ctx.store
  const at = ctx.now()
  const mine = await locate(ctx, db, actor, sheetId, 'enter_pass')
  const { session, sheet } = mine
  if (code !== undefined) requireSheetCode(mine, sheet.number, code)
  if (mayOn(actor.role, 'take_pass', ownPassNo(sheet, actor) !== undefined)) {
    if (session.sheetCodeRequired && code === undefined)
      throw new AppError('sheet_code_required', { sheet: sheet.number })
    try {
      await commit(ctx.store, { actor, at }, async (trx, record) => {
        const now = await locate(ctx, trx, actor, sheetId, 'take_pass')
        const passNo = freePassOf(now.sheet) ?? idlePassOf(now.sheet, at)?.passNo
        if (passNo === undefined) throw new AppError('no_pass_free', { sheet: sheet.number })
        const idle = now.sheet.authors.find((author) => author.passNo === passNo)
        const event = { session: session.id, sheet: sheetId, passNo }
        if (idle) {
          await deletePassAuthor(trx, sheetId, passNo)
          record({ type: 'sheet_released', ...event, account: idle.account, because: 'idle' })
        }
        await insertPassAuthor(trx, sheetId, { passNo, account: actor.account })
        await insertWork(trx, sheetId, passNo, at)
        record({ type: 'sheet_claimed', ...event })
      })
    } catch (error) {
      if (!isUniqueViolation(error)) throw error // else the same person asked twice at once
    }
  }
  return getOwnPass(ctx, actor, sheetId)
}

function freePassOf({ claimed, passesRequired }: StoredSheet): number | undefined {
  return [1, 2, 3].slice(0, passesRequired).find((n) => !claimed.includes(n))
}

/** A pass nobody has submitted and whose author was not heard of for a while. */
function idlePassOf(sheet: StoredSheet, now: Instant): HeardAuthor | undefined {
  return sheet.authors.find(
    ({ passNo, heardAt }) =>
      isIdle(heardAt, now) && !sheet.passes.some((pass) => pass.passNo === passNo),
  )
}

function ownPassNo(sheet: StoredSheet, actor: Actor): number | undefined {
  return sheet.authors.find((author) => author.account === actor.account)?.passNo
}

/** The pass that the actor is typing: nobody else's; `not_your_pass` where there is none. */
function requireOwnPass(sheet: StoredSheet, actor: Actor): number {
  const passNo = ownPassNo(sheet, actor)
  const refusal = new AppError('not_your_pass', { sheet: sheet.number })
  requireOwnership(actor, 'enter_pass', passNo !== undefined, refusal)
  if (passNo === undefined) throw refusal
  return passNo
}

/**
 * Gives back the actor's own pass of the sheet, with nothing kept of what was typed. Refusals:
 * `not_your_pass`, `pass_final` once it was submitted.
 */
export async function givePassBack(ctx: Context, actor: Actor, sheetId: string): Promise<void> {
  await commit(ctx.store, { actor, at: ctx.now() }, async (trx, record) => {
    const { session, sheet } = await locate(ctx, trx, actor, sheetId, 'enter_pass')
    const passNo = requireOwnPass(sheet, actor)
    const released = await release(trx, sheet, passNo)
    record({ ...released, session: session.id, because: 'given_back' })
  })
}

/**
 * Frees a pass of the sheet that its author does not finish, with nothing kept of what was typed; for the
 * head: the session it belongs to. Refusals: `not_found`, `pass_final` once it was submitted.
 */
export async function releasePass(
  ctx: Context,
  actor: Actor,
  sheetId: string,
  passNo: number,
): Promise<string> {
  return commit(ctx.store, { actor, at: ctx.now() }, async (trx, record) => {
    const { session, sheet } = await locate(ctx, trx, actor, sheetId, 'release_pass')
    const released = await release(trx, sheet, passNo)
    record({ ...released, session: session.id, because: 'head' })
    return session.id
  })
}

async function release(trx: Transaction<Database>, sheet: StoredSheet, passNo: number) {
  const author = sheet.authors.find((each) => each.passNo === passNo)
  if (!author) throw new AppError('not_found', { what: 'pass' })
  if (sheet.passes.some((pass) => pass.passNo === passNo))
    throw new AppError('pass_final', { sheet: sheet.number, passNo })
  await deletePassAuthor(trx, sheet.id, passNo)
  return { type: 'sheet_released', sheet: sheet.id, passNo, account: author.account } as const
}

/** The pass of the sheet that the actor has taken up; `not_your_pass` for whoever took none. */
export async function getOwnPass(ctx: Context, actor: Actor, sheetId: string): Promise<OwnPass> {
  const { db } = ctx.store
  const mine = await locate(ctx, db, actor, sheetId, 'enter_pass')
  return ownPass(db, mine, requireOwnPass(mine.sheet, actor), ctx.now())
}

async function ownPass(
  db: Kysely<Database>,
  { session, kind, sheet }: Located,
  passNo: number,
  now: Instant,
): Promise<OwnPass> {
  const submitted = sheet.passes.find((pass) => pass.passNo === passNo)
  const open = isOpenToAuthor(sheet, passNo)
  const work = await findWork(db, sheet.id, passNo)
  const single = session.entryMode === 'ballots' && open
  const ballots = single ? await listTypedBallots(db, sheet.id, passNo) : null
  const standing = submitted?.counts ?? emptyCounts(sheet.plan)
  const typed = open ? work?.counts : undefined
  const counts = ballots ? countBallots(ballots, sheet.plan) : (typed ?? standing)
  return {
    session,
    kind,
    sheet: progressOf(sheet, now),
    passNo,
    levels: sheet.plan.levels,
    counts,
    ballots,
    open,
    emptied: cellsAgain(sheet, passNo, counts),
    revision: work?.revision ?? 0,
    cursor: work?.cursor ?? null,
    seen: work?.seen ?? [],
  }
}

/** The actor's own pass of the sheet while it can be typed. */
export type OpenPass = Located & { readonly passNo: number; readonly work: EntryWork }

/**
 * The actor's own pass while it can be typed, and what is typed in it. Refusals: `not_your_pass`,
 * `pass_final`.
 */
export async function openPassOf(
  ctx: Context,
  db: Kysely<Database>,
  actor: Actor,
  sheetId: string,
): Promise<OpenPass> {
  const at = await locate(ctx, db, actor, sheetId, 'enter_pass')
  const { number: sheet } = at.sheet
  const passNo = requireOwnPass(at.sheet, actor)
  const work = await findWork(db, sheetId, passNo)
  if (!work) throw new AppError('not_your_pass', { sheet })
  if (!isOpenToAuthor(at.sheet, passNo)) throw new AppError('pass_final', { sheet, passNo })
  return { ...at, passNo, work }
}

/** Refuses with `draft_changed` what was made from another revision; `null` asks for none. */
export function refuseOldRevision(
  { number: sheet, work }: { readonly number: number; readonly work: WorkState },
  revision: number | null,
): void {
  if (revision !== null && revision !== work.revision)
    throw new AppError('draft_changed', { sheet, revision: work.revision })
}
