import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recordBallots } from '../../src/actions/ballots.ts'
import { closeSession } from '../../src/actions/closing.ts'
import { releasePass, takePass } from '../../src/actions/entries.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { recognisePerson } from '../../src/actions/persons.ts'
import { getPreparation, recordTiming } from '../../src/actions/preparation.ts'
import { settleDifference } from '../../src/actions/reconcile.ts'
import { saveRoster } from '../../src/actions/rosters.ts'
import { setRegime, editSession } from '../../src/actions/regime-choice.ts'
import * as sessions from '../../src/actions/sessions.ts'
import * as steps from '../../src/actions/session-steps.ts'
import { checkSessions } from '../../src/actions/session-check.ts'
import type { Context } from '../../src/context.ts'
import type { JournalEntry } from '../../src/domain/journal.ts'
import { replayProgram, startProgramReplay } from '../../src/domain/replay/program-replay.ts'
import { AppError } from '../../src/errors.ts'
import { findRoster } from '../../src/storage/roster.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import {
  NEW_KINDS,
  NEW_SESSION,
  VOTERS,
  countingSession,
  recordConditions,
  sheetOf,
  soundSheet,
  typeSheet,
} from '../support/session.ts'

/** Every difference between the sessions' tables and what their entries come to. */
async function differences(ctx: Context) {
  const program = startProgramReplay()
  const rows = await ctx.store.db.selectFrom('journal').select('entry').orderBy('seq').execute()
  for (const { entry } of rows) replayProgram(program, JSON.parse(entry) as JournalEntry)
  const basis = {
    store: ctx.store,
    recount: ctx.recount,
    trusted: { real: [], rehearsal: [] },
    paper: null,
  }
  const { modes, documents, others, apart } = await checkSessions(
    basis,
    program.persons,
    () => undefined,
  )
  return [...modes, ...documents, ...others, ...apart]
}

type Step = (ctx: Context, people: People, id: string, variant: number) => Promise<unknown>

const sheetsOf = async (ctx: Context, id: string) => {
  const roster = await findRoster(ctx.store.db, id)
  return { roster, sheets: roster.ballotKinds.flatMap(({ sheets }) => sheets) }
}

/** What people may try at any time, in whatever state the session is. */
const STEPS: Readonly<Record<string, Step>> = {
  roster: (ctx, { first }, id, variant) =>
    saveRoster(ctx, first, id, [
      {
        code: 'A',
        title: `Loại ${variant}`,
        subjects: NEW_KINDS[0]!.subjects.slice(0, 1 + (variant % 2)),
      },
    ]),
  voters: (ctx, { first }, id, variant) =>
    sessions.recordVoters(ctx, first, id, { ...VOTERS, members: 10 + (variant % 3) }),
  edit: (ctx, { first }, id, variant) =>
    editSession(ctx, first, id, { title: `Kỳ ${variant}`, heldOn: '2026-02-05' }),
  regime: (ctx, { first }, id) => setRegime(ctx, first, id, { regime: null, reason: null }),
  timing: async (ctx, { first }, id, variant) => {
    const { session } = await getPreparation(ctx, first, id)
    return recordTiming(ctx, first, id, { ...session.timing, termStartYear: 2020 + variant })
  },
  conditions: (ctx, { first }, id) => recordConditions(ctx, first, id),
  freeze: (ctx, { first }, id) => steps.freezeRoster(ctx, first, id),
  open: (ctx, { head }, id) => steps.openCounting(ctx, head, id),
  ballots: async (ctx, { first }, id, variant) => {
    const { roster } = await sheetsOf(ctx, id)
    return recordBallots(
      ctx,
      first,
      id,
      roster.ballotKinds.map((kind) => ({
        ballotKind: kind.id,
        printed: 12,
        issued: 10,
        collected: 10,
        invalidReasons: variant % 2 ? null : 'gạch nhầm',
        sheets: variant % 3 === 0 ? [4, 6] : null,
      })),
    )
  },
  take: async (ctx, { first, second }, id, variant) => {
    const { sheets } = await sheetsOf(ctx, id)
    return takePass(ctx, variant % 2 ? first : second, sheets[variant % sheets.length]?.id ?? '')
  },
  release: async (ctx, { head }, id, variant) => {
    const { sheets } = await sheetsOf(ctx, id)
    return releasePass(ctx, head, sheets[variant % sheets.length]?.id ?? '', 1 + (variant % 2))
  },
  type: async (ctx, { first, second }, id, variant) => {
    const { roster, sheets } = await sheetsOf(ctx, id)
    const sheet = sheets[Math.floor(variant / 4) % sheets.length]
    const marks = [
      [8, 1, 0, 0],
      [2, 1, 6, 0],
    ] as const
    const [kind] = roster.ballotKinds
    const collected = sheet?.ballots ?? 0
    const valid = variant % 4 > 1 ? collected : collected - 1
    const rows = marks.map(([high, medium]) => [high, medium, valid - high - medium, 0] as const)
    const counts = sheetOf(
      kind?.subjects ?? [],
      { collected, valid, invalid: collected - valid },
      rows,
    )
    return typeSheet(ctx, variant % 2 ? first : second, sheet?.id ?? '', counts)
  },
  settle: async (ctx, { head }, id, variant) => {
    const { sheets } = await sheetsOf(ctx, id)
    const sheet = sheets[variant % sheets.length]?.id ?? ''
    const passes = await ctx.store.db
      .selectFrom('entry_passes')
      .selectAll()
      .where('sheet_id', '=', sheet)
      .orderBy('attempt')
      .execute()
    const newest = new Map(passes.map((pass) => [pass.pass_no, pass.id]))
    const decision = variant % 2 ? 'choose' : 'return'
    const passIds = [...newest.values()]
    return settleDifference(ctx, head, sheet, { decision, passNo: 1, passIds, reason: 'xem giấy' })
  },
  pause: (ctx, { head }, id) => steps.pauseCounting(ctx, head, id),
  resume: (ctx, { head }, id) => steps.resumeCounting(ctx, head, id),
  close: (ctx, { head }, id) => closeSession(ctx, head, id),
  compute: (ctx, { head }, id) => computeOutcome(ctx, head, id),
  reopen: (ctx, { head }, id) => steps.reopenSession(ctx, head, id, 'xem lại'),
}

