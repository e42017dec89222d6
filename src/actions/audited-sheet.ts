import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { placeAbout } from '../domain/entry-about.ts'
import {
  type Difference,
  type EntryPass,
  type SheetCounts,
  type SheetState,
  checkSheet,
  definitiveCounts,
  differences,
  sheetStateOf,
} from '../domain/entry.ts'
import type { Finding } from '../domain/finding.ts'
import type { PlannedSheet } from '../domain/journal.ts'
import type { BallotKind, Roster } from '../domain/roster.ts'
import type { Instant } from '../domain/time.ts'
import { WHOLE_TIMELINE } from '../domain/timeline.ts'
import { AppError } from '../errors.ts'
import { listAttempts } from '../storage/entry-history.ts'
import { listAcknowledgementsMade } from '../storage/results.ts'
import { type SessionTimeline, getTimeline } from './session-timeline.ts'

type Made = Awaited<ReturnType<typeof listAcknowledgementsMade>>[number]

/** Everything that is known of one bundle of ballots. */
export type AuditedSheet = {
  /** The entries about it. */
  readonly timeline: SessionTimeline
  readonly kind: BallotKind
  readonly sheet: {
    readonly id: string
    readonly number: number
    readonly ballots: number
    readonly state: SheetState
    readonly passesRequired: number
  }
  /** Every submission, by pass and attempt; empty where figures are withheld, as is what follows. */
  readonly attempts: readonly {
    readonly pass: EntryPass
    readonly attempt: number
    readonly at: Instant
    /** It is the newest of its pass. */
    readonly newest: boolean
  }[]
  /** The cells in which not all submissions say the same, each with their values in the same order. */
  readonly cells: readonly Difference[]
  readonly definitive: SheetCounts | null
  /** What the counts that stand contradict, and what was answered about the sheet in the sums. */
  readonly findings: readonly Finding[]
  readonly answers: readonly Made[]
}

/** Everything that happened to one bundle. Refusals: those of `sessionFor`; `not_found` for a sheet of another session. */
export async function getAuditedSheet(
  ctx: Context,
  actor: Actor,
  id: string,
  sheetId: string,
): Promise<AuditedSheet> {
  const { db } = ctx.store
  const filter = { ...WHOLE_TIMELINE, sheet: sheetId }
  const timeline = await getTimeline(ctx, actor, id, filter, { after: 0, limit: Infinity })
  const { roster, sheets, withheld } = timeline
  const sheet = sheets.find((each) => each.id === sheetId)
  const kind = roster.ballotKinds.find((each) => each.id === sheet?.ballotKind)
  if (!sheet || !kind) throw new AppError('not_found', { what: 'sheet' })
  const attempts = withheld ? [] : await listAttempts(db, id, sheetId)
  const definitive = (withheld ? undefined : definitiveCounts(sheet)) ?? null
  const made = withheld ? [] : await listAcknowledgementsMade(db, id)
  const planned = plannedSheets(roster)
  const { number, plan, passesRequired } = sheet
  return {
    timeline,
    kind,
    sheet: {
      id: sheetId,
      number,
      ballots: plan.ballots,
      state: sheetStateOf(sheet),
      passesRequired,
    },
    attempts: attempts.map(({ pass, attempt, at }) => {
      const newest = sheet.passes.some((each) => each.id === pass.id)
      return { pass, attempt, at, newest }
    }),
    cells: differences(attempts.map(({ pass }) => pass)),
    definitive,
    findings: definitive ? checkSheet(definitive, plan) : [],
    answers: made.filter(({ answer }) =>
      placeAbout(answer.path, { roster, sheets: planned }).sheets.includes(sheetId),
    ),
  }
}

/** The sheets of the list as they are planned, in the order of each kind. */
export function plannedSheets({ ballotKinds }: Roster): readonly PlannedSheet[] {
  return ballotKinds.flatMap((kind) =>
    kind.sheets.map((sheet) => ({ ...sheet, ballotKind: kind.id })),
  )
}
