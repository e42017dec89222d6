import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OwnPass, getOwnPass } from '../../src/actions/entries.ts'
import type { Held, Saved } from '../../src/actions/drafts.ts'
import { getDifferences } from '../../src/actions/reconcile.ts'
import { listSheets } from '../../src/actions/sheets.ts'
import type { SubmittedPass } from '../../src/actions/submissions.ts'
import type { Context } from '../../src/context.ts'
import type { Actor } from '../../src/domain/actor.ts'
import { findSession } from '../../src/storage/sessions.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession } from '../support/session.ts'
import { type Played, act } from './act.ts'
import { chanceOf } from './chance.ts'
import { type Command, obey } from './commands.ts'
import {
  type Hall,
  type Seat,
  apart,
  isForsaken,
  markedAgain,
  mayType,
  openHall,
  shownTo,
  wordFor,
} from './entry-oracle.ts'
import { type HallSession, sameAgain } from './hall-session.ts'
import { type Asked, type Cast, randomCommand } from './random-command.ts'
import { blank, cellsOf, placesOf } from './readings.ts'

const SEED = 377
const SEQUENCES = 200
const PLACES = placesOf(2)
const START = Date.UTC(2026, 1, 5, 14)

let ctx: Context
let people: People
const actors = new Map<string, Actor>()
let seconds = 0
const templates: { planned: readonly number[]; passes: number; counting: CountingSession }[] = []
beforeAll(async () => {
  ctx = await testContext('sqlite', { now: () => instant(seconds) })
  people = await seatPeople(ctx)
  const strangers = await seatPeople(ctx, 'other')
  for (const each of [...Object.values(people), ...Object.values(strangers)])
    actors.set(each.account, each)
  for (const passes of [1, 2, 2, 3])
    for (const planned of [[10], [4, 6]]) {
      const options = { session: { passesRequired: passes }, bundles: planned }
      templates.push({ planned, passes, counting: await countingSession(ctx, people, options) })
    }
})
afterAll(async () => ctx.store.db.destroy())

const instant = (after: number) => new Date(START + 1000 * after).toISOString()

function actorOf(name: string): Actor {
  return actors.get(name)!
}

const person = (name: string, role: string, home = true) => ({ name, role, home })
const CAST: Cast = {
  typists: ['first', 'second', 'third'].map((name) => person(`org-${name}`, 'secretary')),
  head: person('org-head', 'head'),
  chair: person('org-chair', 'chair'),
  others: [
    ...['admin', 'committee', 'auditor'].map((role) => person(`org-${role}`, role)),
    person('other-first', 'secretary', false),
    person('other-head', 'head', false),
  ],
}

test(`${SEQUENCES} random command sequences (seed ${SEED}) are answered as the second model of entry says`, async () => {
  const answers = new Map<string, number>()
  for (let at = 0; at < SEQUENCES; at += 1) await walk(at, answers)
  expect([...answers.keys()].sort()).toEqual([
    'difference_changed',
    'draft_changed',
    'findings_open',
    'forbidden',
    'no_pass_free',
    'not_found',
    'not_your_pass',
    'ok',
    'open_elsewhere',
    'pass_final',
    'pass_has_errors',
    'sheet_not_different',
    'warning_unseen',
    'wrong_state',
  ])
}, 120_000)

/** One sequence on a session of its own; throws at the first step at which the two come apart. */
async function walk(at: number, answers: Map<string, number>): Promise<void> {
  const chance = chanceOf(SEED + at)
  const { planned, passes, counting } = chance.oneOf(templates)
  const session = { ...(await sameAgain(ctx, counting, `hall-${at}`)), planned }
  const hall = openHall(planned, passes)
  const asked: Asked[] = []
  const length = 8 + chance.below(12)
  while (asked.length < length) {
    const next = withoutPapers(randomCommand(chance, hall, CAST, 2))
    asked.push(next)
    try {
      const answer = await step(session, hall, next)
      answers.set(answer, (answers.get(answer) ?? 0) + 1)
    } catch (error) {
      throw new Error(`seed ${SEED + at}: ${JSON.stringify(asked, null, 1)}`, { cause: error })
    }
  }
}

async function step(session: Played, hall: Hall, next: Asked): Promise<string> {
  const left = sinceWhen(hall, next)
  const expected = obey(hall, next.who, next.command)
  seconds = hall.clock
  if (next.command.do !== 'wait') {
    const journal = await journalEnd()
    const { answer, value } = await act(ctx, actorOf(next.who.name), session, next.command)
    expect(answer).toBe(expected)
    if (answer === 'ok') compareAnswer(hall, next, value, left)
    else expect(await journalEnd()).toBe(journal)
  }
  expect(await situationOf(session, hall)).toEqual(situationIn(hall))
  await compareOwn(session, hall, next)
  return expected
}

