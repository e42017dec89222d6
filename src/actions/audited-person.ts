import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { placeAbout } from '../domain/entry-about.ts'
import { type SheetRow, definitiveCounts } from '../domain/entry.ts'
import type { SubjectOutcome } from '../domain/outcome.ts'
import { type Regime, levelsOf } from '../domain/regime.ts'
import { may } from '../domain/roles.ts'
import { type BallotKind, type Subject, sumSheets } from '../domain/roster.ts'
import type { BallotKindTally, Level } from '../domain/tally.ts'
import { WHOLE_TIMELINE } from '../domain/timeline.ts'
import { AppError } from '../errors.ts'
import { listAcknowledgementsMade } from '../storage/results.ts'
import { regimeOf } from './access.ts'
import { plannedSheets } from './audited-sheet.ts'
import { getOutcome } from './outcome.ts'
import { type SessionTimeline, getTimeline } from './session-timeline.ts'

type Made = Awaited<ReturnType<typeof listAcknowledgementsMade>>[number]

/** Everything a session knows of one person on a ballot: where each figure comes from, what was decided. */
export type AuditedPerson = {
  /** The entries about the person. */
  readonly timeline: SessionTimeline
  readonly regime: Regime
  readonly kind: BallotKind
  readonly subject: Subject
  /** The place on the ballot, from 1. */
  readonly ordinal: number
  readonly levels: readonly Level[]
  /** The person's row of each sheet as it stands, by number; empty where figures are withheld. */
  readonly rows: readonly {
    readonly sheet: string
    readonly number: number
    readonly row: SheetRow
  }[]
  /** Their sum; `null` where figures are withheld. */
  readonly sum: SheetRow | null
  /** What was answered about the person in the sums. */
  readonly answers: readonly Made[]
  /** What was computed; `null` for nothing yet, nobody to be told, or a result that is held. */
  readonly result: { readonly counted: BallotKindTally; readonly outcome: SubjectOutcome } | null
}

/** What one session knows of one person. Refusals: those of `sessionFor`; `not_found` for somebody else. */
export async function getAuditedPerson(
  ctx: Context,
  actor: Actor,
  id: string,
  subjectId: string,
): Promise<AuditedPerson> {
  const { db } = ctx.store
  const filter = { ...WHOLE_TIMELINE, subject: subjectId }
  const timeline = await getTimeline(ctx, actor, id, filter, { after: 0, limit: Infinity })
  const { session, roster, sheets, withheld } = timeline
  const kind = roster.ballotKinds.find(({ subjects }) => subjects.some((s) => s.id === subjectId))
  const at = kind?.subjects.findIndex((each) => each.id === subjectId) ?? -1
  const subject = kind?.subjects[at]
  if (!kind || !subject) throw new AppError('not_found', { what: 'subject' })
  const { regime } = await regimeOf(ctx, db, session)
  const levels = levelsOf(regime)
  const counted = sheets.flatMap((sheet) => {
    const counts = sheet.ballotKind === kind.id && !withheld ? definitiveCounts(sheet) : undefined
    return counts ? [{ sheet, counts }] : []
  })
  const sums = sumSheets(
    kind,
    counted.map(({ counts }) => counts),
    levels,
  )
  const made = withheld ? [] : await listAcknowledgementsMade(db, id)
  const places = { roster, sheets: plannedSheets(roster) }
  return {
    timeline,
    regime,
    kind,
    subject,
    ordinal: at + 1,
    levels,
    rows: counted.flatMap(({ sheet, counts }) => {
      const row = counts.rows.find((each) => each.subject === subjectId)
      return row ? [{ sheet: sheet.id, number: sheet.number, row }] : []
    }),
    sum: (withheld ? undefined : sums.rows[at]) ?? null,
    answers: made.filter(({ answer }) =>
      placeAbout(answer.path, places).subjects.includes(subjectId),
    ),
    result: may(actor.role, 'read_outcome', session.state)
      ? await resultOf(ctx, actor, id, { code: kind.code, at })
      : null,
  }
}

async function resultOf(
  ctx: Context,
  actor: Actor,
  id: string,
  { code, at }: { readonly code: string; readonly at: number },
): Promise<AuditedPerson['result']> {
  const { tally, outcome } = await getOutcome(ctx, actor, id)
  const kind = tally.ballotKinds.find((each) => each.id === code)
  const line = kind?.subjects[at]
  const found = outcome.subjects.find((each) => each.ballotKind === code && each.id === line?.id)
  if (!kind || !line || !found) return null
  return { counted: { ...kind, subjects: [line] }, outcome: found }
}
