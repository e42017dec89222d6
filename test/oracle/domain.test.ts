import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  SHEET_STATES,
  definitiveCounts,
  differences,
  isOpenToAuthor,
  returnedPasses,
  sheetStateOf,
} from '../../src/domain/entry.ts'
import { cellsToRetype } from '../../src/domain/retype.ts'
import { SESSION_STATES } from '../../src/domain/session.ts'
import { THREE_LEVELS } from '../../src/domain/tally.ts'
import { chanceOf } from './chance.ts'
import { type Command, obey } from './commands.ts'
import { type Machine, type Sheet, run } from './domain-entry.ts'
import {
  type Hall,
  type Table,
  apart,
  mayType,
  openHall,
  standing,
  toRetype,
  wordFor,
} from './entry-oracle.ts'
import { type Asked, type Cast, randomCommand } from './random-command.ts'
import { cellsOf, placesOf } from './readings.ts'

const SEED = 96_2023
const SEQUENCES = 100_000
const PLACES = placesOf(1)

const person = (name: string, role: string) => ({ name, role, home: true })
const CAST: Cast = {
  typists: ['một', 'hai', 'ba', 'bốn'].map((name) => person(name, 'secretary')),
  head: person('trưởng ban', 'head'),
  chair: person('chủ trì', 'chair'),
  others: ['admin', 'committee', 'auditor'].map((role) => person(role, role)),
}

/** What the walks came past: a walk that goes nowhere proves nothing. */
type Seen = {
  readonly states: Set<string>
  readonly stages: Set<string>
  readonly answers: Set<string>
  /** Each way a sheet of two passes went from one state to another. */
  readonly moves: Set<string>
}

const seen: Seen = {
  states: new Set(),
  stages: new Set(),
  answers: new Set(),
  moves: new Set(),
}

test(`${SEQUENCES} random command sequences (seed ${SEED}) end each step as the second model of entry says`, () => {
  let commands = 0
  for (let at = 0; at < SEQUENCES; at += 1) commands += walk(SEED + at)
  expect(commands).toBeGreaterThan(SEQUENCES * 7)
  expect([...seen.states].sort()).toEqual([...SHEET_STATES].sort())
  const before = ['draft', 'ready']
  expect([...seen.stages].sort()).toEqual(
    SESSION_STATES.filter((each) => !before.includes(each)).sort(),
  )
  expect([...seen.answers].sort()).toEqual([
    'difference_changed',
    'findings_open',
    'forbidden',
    'no_pass_free',
    'not_found',
    'not_your_pass',
    'ok',
    'pass_final',
    'pass_has_errors',
    'sheet_not_different',
    'wrong_state',
  ])
}, 120_000)

test('a sheet of two passes moves as it is drawn in the documents, and in no other way', () => {
  const drawing = readFileSync('docs/states.md', 'utf8')
  const drawn = [...drawing.matchAll(/^ {4}(\w+) --> (\w+): ([\w, ]+)$/gm)].flatMap(
    ([, from, to, commands = '']) => commands.split(', ').map((each) => `${from} ${to} ${each}`),
  )
  expect([...seen.moves].sort()).toEqual(drawn.sort())
})

/** One sequence; how many commands it had. Throws at the first step at which the two come apart. */
function walk(seed: number): number {
  const chance = chanceOf(seed)
  const passes = 1 + chance.below(3)
  const planned = Array.from({ length: 1 + chance.below(2) }, () => 5)
  const hall = openHall(planned, passes)
  const machine = newMachine(planned, passes)
  const length = 4 + chance.below(8)
  const asked: Asked[] = []
  for (let at = 0; at < length; at += 1) {
    const next = asPlain(randomCommand(chance, hall, CAST, 1))
    asked.push(next)
    const before = stateIn(machine, next.command)
    const answer = run(machine, next.who, next.command)
    const now = stateIn(machine, next.command)
    if (passes === 2 && before !== now) seen.moves.add(`${before} ${now} ${drawnAs(next.command)}`)
    const expected = obey(hall, next.who, next.command)
    seen.answers.add(expected)
    seen.stages.add(hall.stage)
    const touched = 'sheet' in next.command ? next.command.sheet : 0
    const told = [answer, ...situationOf(machine, touched, next.command)]
    const rules = [expected, ...situationIn(hall, touched, next.command)]
    if (told.join('|') !== rules.join('|'))
      expect(told, `seed ${seed}: ${JSON.stringify(asked, null, 1)}`).toEqual(rules)
  }
  return length
}

