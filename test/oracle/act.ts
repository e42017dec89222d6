import { holdPass, saveDraft } from '../../src/actions/drafts.ts'
import { givePassBack, releasePass, takePass } from '../../src/actions/entries.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { closeSession } from '../../src/actions/closing.ts'
import { settleDifference } from '../../src/actions/reconcile.ts'
import * as steps from '../../src/actions/session-steps.ts'
import { submitPass } from '../../src/actions/submissions.ts'
import type { Context } from '../../src/context.ts'
import type { Answered } from '../../src/domain/acknowledgement.ts'
import type { Actor } from '../../src/domain/actor.ts'
import { AppError } from '../../src/errors.ts'
import type { Command } from './commands.ts'
import type { HallSession } from './hall-session.ts'
import { type Cells, countsOf } from './readings.ts'

/** What the program answered: `ok` or the refusal's code, and what it told. */
export type Told = { readonly answer: string; readonly value: unknown }

/** A session with the ballots each of its sheets should hold. */
export type Played = HallSession & { readonly planned: readonly number[] }

/** Asks the program's actions for the command; anything but a refusal is thrown on. */
export async function act(
  ctx: Context,
  actor: Actor,
  session: Played,
  command: Command,
): Promise<Told> {
  try {
    return { answer: 'ok', value: await ask(ctx, actor, session, command) }
  } catch (error) {
    if (error instanceof AppError) return { answer: error.code, value: null }
    throw error
  }
}

async function ask(
  ctx: Context,
  actor: Actor,
  session: Played,
  command: Command,
): Promise<unknown> {
  const sheet = 'sheet' in command ? (session.sheets[command.sheet] ?? 'no-sheet') : ''
  switch (command.do) {
    case 'take':
      return takePass(ctx, actor, sheet)
    case 'give_back':
      return givePassBack(ctx, actor, sheet)
    case 'release':
      return releasePass(ctx, actor, sheet, command.passNo)
    case 'hold':
      return holdPass(ctx, actor, sheet, { tab: command.window, act: command.act })
    case 'save':
    case 'submit': {
      const counts = countsOf(command.cells, session.subjects)
      const revision = await namedRevision(ctx, actor, sheet, command.behind)
      const planned = session.planned[command.sheet] ?? 0
      const seen = command.looked ? lookedAt(command.cells, planned) : undefined
      if (command.do === 'submit') return submitPass(ctx, actor, sheet, counts, { revision, seen })
      return saveDraft(ctx, actor, sheet, { counts, revision, seen, tab: command.window })
    }
    case 'choose':
    case 'return':
    case 'return_all': {
      const passIds = await lying(ctx, sheet)
      if (command.shown === 'before') passIds.splice(-1, 1, 'handed-in-before')
      const { do: decision, asOnPaper } = command
      const passNo = decision === 'return_all' ? null : command.passNo
      const reason = 'Đối chiếu lại phiếu giấy'
      return settleDifference(ctx, actor, sheet, { decision, passNo, passIds, asOnPaper, reason })
    }
    case 'close':
      return closeSession(ctx, actor, session.id)
    case 'compute':
      return computeOutcome(ctx, actor, session.id)
    case 'pause':
      return steps.pauseCounting(ctx, actor, session.id)
    case 'resume':
      return steps.resumeCounting(ctx, actor, session.id)
    case 'reopen':
      return steps.reopenSession(ctx, actor, session.id, 'Phát hiện nhập sót')
    case 'cancel':
      return steps.cancelSession(ctx, actor, session.id, 'Hoãn hội nghị')
    default:
      throw new TypeError(`not asked of the actions here: ${command.do}`)
  }
}

/** The revision to name: so many behind the one that stands, or none. */
async function namedRevision(ctx: Context, actor: Actor, sheet: string, behind: number | null) {
  if (behind === null) return null
  const row = await ctx.store.db
    .selectFrom('entry_work as w')
    .innerJoin('pass_authors as a', (join) =>
      join.onRef('w.sheet_id', '=', 'a.sheet_id').onRef('w.pass_no', '=', 'a.pass_no'),
    )
    .select('w.revision')
    .where('w.sheet_id', '=', sheet)
    .where('a.account_id', '=', actor.account)
    .executeTakeFirst()
  return (row?.revision ?? 0) - behind
}

/** The odd number of ballots, as somebody who looked again says so. */
function lookedAt([collected = null]: Cells, planned: number): readonly Answered[] {
  if (collected === null || collected === planned) return []
  return [{ code: 'W301', path: '/collected', numbers: { collected, planned } }]
}

/** The ids of the latest hand-in of each pass. */
async function lying(ctx: Context, sheet: string): Promise<string[]> {
  const rows = await ctx.store.db
    .selectFrom('entry_passes')
    .select(['id', 'pass_no'])
    .where('sheet_id', '=', sheet)
    .orderBy('attempt')
    .execute()
  return [...new Map(rows.map((row) => [row.pass_no, row.id])).values()]
}
