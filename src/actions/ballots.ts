import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { Change } from '../domain/change.ts'
import type { SpecialBallots } from '../domain/invalidity.ts'
import type { PlannedSheet } from '../domain/journal.ts'
import type { BallotAccount, BallotKind, Roster } from '../domain/roster.ts'
import { AppError } from '../errors.ts'
import { commit } from '../storage/commit.ts'
import { findRoster, replaceSheets, updateBallotAccount } from '../storage/roster.ts'
import { sessionFor } from './access.ts'
import { storedSheets } from './sheets.ts'

/** Printed, issued and collected of one kind, and how its ballots are bundled. */
export type BallotRecord = Omit<BallotAccount, 'special'> & {
  readonly special?: readonly SpecialBallots[]
  readonly sheets: readonly number[] | null
}

/**
 * Records the ballots of each kind and, while nobody has begun to type, the bundles they lie in: by
 * the sizes given, or one bundle of everything collected.
 */
export async function recordBallots(
  ctx: Context,
  actor: Actor,
  id: string,
  records: readonly BallotRecord[],
): Promise<void> {
  await commit(ctx.store, { actor, at: ctx.now() }, async (trx, record) => {
    const session = await sessionFor(trx, actor, id, 'record_ballots')
    const roster = await findRoster(trx, id)
    const kindOf = (each: BallotRecord) =>
      roster.ballotKinds.find((kind) => kind.id === each.ballotKind)
    const stray = records.find((each) => !kindOf(each))
    if (stray) throw new AppError('not_found', { what: 'ballotKind', id: stray.ballotKind })
    const accounts = records.map(({ sheets: _, special = [], ...account }) => ({
      ...account,
      special,
    }))
    for (const account of accounts) await updateBallotAccount(trx, account)
    const old = records.map((each) => kindOf(each)!.account)
    record({ type: 'ballots_recorded', session: id, ballots: { old, new: accounts } })
    const begun = (await storedSheets(ctx, trx, session, roster)).some(
      (each) => each.claimed.length,
    )
    if (begun) return
    const sheets: Change<readonly PlannedSheet[]> = {
      old: plannedSheets(roster),
      new: planSheets(ctx, roster, records),
    }
    await replaceSheets(trx, id, sheets.new)
    record({ type: 'sheets_planned', session: id, sheets })
  })
}

/** The bundles as they were planned so far, by number. */
function plannedSheets({ ballotKinds }: Roster): readonly PlannedSheet[] {
  return ballotKinds
    .flatMap(({ id, sheets }) => sheets.map((sheet) => ({ ...sheet, ballotKind: id })))
    .toSorted((a, b) => a.number - b.number)
}

function planSheets(
  ctx: Context,
  roster: Roster,
  records: readonly BallotRecord[],
): readonly PlannedSheet[] {
  return roster.ballotKinds
    .flatMap((kind) => sizesOf(kind, records).map((ballots) => ({ ballots, ballotKind: kind.id })))
    .map((sheet, at) => ({ id: ctx.newId(), number: at + 1, ...sheet }))
}

function sizesOf(kind: BallotKind, records: readonly BallotRecord[]): readonly number[] {
  const record = records.find((each) => each.ballotKind === kind.id)
  if (!record) return kind.sheets.map((sheet) => sheet.ballots)
  if (record.sheets?.length) return record.sheets
  return record.collected === null ? [] : [record.collected]
}
