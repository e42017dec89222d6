import type { Kysely } from 'kysely'
import type { Context } from '../context.ts'
import {
  type Acknowledgement,
  answers,
  isExplainable,
  unsettledFindings,
} from '../domain/acknowledgement.ts'
import type { Actor } from '../domain/actor.ts'
import { type SlipFound, diagnosePasses } from '../domain/diagnosis.ts'
import {
  type Difference,
  type SheetState,
  checkSheet,
  definitiveCounts,
  differences,
  isSound,
  sheetStateOf,
} from '../domain/entry.ts'
import type { Finding } from '../domain/finding.ts'
import { inOrderOfLooking, levelOf } from '../domain/finding-catalogue.ts'
import { mayEver } from '../domain/roles.ts'
import { type DefinitiveSheet, reconcile, tallyOf } from '../domain/reconciliation.ts'
import { checkSession } from '../domain/session-checks.ts'
import { levelsOf } from '../domain/regime.ts'
import type { Session } from '../domain/session.ts'
import type { Tally } from '../domain/tally.ts'
import { AppError } from '../errors.ts'
import { commit } from '../storage/commit.ts'
import type { Database } from '../storage/database.ts'
import { findOrganisation } from '../storage/organisations.ts'
import { insertAcknowledgement, listAcknowledgements } from '../storage/results.ts'
import { findRoster } from '../storage/roster.ts'
import { updateState } from '../storage/sessions.ts'
import { insertSettlement } from '../storage/sheets.ts'
import { regimeOf, requireOwnership, sessionFor, stateAfter } from './access.ts'
import { type SettleInput, emptyCells, settlementsOf } from './settlements.ts'
import { locate, storedSheets } from './sheets.ts'
import { afterDefinitive, forgetOrder } from './submissions.ts'

/** A sheet's passes side by side, only where they differ. */
export type SheetDifferences = {
  readonly session: string
  readonly sheet: string
  readonly number: number
  readonly state: SheetState
  readonly kind: { readonly title: string; readonly subjects: readonly { name: string }[] }
  /** The passes compared: the head's decision is bound to exactly these. */
  readonly passes: readonly {
    id: string
    passNo: number
    account: string
    sound: boolean
    /** In what the pass contradicts itself, once every pass is in. */
    errors: readonly Finding[]
  }[]
  /** Every pass is in: the head may decide. */
  readonly complete: boolean
  readonly cells: readonly Difference[]
  /** What the differences may come from: a hint beside the paper, which alone decides. */
  readonly slips: readonly SlipFound[]
}

/** The differing cells of one sheet, once every pass is in; empty cells before. */
export async function getDifferences(
  ctx: Context,
  actor: Actor,
  sheetId: string,
): Promise<SheetDifferences> {
  const { db } = ctx.store
  const { session, sheet, kind } = await locate(ctx, db, actor, sheetId, 'read_differences')
  const complete = sheet.passes.length === sheet.passesRequired
  return {
    session: session.id,
    sheet: sheet.id,
    number: sheet.number,
    state: sheetStateOf(sheet),
    kind,
    passes: sheet.passes.map((pass) => ({
      id: pass.id,
      passNo: pass.passNo,
      account: pass.account,
      sound: isSound(pass, sheet.plan),
      errors: complete
        ? checkSheet(pass.counts, sheet.plan).filter((each) => each.severity === 'error')
        : [],
    })),
    complete,
    cells: complete ? differences(sheet.passes) : [],
    slips: complete ? diagnosePasses(sheet.passes) : [],
  }
}

/**
 * Records the head's decision: one pass stands, or one or all go back to their authors with the cells to be
 * typed anew emptied. A sheet sent back after entry was complete reopens counting. Refusals:
 * `sheet_not_different`, `difference_changed`, `pass_has_errors`.
 */
