import type { Context } from '../context.ts'
import type { Answered } from '../domain/acknowledgement.ts'
import type { Actor } from '../domain/actor.ts'
import { type Ballot, isBallot } from '../domain/ballot.ts'
import { type Tab, isOpen } from '../domain/claim.ts'
import type { SheetCounts } from '../domain/entry.ts'
import type { EntryMode } from '../domain/session.ts'
import type { Instant } from '../domain/time.ts'
import { AppError } from '../errors.ts'
import { countTypedBallots, deleteTypedBallots, saveTypedBallot } from '../storage/ballots.ts'
import { keepWorkingState } from '../storage/commit.ts'
import { type EntryWork, type WorkState, updateWork } from '../storage/entry-work.ts'
import { refuseOldRevision } from './entries.ts'
import { inOrder } from './sheet-rows.ts'
import { type Typing, typingOf } from './typing.ts'

/** What every save says of itself. */
export type Save = {
  /** The revision that was seen; `null` saves over whatever is there. */
  readonly revision: number | null
  /** The name of the window it comes from. */
  readonly tab?: string | null | undefined
}

/** Totals as typed so far. */
export type Draft = Save & {
  readonly counts: SheetCounts
  readonly cursor?: string | null
  /** Warnings looked at again on the paper; as before when left out. */
  readonly seen?: readonly Answered[] | undefined
}

/** The revision to be named by the next save, and when this one was on disk. */
export type Saved = { readonly revision: number; readonly savedAt: Instant }

/**
 * Keeps the totals the author has typed so far. Refusals: `not_your_pass`, `pass_final`,
 * `entry_mode_differs`, `draft_changed` when another save came between, `open_elsewhere` while another
 * window has the pass.
 */
export async function saveDraft(
  ctx: Context,
  actor: Actor,
  sheetId: string,
  { counts, cursor = null, seen, ...save }: Draft,
): Promise<Saved> {
  return saveWork(ctx, actor, sheetId, 'totals', save, async (_, { plan }) => ({
    counts: inOrder(counts, plan),
    cursor,
    ...(seen && { seen }),
  }))
}

/**
 * Keeps one ballot at its place, counted from 1: a new one at the end, or another reading of an earlier
 * one. Refusals: as of `saveDraft`, `ballot_out_of_order`, `invalid_input`.
 */
export async function saveBallot(
  ctx: Context,
  actor: Actor,
  sheetId: string,
  { place, marks, ...save }: Save & { readonly place: number; readonly marks: Ballot },
): Promise<Saved> {
  return saveWork(ctx, actor, sheetId, 'ballots', save, async (trx, { plan, passNo }) => {
    if (!isBallot(marks, plan))
      throw new AppError('invalid_input', { issues: [{ path: '/marks', rule: 'ballot' }] })
    const typed = await countTypedBallots(trx, sheetId, passNo)
    if (place > typed + 1) throw new AppError('ballot_out_of_order', { place, typed })
    await saveTypedBallot(trx, sheetId, passNo, place, marks)
    return {}
  })
}

/** Takes the last ballot away. Refusals: as of `saveDraft`, `ballot_out_of_order` for any other one. */
export async function dropBallot(
  ctx: Context,
  actor: Actor,
  sheetId: string,
  { place, ...save }: Save & { readonly place: number },
): Promise<Saved> {
  return saveWork(ctx, actor, sheetId, 'ballots', save, async (trx, { passNo }) => {
    const typed = await countTypedBallots(trx, sheetId, passNo)
    if (place !== typed || typed === 0) throw new AppError('ballot_out_of_order', { place, typed })
    await deleteTypedBallots(trx, sheetId, passNo, place)
    return {}
  })
}

export const WINDOW_ACTS = ['hold', 'take', 'leave'] as const
/** What a window does with the pass it shows. */
export type WindowAct = (typeof WINDOW_ACTS)[number]

/** Where a pass is open. */
export type Held = {
  /** Whether the window that asked has it now. */
  readonly here: boolean
  /** Since when the window that has it does. */
  readonly since: Instant
  readonly revision: number
}

/**
 * Holds the pass for that window while it is heard of; `take` takes it from another one, `leave` lets it go.
 * Refusals: `not_your_pass`, `pass_final`.
 */
export async function holdPass(
  ctx: Context,
  actor: Actor,
  sheetId: string,
  { tab, act }: { readonly tab: string; readonly act: WindowAct },
): Promise<Held> {
  const now = ctx.now()
  return keepWorkingState(ctx.store, async (trx) => {
    const { passNo, work } = await typingOf(ctx, trx, actor, sheetId)
    const other = otherTab(work, tab, now)
    const { revision } = work
    if (other && act !== 'take') return { here: false, since: other.since, revision }
    const held = heldBy(work, tab, now)
    const next = act === 'leave' ? null : held
    await updateWork(trx, sheetId, passNo, { tab: next, heardAt: now })
    return { here: next !== null, since: held.since, revision }
  })
}

/** The window that has the pass open now, unless it is this one. */
function otherTab({ tab, heardAt }: WorkState, own: string | null, now: Instant): Tab | undefined {
  return tab && tab.tab !== own && isOpen(heardAt, now) ? tab : undefined
}

function heldBy({ tab }: WorkState, own: string, now: Instant): Tab {
  return tab?.tab === own ? tab : { tab: own, since: now }
}

type Typed = Partial<Pick<EntryWork, 'counts' | 'cursor' | 'seen'>>

async function saveWork(
  ctx: Context,
  actor: Actor,
  sheetId: string,
  mode: EntryMode,
  { revision, tab = null }: Save,
  typed: (trx: Parameters<typeof updateWork>[0], pass: Typing) => Promise<Typed>,
): Promise<Saved> {
  const now = ctx.now()
  return keepWorkingState(ctx.store, async (trx) => {
    const pass = await typingOf(ctx, trx, actor, sheetId)
    const { number: sheet, entryMode, passNo, work } = pass
    if (entryMode !== mode) throw new AppError('entry_mode_differs', { entryMode })
    const other = otherTab(work, tab, now)
    if (other) throw new AppError('open_elsewhere', { sheet, since: other.since })
    refuseOldRevision(pass, revision)
    const changed = await typed(trx, pass)
    const held = tab === null ? null : heldBy(work, tab, now)
    const next = work.revision + 1
    await updateWork(trx, sheetId, passNo, { ...changed, revision: next, tab: held, heardAt: now })
    return { revision: next, savedAt: now }
  })
}