/** The way people go, so that a random walk gets somewhere. */
const USUAL = ['roster', 'voters', 'freeze', 'conditions', 'open', 'ballots']

describe('the journal alone comes to what the tables say', () => {
  test('whatever is tried in whatever order, and whatever of it is refused', async () => {
    const names = Object.keys(STEPS)
    const tried = fc.record({ name: fc.constantFrom(...names), variant: fc.nat(7) })
    const reached = new Set<string>()
    await fc.assert(
      fc.asyncProperty(
        fc.nat(USUAL.length),
        fc.array(tried, { minLength: 10, maxLength: 40 }),
        async (usual, more) => {
          const ctx = await testContext()
          const people = await seatPeople(ctx)
          const { id } = await sessions.createSession(ctx, people.first, NEW_SESSION)
          const walk = [...USUAL.slice(0, usual).map((name) => ({ name, variant: 1 })), ...more]
          for (const { name, variant } of walk)
            try {
              await STEPS[name]!(ctx, people, id, variant)
              reached.add(name)
            } catch (error) {
              if (!(error instanceof AppError)) throw error
            }
          expect(await differences(ctx)).toEqual([])
          await ctx.store.db.destroy()
        },
      ),
      { numRuns: 25, seed: 96 },
    )
    expect([...reached].toSorted()).toEqual(expect.arrayContaining(['freeze', 'open', 'take']))
  }, 180_000)

  test('also of somebody recognised from the list of another session, and of a session reopened', async () => {
    const ctx = await testContext()
    const people = await seatPeople(ctx)
    const before = await countingSession(ctx, people, { session: { heldOn: '2024-02-05' } })
    const subjectsOf = ({ roster }: typeof before) => roster.ballotKinds[0]!.subjects
    const after = await countingSession(ctx, people, {
      prepare: (id, roster) =>
        recognisePerson(ctx, people.first, id, {
          subject: roster.ballotKinds[0]!.subjects[0]!.id,
          other: subjectsOf(before)[0]!.id,
          same: true,
        }),
    })
    const { id } = after.session
    for (const secretary of [people.first, people.second])
      await typeSheet(ctx, secretary, after.sheets[0]!.id, soundSheet(after))
    await closeSession(ctx, people.head, id)
    await computeOutcome(ctx, people.head, id)
    await steps.reopenSession(ctx, people.head, id, 'xem lại một tập')
    const stored = await ctx.store.db
      .selectFrom('subjects')
      .select('person_id')
      .where('id', '=', subjectsOf(before)[0]!.id)
      .executeTakeFirstOrThrow()
    expect(stored.person_id).not.toBeNull()
    expect(await differences(ctx)).toEqual([])
    await ctx.store.db.destroy()
  })
})
