import type { Kysely } from 'kysely'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { SheetPlan } from '../domain/entry.ts'
import { may } from '../domain/roles.ts'
import type { EntryMode } from '../domain/session.ts'
import type { Database } from '../storage/database.ts'
import { type WorkState, findTyping } from '../storage/entry-work.ts'
import { openPassOf } from './entries.ts'

/** What a save needs to know of the pass it goes into. */
export type Typing = {
  /** The sheet's number. */
  readonly number: number
  readonly entryMode: EntryMode
  readonly plan: SheetPlan
  readonly passNo: number
  readonly work: WorkState
}

type SheetCard = Pick<Typing, 'number' | 'entryMode' | 'plan'>

/** As many sheets as are typed at one time on one machine. */
const MOST_CARDS = 2000

/** A sheet never changes once it is planned: another plan has sheets of other ids. */
const cards = new WeakMap<Kysely<Database>, Map<string, SheetCard>>()

/**
 * The actor's own pass while it can be typed. One question to the database where the pass was never
 * submitted, because then nothing but the session's state decides; all the facts of the sheet otherwise.
 * Refusals: as of `openPassOf`.
 */
export async function typingOf(
  ctx: Context,
  db: Kysely<Database>,
  actor: Actor,
  sheetId: string,
): Promise<Typing> {
  const known = cards.get(ctx.store.db) ?? new Map<string, SheetCard>()
  cards.set(ctx.store.db, known)
  const card = known.get(sheetId)
  if (card) {
    const found = await findTyping(db, sheetId, actor.account)
    if (
      found &&
      !found.submitted &&
      found.organisation === actor.organisation &&
      may(actor.role, 'enter_pass', found.state)
    )
      return { ...card, passNo: found.passNo, work: found.work }
  }
  const { session, sheet, passNo, work } = await openPassOf(ctx, db, actor, sheetId)
  const { number, plan } = sheet
  if (known.size >= MOST_CARDS) known.clear()
  known.set(sheetId, { number, plan, entryMode: session.entryMode })
  return { number, plan, entryMode: session.entryMode, passNo, work }
}