export async function settleDifference(
  ctx: Context,
  actor: Actor,
  sheetId: string,
  input: SettleInput,
): Promise<void> {
  const at = ctx.now()
  const unlinks = await commit(ctx.store, { actor, at }, async (trx, record) => {
    const { session, sheet } = await locate(ctx, trx, actor, sheetId, 'settle_difference')
    const typed = sheet.passes.some((pass) => pass.account === actor.account)
    requireOwnership(actor, 'settle_difference', typed)
    const state = sheetStateOf(sheet)
    const complete = sheet.passes.length === sheet.passesRequired
    if (!complete || (input.decision === 'choose' && state === 'definitive'))
      throw new AppError('sheet_not_different', { sheet: sheet.number, sheetState: state })
    const shown = new Set(input.passIds)
    if (shown.size !== sheet.passes.length || !sheet.passes.every((pass) => shown.has(pass.id)))
      throw new AppError('difference_changed', { sheet: sheet.number })
    const settled = settlementsOf(sheet, input)
    const { reason } = input
    for (const [nth, settlement] of settled.entries()) {
      const by = { id: ctx.newId(), reason, account: actor.account, at }
      const ordinal = sheet.settlements.length + 1 + nth
      await insertSettlement(trx, sheetId, settlement, { ...by, ordinal })
      const event = { session: session.id, sheet: sheetId, settlement, reason }
      record({ type: 'difference_settled', ...event })
    }
    const chosen = input.decision === 'choose'
    if (!chosen && session.state === 'entered') {
      const next = stateAfter(session, 'reenter')
      await updateState(trx, session.id, next)
      const change = { old: session.state, new: next }
      record({ type: 'session_moved', session: session.id, state: change, reason })
    }
    const facts = { ...sheet, settlements: [...sheet.settlements, ...settled] }
    if (chosen) for (const each of await afterDefinitive(ctx, trx, session, facts)) record(each)
    else for (const { passNo } of settled) await emptyCells(trx, session, sheet, passNo)
    return chosen && session.entryMode === 'ballots'
  })
  if (unlinks) await forgetOrder(ctx)
}

/** What was counted and everything found in it, once every sheet is definitive. */
export type Reconciliation = {
  readonly session: Session
  readonly tally: Tally
  readonly findings: readonly Finding[]
  readonly acknowledgements: readonly Acknowledgement[]
  readonly open: readonly Finding[]
}

/** Adds up the definitive sheets and checks the sums; `sheets_unfinished` names what is missing. */
export async function reconciliationOf(
  ctx: Context,
  db: Kysely<Database>,
  session: Session,
): Promise<Reconciliation> {
  const roster = await findRoster(db, session.id)
  const organisation = await findOrganisation(db, session.organisation)
  const sheets = await storedSheets(ctx, db, session, roster)
  const unfinished = sheets.filter((sheet) => !definitiveCounts(sheet))
  const uncovered = roster.ballotKinds.filter((kind) => kind.sheets.length === 0)
  if (unfinished.length > 0 || uncovered.length > 0)
    throw new AppError('sheets_unfinished', {
      sheets: unfinished.map((sheet) => sheet.number),
      ballotKinds: uncovered.map((kind) => kind.code),
    })
  const definitive = sheets.map((sheet): DefinitiveSheet => {
    const { ballotKind, plan } = sheet
    return { ballotKind, plan, counts: definitiveCounts(sheet)! }
  })
  const { regime } = await regimeOf(ctx, db, session)
  const tally = tallyOf(session, organisation?.name ?? '', roster, definitive, levelsOf(regime))
  const findings = inOrderOfLooking([
    ...reconcile(tally, roster, definitive, regime),
    ...checkSession(session.voters, roster, tally, regime),
  ])
  const acknowledgements = await listAcknowledgements(db, session.id)
  const open = unsettledFindings(findings, acknowledgements)
  return { session, tally, findings, acknowledgements, open }
}

/**
 * The findings on the session's sums, in the order of looking. Whoever does not compare passes is told what
 * is wrong with a person's marks without the marks.
 */
export async function getFindings(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<Omit<Reconciliation, 'tally'>> {
  const { db } = ctx.store
  const session = await sessionFor(db, actor, id, 'read_findings')
  const { tally: _, ...shown } = await reconciliationOf(ctx, db, session)
  if (mayEver(actor.role, 'read_differences')) return shown
  return {
    ...shown,
    findings: shown.findings.map(withoutMarks),
    acknowledgements: shown.acknowledgements.map(withoutMarks),
    open: shown.open.map(withoutMarks),
  }
}

/** The finding without its numbers where they are a person's marks: for whoever does not compare passes. */
export function withoutMarks<F extends Pick<Finding, 'path' | 'numbers'>>(found: F): F {
  return levelOf(found) === 'person' ? { ...found, numbers: {} } : found
}

/**
 * Answers a warning with a reason, records that the committee lets stand what the regulation is silent about,
 * or explains an error that the paper itself has; bound to the numbers, `finding_changed` when they moved.
 */
export async function acknowledgeWarning(
  ctx: Context,
  actor: Actor,
  id: string,
  acknowledgement: Acknowledgement,
): Promise<void> {
  const at = ctx.now()
  await commit(ctx.store, { actor, at }, async (trx, record) => {
    const session = await sessionFor(trx, actor, id, 'acknowledge_warning')
    const { findings } = await reconciliationOf(ctx, trx, session)
    const found = findings.find((each) => answers(acknowledgement, each))
    if (!found) throw new AppError('finding_changed', { code: acknowledgement.code })
    const by = { id: ctx.newId(), account: actor.account, at }
    await insertAcknowledgement(trx, id, acknowledgement, by)
    const type = isExplainable(found) ? 'error_explained' : 'warning_acknowledged'
    record({ type, session: id, acknowledgement })
  })
}
