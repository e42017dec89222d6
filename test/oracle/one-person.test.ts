import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { submitPass } from '../../src/actions/submissions.ts'
import { takePass } from '../../src/actions/entries.ts'
import { listSheets } from '../../src/actions/sheets.ts'
import type { Context } from '../../src/context.ts'
import type { Actor } from '../../src/domain/actor.ts'
import { findSession } from '../../src/storage/sessions.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession, soundSheet } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'
import { act } from './act.ts'
import { chanceOf } from './chance.ts'
import { openHall } from './entry-oracle.ts'
import { type HallSession, sameAgain } from './hall-session.ts'
import { type Cast, randomCommand } from './random-command.ts'
import { countsOf, readingsOf } from './readings.ts'

const SEED = 399
const SEQUENCES = 5
const COMMANDS = 25
const START = Date.UTC(2026, 1, 5, 14)

/** What another one has left behind: nothing that counts. */
const LEFT = {
  nothing: async () => undefined,
  'a pass taken up': async (ctx: Context, other: Actor, { sheets }: HallSession) => {
    await takePass(ctx, other, sheets[0]!)
  },
  'a pass that contradicts itself': async (ctx: Context, other: Actor, session: HallSession) => {
    await takePass(ctx, other, session.sheets[0]!)
    const wrong = countsOf(readingsOf(10, 2).wrongMarks, session.subjects)
    await submitPass(ctx, other, session.sheets[0]!, wrong)
  },
}

describe('one person alone', () => {
  let ctx: Context
  let people: People
  let counting: CountingSession
  let seconds = 0
  beforeAll(async () => {
    ctx = await testContext('sqlite', {
      now: () => new Date(START + 1000 * seconds).toISOString(),
    })
    people = await seatPeople(ctx)
    counting = await countingSession(ctx, people)
  })
  afterAll(async () => ctx.store.db.destroy())

  const roles = ['first', 'head', 'chair', 'admin', 'committee', 'auditor'] as const
  const cases = roles.flatMap((who) => Object.keys(LEFT).map((left) => [who, left] as const))

  test.each(cases)(
    'never brings a sheet of two passes to definitive: %s, with %s before',
    async (who, left) => {
      const actor = people[who]
      const answers = new Set<string>()
      for (let at = 0; at < SEQUENCES; at += 1) {
        const chance = chanceOf(SEED + at)
        const session = await sameAgain(ctx, counting, `${who}-${left}-${at}`)
        await LEFT[left as keyof typeof LEFT](ctx, people.second, session)
        for (let asked = 0; asked < COMMANDS; asked += 1) {
          const { command } = await nextCommand(chance, actor, session)
          if (command.do === 'wait') seconds += command.seconds
          else answers.add((await act(ctx, actor, { ...session, planned: [10] }, command)).answer)
          const [sheet] = await listSheets(ctx, people.head, session.id)
          expect(sheet?.state, `seed ${SEED + at}`).not.toBe('definitive')
        }
      }
      expect(answers.has('ok')).toBe(who === 'first' || who === 'head')
    },
  )

  /** What the rules of random commands offer at the stage the session really is at. */
  async function nextCommand(
    chance: ReturnType<typeof chanceOf>,
    actor: Actor,
    { id }: HallSession,
  ) {
    const person = { name: actor.account, role: actor.role, home: true }
    const cast: Cast = { typists: [person], head: person, chair: person, others: [person] }
    const stored = await findSession(ctx.store.db, id)
    const hall = { ...openHall([10], 2), stage: stored?.state ?? '' }
    const next = randomCommand(chance, hall, cast, 2)
    const papers = ['issue', 'sign', 'publish', 'cancel'].includes(next.command.do)
    return papers ? { ...next, command: { do: 'reopen' } as const } : next
  }
})

describe.each(DIALECTS)('the database on %s', (dialect) => {
  let ctx: Context
  let people: People
  let counting: CountingSession
  let sheet: string
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
    counting = await countingSession(ctx, people)
    sheet = counting.sheets[0]!.id
    await takePass(ctx, people.first, sheet)
    await submitPass(ctx, people.first, sheet, soundSheet(counting))
  })
  afterEach(async () => ctx.store.db.destroy())

  const author = (pass_no: number, account_id: string) =>
    ctx.store.db
      .insertInto('pass_authors')
      .values({ sheet_id: sheet, pass_no, account_id })
      .execute()
  const pass = async (pass_no: number, account_id: string, id: string) => {
    const counts = JSON.stringify(soundSheet(counting))
    const row = { id, sheet_id: sheet, pass_no, attempt: 1, account_id, counts, supersedes: null }
    const submitted_at = '2026-02-05T14:00:00.000Z'
    return ctx.store.db
      .insertInto('entry_passes')
      .values({ ...row, submitted_at })
      .execute()
  }

  test('gives one person no second pass of a sheet, and no pass to nobody', async () => {
    await expect(author(2, 'org-first')).rejects.toThrow(/unique/i)
    await expect(pass(2, 'org-first', 'second-pass')).rejects.toThrow(/not the author of the pass/)
    await expect(author(4, 'org-second')).rejects.toThrow(/check/i)
    await expect(author(2, 'nobody')).rejects.toThrow(/foreign key/i)
  })

  test('lets nobody take the author away from a pass that was handed in', async () => {
    const gone = ctx.store.db.deleteFrom('pass_authors').where('sheet_id', '=', sheet).execute()
    await expect(gone).rejects.toThrow(/foreign key/i)
  })

  test('stores a pass for its author only', async () => {
    await author(2, 'org-second')
    await expect(pass(2, 'org-first', 'second-pass')).rejects.toThrow(/not the author of the pass/)
    await expect(pass(2, 'org-second', 'second-pass')).resolves.toBeDefined()
  })

  test('never exchanges the author of a pass', async () => {
    const exchanged = sql`update pass_authors set account_id = 'org-third'`.execute(ctx.store.db)
    await expect(exchanged).rejects.toThrow(/the author of a pass stays/)
  })
})
