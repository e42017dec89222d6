import type { Transaction } from 'kysely'
import type { Context } from '../context.ts'
import { type Answered, openFindings } from '../domain/acknowledgement.ts'
import type { Actor } from '../domain/actor.ts'
import { countBallots, unlinked } from '../domain/ballot.ts'
import {
  type SheetCounts,
  type SheetFacts,
  type SheetState,
  checkSheet,
  sheetStateOf,
} from '../domain/entry.ts'
import { type Finding, hasErrors } from '../domain/finding.ts'
import { inOrderOfLooking } from '../domain/finding-catalogue.ts'
import type { JournalEvent } from '../domain/journal.ts'
import type { Session } from '../domain/session.ts'
import { AppError } from '../errors.ts'
import {
  findSheetBallots,
  forgetTypedBallots,
  listTypedBallots,
  storeSheetBallots,
} from '../storage/ballots.ts'
import { commit } from '../storage/commit.ts'
import type { Database } from '../storage/database.ts'
import { updateWork } from '../storage/entry-work.ts'
import { sha256 } from '../storage/sha256.ts'
import { insertPass } from '../storage/sheets.ts'
import { type OpenPass, openPassOf, refuseOldRevision } from './entries.ts'
import { inOrder } from './sheet-rows.ts'
import { moveWhenEntered } from './sheets.ts'

export type SubmittedPass = {
  readonly state: SheetState
  readonly passNo: number
  readonly findings: readonly Finding[]
}

/** What a submission says of itself. */
export type Submission = {
  /** The revision that was seen; not compared when left out. */
  readonly revision?: number | null
  /** Warnings looked at again on the paper; as saved before when left out. */
  readonly seen?: readonly Answered[] | undefined
}

/**
 * Stores the pass as a fact: the counts given, or those of the ballots typed one by one (`null`). With
 * errors in it the pass stays open to its author; the last sound pass that agrees makes the sheet
 * definitive, the last definitive sheet moves the session to `entered`. Refusals: `not_your_pass`,
 * `pass_final`, `draft_changed`, `entry_mode_differs`, `warning_unseen` for a warning the author has not
 * looked at again.
 */
export async function submitPass(
  ctx: Context,
  actor: Actor,
  sheetId: string,
  counts: SheetCounts | null,
  { revision = null, seen }: Submission = {},
): Promise<SubmittedPass> {
  const at = ctx.now()
  const submitted = await commit(ctx.store, { actor, at }, async (trx, record) => {
    const open = await openPassOf(ctx, trx, actor, sheetId)
    const { session, sheet, passNo, work } = open
    refuseOldRevision({ number: sheet.number, work }, revision)
    const typed = await countsOf(trx, open, counts)
    const findings = inOrderOfLooking(checkSheet(typed, sheet.plan))
    const unseen = openFindings(findings, seen ?? work.seen)
    if (!hasErrors(findings) && unseen.length > 0)
      throw new AppError('warning_unseen', { sheet: sheet.number, findings: unseen })
    const pass = { id: ctx.newId(), passNo, account: actor.account, counts: typed }
    const { attempt, supersedes } = await insertPass(trx, sheetId, pass, at)
    await updateWork(trx, sheetId, passNo, {
      revision: work.revision + 1,
      counts: null,
      cursor: null,
      tab: null,
      heardAt: at,
    })
    const event = { session: session.id, sheet: sheetId, pass: pass.id, passNo, attempt }
    record({ type: 'pass_submitted', ...event, counts: typed, supersedes })
    const passes = [...sheet.passes.filter((each) => each.passNo !== passNo), pass]
    const facts = { ...sheet, passes }
    const state = sheetStateOf(facts)
    if (state === 'definitive')
      for (const each of await afterDefinitive(ctx, trx, session, facts)) record(each)
    return { state, passNo, findings }
  })
  if (counts === null && submitted.state === 'definitive') await forgetOrder(ctx)
  return submitted
}

/** Leaves nothing of ballots as they were typed in the files of the database; after the commit. */
export async function forgetOrder({ store, log }: Pick<Context, 'store' | 'log'>): Promise<void> {
  if (await store.dialect.forgetDeleted(store.db, 'entry_ballots')) return
  log.warn(
    'the database is being read by another process: its log keeps typed ballots until the next time',
  )
}

async function countsOf(
  trx: Transaction<Database>,
  { session, sheet, passNo }: OpenPass,
  counts: SheetCounts | null,
): Promise<SheetCounts> {
  const { entryMode } = session
  if ((counts === null) !== (entryMode === 'ballots'))
    throw new AppError('entry_mode_differs', { entryMode })
  if (counts) return inOrder(counts, sheet.plan)
  return countBallots(await listTypedBallots(trx, sheet.id, passNo), sheet.plan)
}

/**
 * What follows once a sheet is definitive: its single ballots lose their order, time and author, and the
 * session moves on with its last sheet; the events to record.
 */
export async function afterDefinitive(
  ctx: Context,
  trx: Transaction<Database>,
  session: Session,
  sheet: SheetFacts & { readonly id: string },
): Promise<JournalEvent[]> {
  const single = session.entryMode === 'ballots'
  const events = single ? await unlinkBallots(trx, session, sheet) : []
  const moved = await moveWhenEntered(ctx, trx, session)
  return moved ? [...events, moved] : events
}

async function unlinkBallots(
  trx: Transaction<Database>,
  session: Session,
  { id: sheet, passes }: SheetFacts & { readonly id: string },
): Promise<JournalEvent[]> {
  const events: JournalEvent[] = []
  for (const { id: pass, passNo } of passes) {
    if (await findSheetBallots(trx, pass)) continue // stood before
    const ballots = unlinked(await listTypedBallots(trx, sheet, passNo))
    await storeSheetBallots(trx, sheet, pass, ballots)
    const digest = sha256(JSON.stringify(ballots))
    const stored = { pass, ballots: ballots.length, sha256: digest }
    events.push({ type: 'ballots_unlinked', session: session.id, sheet, ...stored })
  }
  await forgetTypedBallots(trx, sheet)
  return events
}
