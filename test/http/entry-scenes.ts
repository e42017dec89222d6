import { closeSession } from '../../src/actions/closing.ts'
import { recordBallots } from '../../src/actions/ballots.ts'
import { saveBallot } from '../../src/actions/drafts.ts'
import { takePass } from '../../src/actions/entries.ts'
import { openHall } from '../../src/actions/halls.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { saveRoster } from '../../src/actions/rosters.ts'
import { createSession, getSession, recordVoters } from '../../src/actions/sessions.ts'
import { cancelSession, freezeRoster, pauseCounting } from '../../src/actions/session-steps.ts'
import type { Context } from '../../src/context.ts'
import { sheetCodesOf } from '../../src/actions/sheet-codes.ts'
import { updateState } from '../../src/storage/sessions.ts'
import type { People } from '../support/context.ts'
import {
  type CountingSession,
  NEW_KINDS,
  NEW_SESSION,
  VOTERS,
  countingSession,
  recordConditions,
  soundSheet,
  typeSheet,
} from '../support/session.ts'

/** A session brought to where a route has its place. */
export type Scene = {
  readonly id: string
  readonly sheet: string
  readonly kind: string
  readonly subject: string
  readonly counting: CountingSession | null
  /** What stands on the tally sheet of the sheet. */
  readonly code: string
  /** Ids of the hand-ins that lie on the sheet. */
  readonly passIds: readonly string[]
}

type Stage = (ctx: Context, people: People) => Promise<Scene>

async function beforeCounting(ctx: Context, people: People): Promise<Scene> {
  const { id } = await createSession(ctx, people.first, NEW_SESSION)
  const roster = await saveRoster(ctx, people.first, id, NEW_KINDS)
  await recordVoters(ctx, people.first, id, VOTERS)
  await recordConditions(ctx, people.first, id)
  const kind = roster.ballotKinds[0]!
  const subject = kind.subjects[0]!.id
  return { id, sheet: 'none', kind: kind.id, subject, code: '', counting: null, passIds: [] }
}

async function counting(ctx: Context, people: People, session = {}): Promise<Scene> {
  const opened = await countingSession(ctx, people, { session })
  return sceneOf(ctx, people, opened)
}

async function sceneOf(ctx: Context, people: People, opened: CountingSession): Promise<Scene> {
  const sheet = opened.sheets[0]!.id
  const kind = opened.roster.ballotKinds[0]!
  const { session, roster } = await getSession(ctx, people.first, opened.session.id)
  const passes = await ctx.store.db
    .selectFrom('entry_passes')
    .select('id')
    .where('sheet_id', '=', sheet)
    .orderBy('pass_no')
    .execute()
  return {
    id: opened.session.id,
    sheet,
    kind: kind.id,
    subject: kind.subjects[0]!.id,
    code: sheetCodesOf(session, roster).get(1) ?? '',
    counting: opened,
    passIds: passes.map((each) => each.id),
  }
}

async function taken(ctx: Context, people: People, session = {}): Promise<Scene> {
  const scene = await counting(ctx, people, session)
  await takePass(ctx, people.first, scene.sheet)
  return scene
}

async function typed(ctx: Context, people: People, slip: number, session = {}): Promise<Scene> {
  const scene = await counting(ctx, people, session)
  const sound = soundSheet(scene.counting!)
  const [top, ...rest] = sound.rows
  const slipped = { ...top!, high: top!.high! - slip, medium: top!.medium! + slip }
  await typeSheet(ctx, people.first, scene.sheet, sound)
  await typeSheet(ctx, people.second, scene.sheet, { ...sound, rows: [slipped, ...rest] })
  return sceneOf(ctx, people, scene.counting!)
}

async function warned(ctx: Context, people: People): Promise<Scene> {
  const scene = await typed(ctx, people, 0)
  const record = { printed: 12, issued: 11, collected: 10, invalidReasons: null, sheets: null }
  await recordBallots(ctx, people.first, scene.id, [{ ballotKind: scene.kind, ...record }])
  return scene
}

async function closed(ctx: Context, people: People): Promise<Scene> {
  const scene = await typed(ctx, people, 0)
  await closeSession(ctx, people.head, scene.id)
  return scene
}

async function computed(ctx: Context, people: People): Promise<Scene> {
  const scene = await closed(ctx, people)
  await computeOutcome(ctx, people.head, scene.id)
  return scene
}

/** Where a session can stand, each made from nothing. */
export const STAGES = {
  draft: beforeCounting,
  ready: async (ctx, people) => {
    const scene = await beforeCounting(ctx, people)
    await freezeRoster(ctx, people.first, scene.id)
    return scene
  },
  counting: (ctx, people) => counting(ctx, people),
  taken: (ctx, people) => taken(ctx, people),
  ballots: async (ctx, people) => {
    const scene = await taken(ctx, people, { entryMode: 'ballots' })
    const save = { place: 1, marks: '12', revision: 0 }
    await saveBallot(ctx, people.first, scene.sheet, save)
    return scene
  },
  paused: async (ctx, people) => {
    const scene = await taken(ctx, people)
    await pauseCounting(ctx, people.head, scene.id)
    return scene
  },
  different: (ctx, people) => typed(ctx, people, 1),
  entered: (ctx, people) => typed(ctx, people, 0),
  rechecking: (ctx, people) => typed(ctx, people, 0, { recheckSize: 1 }),
  warned,
  closed,
  computed,
  signed: async (ctx, people) => {
    const scene = await computed(ctx, people)
    await ctx.store.db.transaction().execute((trx) => updateState(trx, scene.id, 'signed'))
    return scene
  },
  watched: async (ctx, people) => {
    const scene = await taken(ctx, people)
    await openHall(ctx, people.head, scene.id)
    return scene
  },
  cancelled: async (ctx, people) => {
    const scene = await taken(ctx, people)
    await cancelSession(ctx, people.head, scene.id, 'Hoãn hội nghị')
    return scene
  },
} as const satisfies Record<string, Stage>