const drawnAs = ({ do: name }: Command) => (name === 'return_all' ? 'return' : name)

/** Where the passes differ is asked once one came in, and what is to be typed anew once one was sent back. */
const MOVING: readonly Command['do'][] = ['submit', 'return', 'return_all']

function stateIn({ sheets }: Machine, command: Command): string | undefined {
  const sheet = 'sheet' in command ? sheets[command.sheet] : undefined
  return sheet && sheetStateOf(sheet)
}

/** Drafts, windows and warnings are no matter of the domain. */
function asPlain({ who, command }: Asked): Asked {
  if (command.do === 'save' || command.do === 'submit')
    return { who, command: { ...command, behind: 0, window: null, looked: true } }
  return { who, command: command.do === 'hold' ? { do: 'take', sheet: command.sheet } : command }
}

function newMachine(planned: readonly number[], passesRequired: number): Machine {
  const sheets = planned.map((ballots): Sheet => ({
    plan: { ballots, subjects: ['a'], levels: THREE_LEVELS },
    passesRequired,
    claimed: [],
    authors: [],
    passes: [],
    settlements: [],
  }))
  return { state: 'counting', revision: 1, seconds: 0, ids: 0, sheets }
}

/** What the program says of the session and of one sheet of it. */
function situationOf(
  { state, revision, sheets }: Machine,
  touched: number,
  command: Command,
): readonly string[] {
  const sheet = sheets[touched]
  if (!sheet) return [state, `${revision}`]
  const { passes, passesRequired, authors } = sheet
  const counts = definitiveCounts(sheet)
  const told = MOVING.includes(command.do) && passes.length === passesRequired
  const returned = returnedPasses(sheet)
  const again = passes
    .filter(({ passNo }) => told && returned.includes(passNo))
    .map((pass) => cellsToRetype(pass, passes, sheet.plan).toSorted().join())
  return [
    state,
    `${revision}`,
    sheetStateOf(sheet),
    counts ? cellsOf(counts).join() : '',
    authors
      .map(({ passNo, account }) => `${passNo}${account}${isOpenToAuthor(sheet, passNo)}`)
      .join(),
    returned.join(),
    told
      ? differences(passes)
          .map(({ path }) => path)
          .join()
      : '',
    again.join(' '),
  ]
}

/** The same by the rules. */
function situationIn(hall: Hall, touched: number, command: Command): readonly string[] {
  const { stage, revision, tables } = hall
  const table: Table | undefined = tables[touched]
  if (!table) return [stage, `${revision}`]
  const word = wordFor(table)
  seen.states.add(word)
  const told = MOVING.includes(command.do) && table.seats.every((seat) => seat?.handedIn)
  const places = (cells: readonly number[]) => cells.map((at) => PLACES[at]!)
  const again = table.seats.flatMap((seat) =>
    told && seat?.sentBack ? [places(toRetype(table, seat)).toSorted().join()] : [],
  )
  return [
    stage,
    `${revision}`,
    word,
    standing(table)?.join() ?? '',
    table.seats
      .flatMap((seat, at) => (seat ? [`${at + 1}${seat.who}${mayType(table, seat)}`] : []))
      .join(),
    table.seats.flatMap((seat, at) => (seat?.sentBack ? [at + 1] : [])).join(),
    told ? places(apart(table)).join() : '',
    again.join(' '),
  ]
}
