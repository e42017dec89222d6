import { recordBallots } from '../../src/actions/ballots.ts'
import { closeSession } from '../../src/actions/closing.ts'
import { issueDocuments } from '../../src/actions/documents.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { drawRecheck, getRecheck, recordRecheck } from '../../src/actions/rechecks.ts'
import {
  acknowledgeWarning,
  getDifferences,
  getFindings,
  settleDifference,
} from '../../src/actions/reconcile.ts'
import { type NewBallotKind, saveRoster } from '../../src/actions/rosters.ts'
import { freezeRoster, openCounting } from '../../src/actions/session-steps.ts'
import { createSession, recordMinutesFacts, recordVoters } from '../../src/actions/sessions.ts'
import { submitPass } from '../../src/actions/submissions.ts'
import type { Context } from '../../src/context.ts'
import { type SheetPlan, checkSheet } from '../../src/domain/entry.ts'
import { NOTHING_STATED } from '../../src/domain/proceedings.ts'
import type { Roster } from '../../src/domain/roster.ts'
import { THREE_LEVELS } from '../../src/domain/tally.ts'
import type { People } from './context.ts'
import { NEW_KINDS, NEW_SESSION, VOTERS, recordConditions, sheetOf, typeSheet } from './session.ts'

/** A session with its sheets in the order of their numbers. */
export type AuditedSession = {
  readonly id: string
  readonly roster: Roster
  readonly sheets: readonly string[]
}

const FOUR = { collected: 4, valid: 4, invalid: 0 }
const SIX = { collected: 6, valid: 6, invalid: 0 }
type Rows = Parameters<typeof sheetOf>[2]
const RIGHT: Rows = [
  [3, 1, 0, 0],
  [1, 1, 2, 0],
]
/** The same as the second typist read it at first. */
const MISREAD: Rows = [
  [3, 1, 0, 0],
  [1, 2, 1, 0],
]
const OTHER_SHEET: Rows = [
  [4, 2, 0, 0],
  [1, 1, 4, 0],
]

/**
 * A session of two people in which much was done twice: the list saved four times, bundles of four and six, the first read
 * otherwise by the second typist, sent back and typed anew; in state `counting` until `finishAudited`.
 */
export async function auditedSession(
  ctx: Context,
  { first, second, head }: People,
  kinds: readonly NewBallotKind[] = NEW_KINDS,
): Promise<AuditedSession> {
  const { id } = await createSession(ctx, first, { ...NEW_SESSION, recheckSize: 1 })
  const kind = kinds[0]!
  const [one, two] = kind.subjects
  const save = (subjects: typeof kind.subjects) =>
    saveRoster(ctx, first, id, [{ ...kind, subjects }])
  await save([one!, two!])
  await save([{ ...two!, name: `${two!.name} B` }, one!])
  await save([one!])
  const roster = await save([one!, two!])
  await recordVoters(ctx, first, id, { ...VOTERS, present: 9, absentUnexcused: 1 })
  await recordVoters(ctx, first, id, VOTERS)
  await freezeRoster(ctx, first, id)
  await recordConditions(ctx, first, id)
  await openCounting(ctx, head, id)
  const ballotKind = roster.ballotKinds[0]!.id
  const ballots = { printed: 12, issued: 10, collected: 10, invalidReasons: null, ballotKind }
  await recordBallots(ctx, first, id, [{ ...ballots, sheets: [10] }])
  await recordBallots(ctx, first, id, [{ ...ballots, issued: 11, sheets: [4, 6] }])
  const rows = await ctx.store.db
    .selectFrom('sheets')
    .select('id')
    .where('session_id', '=', id)
    .orderBy('number')
    .execute()
  const sheets = rows.map((row) => row.id)
  const { subjects } = roster.ballotKinds[0]!
  await typeSheet(ctx, first, sheets[0]!, sheetOf(subjects, FOUR, RIGHT))
  await typeSheet(ctx, second, sheets[0]!, sheetOf(subjects, FOUR, MISREAD))
  const { passes } = await getDifferences(ctx, head, sheets[0]!)
  await settleDifference(ctx, head, sheets[0]!, {
    decision: 'return',
    passNo: 2,
    passIds: passes.map((pass) => pass.id),
    asOnPaper: false,
    reason: 'Đếm lại trên phiếu giấy: lượt 2 đọc nhầm dòng thứ hai',
  })
  return { id, roster, sheets }
}

/** Types what is missing, answers what is found, and goes on until the documents are issued. */
export async function finishAudited(
  ctx: Context,
  { first, second, head }: People,
  { id, roster, sheets }: AuditedSession,
): Promise<void> {
  const { subjects } = roster.ballotKinds[0]!
  await enterAudited(ctx, { second, first }, { id, roster, sheets })
  for (const found of (await getFindings(ctx, head, id)).open)
    await acknowledgeWarning(ctx, head, id, { ...found, reason: 'Một phiếu phát thừa, đã thu lại' })
  await drawRecheck(ctx, head, id, '3-5-1')
  for (const { sheet } of (await getRecheck(ctx, head, id)).sheets)
    await recordRecheck(ctx, head, id, { sheet, agrees: true, note: 'Đếm lại khớp' })
  await recordMinutesFacts(ctx, first, id, {
    ...NOTHING_STATED,
    committee: subjects.map(({ name, position }) => ({ name, position, duty: 'member' })),
    countingStarted: { day: '2026-02-05', hour: 8, minute: 5 },
  })
  await closeSession(ctx, head, id)
  await computeOutcome(ctx, head, id)
  await issueDocuments(ctx, head, id)
}

/** Types what is missing, so that every sheet is definitive. */
export async function enterAudited(
  ctx: Context,
  { first, second }: Pick<People, 'first' | 'second'>,
  { roster, sheets }: AuditedSession,
): Promise<void> {
  const { subjects } = roster.ballotKinds[0]!
  const right = sheetOf(subjects, FOUR, RIGHT)
  const plan: SheetPlan = {
    ballots: 4,
    subjects: subjects.map((each) => each.id),
    levels: THREE_LEVELS,
  }
  const seen = checkSheet(right, plan).map(({ code, path, numbers }) => ({ code, path, numbers }))
  await submitPass(ctx, second, sheets[0]!, right, { seen })
  for (const typist of [first, second])
    await typeSheet(ctx, typist, sheets[1]!, sheetOf(subjects, SIX, OTHER_SHEET))
}