/** Since when the one who asks has had the window that may be left now. */
function sinceWhen(hall: Hall, { who, command }: Asked): number {
  const table = hasSheet(command) ? hall.tables[command.sheet] : undefined
  const window = table?.seats.find((each) => each?.who === who.name)?.window
  if (command.do !== 'hold' || !window || window.name !== command.window) return hall.clock
  return window.since
}

/** Documents are made elsewhere; here it goes back to the count. */
function withoutPapers({ who, command }: Asked): Asked {
  const papers = ['issue', 'sign', 'publish'].includes(command.do)
  return { who, command: papers ? { do: 'reopen' } : command }
}

async function journalEnd(): Promise<number> {
  const { seq } = await ctx.store.db
    .selectFrom('journal')
    .select((eb) => eb.fn.max('seq').as('seq'))
    .executeTakeFirstOrThrow()
  return seq
}

function compareAnswer(hall: Hall, { who, command }: Asked, value: unknown, left: number): void {
  if (!('sheet' in command)) return
  const table = hall.tables[command.sheet]!
  const place = table.seats.findIndex((seat) => seat?.who === who.name)
  const seat = table.seats[place]
  if (command.do === 'save')
    expect(value as Saved).toEqual({ revision: seat!.saves, savedAt: instant(hall.clock) })
  if (command.do === 'submit')
    expect(value as SubmittedPass).toMatchObject({
      state: wordFor(table),
      passNo: place + 1,
    })
  if (command.do === 'hold')
    expect(value as Held).toEqual({
      here: seat!.window?.name === command.window,
      since: instant(seat!.window?.since ?? left),
      revision: seat!.saves,
    })
}

/** What the program tells the head of the session and its sheets. */
async function situationOf({ id, sheets }: HallSession, hall: Hall): Promise<unknown> {
  const session = await findSession(ctx.store.db, id)
  const listed = await listSheets(ctx, people.head, id)
  const compared = sheets.map(async (sheet, at) => {
    const full = hall.tables[at]!.seats.every((seat) => seat?.handedIn)
    if (!full) return []
    const { cells } = await getDifferences(ctx, people.head, sheet)
    return cells.map(({ path }) => path)
  })
  return {
    stage: [session?.state, session?.revision],
    words: listed.map((each) => each.state),
    seats: listed.map(({ passes }) =>
      passes.map(({ passNo, account, status }) => `${passNo} ${account} ${status}`),
    ),
    apart: await Promise.all(compared),
  }
}

function situationIn(hall: Hall): unknown {
  return {
    stage: [hall.stage, hall.revision],
    words: hall.tables.map(wordFor),
    seats: hall.tables.map((table) =>
      table.seats.flatMap((seat, at) =>
        seat ? [`${at + 1} ${seat.who} ${statusOf(hall, table, seat)}`] : [],
      ),
    ),
    apart: hall.tables.map((table) => apart(table).map((at) => PLACES[at])),
  }
}

function statusOf(hall: Hall, table: Hall['tables'][number], seat: Seat): string {
  if (!seat.handedIn) return isForsaken(hall, seat) ? 'idle' : 'typing'
  if (seat.sentBack) return 'returned'
  return mayType(table, seat) ? 'has_errors' : 'submitted'
}

/** Whoever sits at the sheet sees what they typed, and nothing of anybody else. */
async function compareOwn(session: HallSession, hall: Hall, { who, command }: Asked) {
  if (hall.stage !== 'counting' || !hasSheet(command)) return
  const table = hall.tables[command.sheet]
  const seat = table?.seats.find((each) => each?.who === who.name)
  if (!table || !seat) return
  const own: OwnPass = await getOwnPass(ctx, actorOf(who.name), session.sheets[command.sheet]!)
  const shown = shownTo(table, seat)
  const { open, revision } = own
  const again = PLACES.flatMap((path, at) => (own.emptied.includes(path) ? [at] : []))
  expect({ cells: cellsOf(own.counts), open, revision, again }).toEqual({
    cells: shown.length > 0 ? shown : blank(2),
    open: mayType(table, seat),
    revision: seat.saves,
    again: markedAgain(seat),
  })
}

function hasSheet(command: Command): command is Extract<Command, { sheet: number }> {
  return 'sheet' in command
}
