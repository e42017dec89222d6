import { recordBallots } from '../../src/actions/ballots.ts'
import { takePass } from '../../src/actions/entries.ts'
import { submitPass } from '../../src/actions/submissions.ts'
import { getPreparation, recordSteps } from '../../src/actions/preparation.ts'
import { type NewBallotKind, saveRoster } from '../../src/actions/rosters.ts'
import { type NewSession, createSession, recordVoters } from '../../src/actions/sessions.ts'
import { freezeRoster, openCounting } from '../../src/actions/session-steps.ts'
import type { Context } from '../../src/context.ts'
import type { Actor } from '../../src/domain/actor.ts'
import { type SheetCounts, checkSheet } from '../../src/domain/entry.ts'
import { missingConditions } from '../../src/domain/procedure.ts'
import type { Roster } from '../../src/domain/roster.ts'
import type { Session } from '../../src/domain/session.ts'
import type { People } from './context.ts'

export const NEW_SESSION = {
  mode: 'rehearsal',
  title: 'Lấy phiếu tín nhiệm năm 2026',
  heldOn: '2026-02-05',
  meeting: 'in_person',
  passesRequired: 2,
} as const satisfies NewSession

export const NEW_KINDS: readonly NewBallotKind[] = [
  {
    code: 'A',
    title: 'Ban Thường vụ',
    subjects: [
      { name: 'Nguyễn Văn Một', position: 'Bí thư', block: null },
      { name: 'Trần Thị Hai', position: 'Phó Bí thư', block: null },
    ],
  },
]

export const VOTERS = {
  members: 10,
  summoned: 10,
  present: 10,
  absentExcused: 0,
  absentUnexcused: 0,
}

/** Counts of a sheet: `[high, medium, low, invalid]` for each subject in ballot order. */
export function sheetOf(
  subjects: readonly { id: string }[],
  ballots: { collected: number | null; valid: number | null; invalid: number | null },
  marks: readonly (readonly [number | null, number | null, number | null, number | null])[],
): SheetCounts {
  return {
    ...ballots,
    rows: subjects.map(({ id }, at) => {
      const [high, medium, low, invalid] = marks[at]!
      return { subject: id, high, medium, low, invalid }
    }),
  }
}

/** The steps the regulation makes a condition of counting, done on the day of the vote. */
export async function recordConditions(ctx: Context, actor: Actor, id: string): Promise<void> {
  const { steps, session } = await getPreparation(ctx, actor, id)
  const records = missingConditions(steps).flatMap(({ rule, missing }) =>
    (rule.per === 'person' ? missing : [null]).map((subject) => ({
      step: rule.id,
      subject,
      doneOn: session.heldOn,
      file: null,
    })),
  )
  await recordSteps(ctx, actor, id, records)
}

export type CountingSession = {
  readonly session: Session
  readonly roster: Roster
  readonly sheets: readonly { readonly id: string; readonly number: number }[]
}

/** A session in `counting` with ten ballots of one kind, in the bundles given. */
export async function countingSession(
  ctx: Context,
  people: People,
  options: {
    readonly session?: Partial<NewSession>
    readonly bundles?: readonly number[]
    readonly kinds?: readonly NewBallotKind[]
    /** What is done while the list may still be changed. */
    readonly prepare?: (id: string, roster: Roster) => Promise<unknown>
  } = {},
): Promise<CountingSession> {
  const made = await createSession(ctx, people.first, { ...NEW_SESSION, ...options.session })
  const roster = await saveRoster(ctx, people.first, made.id, options.kinds ?? NEW_KINDS)
  await options.prepare?.(made.id, roster)
  await recordVoters(ctx, people.first, made.id, VOTERS)
  await freezeRoster(ctx, people.first, made.id)
  await recordConditions(ctx, people.first, made.id)
  await openCounting(ctx, people.head, made.id)
  const ballots = { printed: 12, issued: 10, collected: 10, invalidReasons: null }
  const sheets = options.bundles ?? null
  const kind = roster.ballotKinds[0]!
  await recordBallots(ctx, people.first, made.id, [{ ballotKind: kind.id, ...ballots, sheets }])
  const rows = await ctx.store.db
    .selectFrom('sheets')
    .select(['id', 'number'])
    .where('session_id', '=', made.id)
    .orderBy('number')
    .execute()
  return { session: { ...made, state: 'counting' }, roster, sheets: rows }
}

/** Takes a pass of the sheet and submits it, having looked again at whatever is unusual in it. */
export async function typeSheet(ctx: Context, actor: Actor, sheet: string, counts: SheetCounts) {
  const { sheet: taken, kind, levels } = await takePass(ctx, actor, sheet)
  const subjects = kind.subjects.map(({ id }) => id)
  const found = checkSheet(counts, { ballots: taken.ballots, subjects, levels })
  const seen = found.map(({ code, path, numbers }) => ({ code, path, numbers }))
  return submitPass(ctx, actor, sheet, counts, { seen })
}

/** Ten ballots on which nobody made a mistake. */
export function soundSheet({ roster }: Pick<CountingSession, 'roster'>): SheetCounts {
  return sheetOf(roster.ballotKinds[0]!.subjects, { collected: 10, valid: 9, invalid: 1 }, [
    [7, 1, 1, 0],
    [2, 0, 6, 1],
  ])
}
