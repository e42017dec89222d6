import {
  type Hall,
  type Person,
  type Seat,
  type Table,
  addsUp,
  isForsaken,
  mayType,
  moveOn,
  sendBack,
  standing,
} from './entry-oracle.ts'
import type { Cells } from './readings.ts'

/** What somebody asks for; `sheet` counts from 0 and may be one too many. */
export type Command =
  | { readonly do: 'take'; readonly sheet: number }
  | { readonly do: 'give_back'; readonly sheet: number }
  | { readonly do: 'release'; readonly sheet: number; readonly passNo: number }
  | {
      readonly do: 'save' | 'submit'
      readonly sheet: number
      readonly cells: Cells
      /** How many saves behind what stands there; `null` names none. */
      readonly behind: number | null
      readonly window: string | null
      readonly looked: boolean
    }
  | {
      readonly do: 'hold'
      readonly sheet: number
      readonly window: string
      readonly act: 'hold' | 'take' | 'leave'
    }
  | {
      readonly do: 'choose' | 'return' | 'return_all'
      readonly sheet: number
      readonly passNo: number
      /** It is to stand although it contradicts itself. */
      readonly asOnPaper: boolean
      /** Names what lies on the table now, or the hand-ins the head saw before. */
      readonly shown: 'now' | 'before'
    }
  | { readonly do: SessionCommand }
  | { readonly do: 'wait'; readonly seconds: number }

export const SESSION_COMMANDS = [
  'pause',
  'resume',
  'close',
  'compute',
  'issue',
  'sign',
  'publish',
  'reopen',
  'cancel',
] as const
export type SessionCommand = (typeof SESSION_COMMANDS)[number]

/** Who may do it at which stages, as the rules on paper say. */
const RIGHTS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  type: ['secretary', 'counting'],
  release: ['head', 'counting', 'paused'],
  decide: ['head', 'counting', 'entered'],
  pause: ['head', 'counting'],
  resume: ['head', 'paused'],
  close: ['head', 'entered'],
  compute: ['head', 'reconciled'],
  issue: ['head', 'computed'],
  publish: ['chair', 'signed'],
  reopen: ['head', 'reconciled', 'computed', 'issued', 'signed', 'published'],
  cancel: ['head', 'draft', 'ready', 'counting', 'paused', 'entered', 'reconciled', 'computed'],
}

const NEXT: Readonly<Record<string, string>> = {
  pause: 'paused',
  resume: 'counting',
  close: 'reconciled',
  compute: 'computed',
  issue: 'issued',
  publish: 'published',
  reopen: 'counting',
  cancel: 'cancelled',
}

function refused(hall: Hall, who: Person, right: string): string | null {
  const [role, ...stages] = RIGHTS[right]!
  if (who.role !== role) return 'forbidden'
  if (!who.home) return 'not_found'
  return stages.includes(hall.stage) ? null : 'wrong_state'
}

/** Does what is asked for, if the rules allow it; `ok` or the code of the refusal. */
export function obey(hall: Hall, who: Person, command: Command): string {
  switch (command.do) {
    case 'wait':
      hall.clock += command.seconds
      return 'ok'
    case 'take':
    case 'give_back':
    case 'save':
    case 'hold':
    case 'submit': {
      const table = hall.tables[command.sheet]
      if (!table) return 'not_found'
      const no = refused(hall, who, 'type')
      if (no) return no
      if (command.do === 'take') return take(hall, table, who)
      return atSeat(hall, table, who, command)
    }
    case 'release': {
      const table = hall.tables[command.sheet]
      return table
        ? (refused(hall, who, 'release') ?? free(table, command.passNo - 1))
        : 'not_found'
    }
    case 'choose':
    case 'return':
    case 'return_all': {
      const table = hall.tables[command.sheet]
      return table ? (refused(hall, who, 'decide') ?? decide(hall, table, command)) : 'not_found'
    }
    default:
      return step(hall, who, command.do)
  }
}

function step(hall: Hall, who: Person, name: SessionCommand): string {
  if (name === 'sign') {
    // with the last signature, whoever writes it
    if (hall.stage !== 'issued') return 'wrong_state'
    hall.stage = 'signed'
    return 'ok'
  }
  const no = refused(hall, who, name)
  if (no) return no
  if (name === 'close' && hall.tables.some(isFound)) return 'findings_open'
  hall.stage = NEXT[name]!
  if (name === 'reopen') hall.revision += 1
  if (name === 'reopen') moveOn(hall)
  if (name === 'resume')
    for (const { seats } of hall.tables)
      for (const seat of seats) if (seat) Object.assign(seat, { heard: hall.clock, window: null })
  return 'ok'
}

/** Something about the table is to be answered or explained: too few ballots, or paper that is wrong. */
function isFound(table: Table): boolean {
  const stands = standing(table)!
  return stands[0] !== table.planned || !addsUp(stands)
}

function take(hall: Hall, { seats }: Table, who: Person): string {
  if (seats.some((seat) => seat?.who === who.name)) return 'ok'
  let place = seats.indexOf(null)
  if (place < 0) place = seats.findIndex((seat) => isForsaken(hall, seat!))
  if (place < 0) return 'no_pass_free'
  seats[place] = {
    who: who.name,
    heard: hall.clock,
    saves: 0,
    typed: null,
    lookedAgain: false,
    window: null,
    handedIn: null,
    sentBack: false,
    again: null,
  }
  return 'ok'
}

function free({ seats }: Table, place: number): string {
  const seat = seats[place]
  if (!seat) return 'not_found'
  if (seat.handedIn) return 'pass_final'
  seats[place] = null
  return 'ok'
}

type AtSeat = Extract<Command, { do: 'give_back' | 'save' | 'submit' | 'hold' }>

function atSeat(hall: Hall, table: Table, who: Person, command: AtSeat): string {
  const place = table.seats.findIndex((seat) => seat?.who === who.name)
  const seat = table.seats[place]
  if (!seat) return 'not_your_pass'
  if (command.do === 'give_back') return free(table, place)
  if (!mayType(table, seat)) return 'pass_final'
  if (command.do === 'hold') return hold(hall, seat, command)
  return command.do === 'save'
    ? save(hall, table, seat, command)
    : submit(hall, table, seat, command)
}

const openElsewhere = (hall: Hall, { window, heard }: Seat, name: string | null) =>
  window !== null && window.name !== name && hall.clock - heard < 60

function here(hall: Hall, seat: Seat, name: string): void {
  if (seat.window?.name !== name) seat.window = { name, since: hall.clock }
  seat.heard = hall.clock
}

function hold(hall: Hall, seat: Seat, { window, act }: Extract<Command, { do: 'hold' }>): string {
  if (openElsewhere(hall, seat, window) && act !== 'take') return 'ok' // told so, and nothing happens
  here(hall, seat, window)
  if (act === 'leave') seat.window = null
  return 'ok'
}

type Typing = Extract<Command, { do: 'save' | 'submit' }>

function save(hall: Hall, table: Table, seat: Seat, typing: Typing): string {
  const { window, cells, looked, behind } = typing
  if (openElsewhere(hall, seat, window)) return 'open_elsewhere'
  if (behind) return 'draft_changed'
  if (window === null) seat.window = null
  else here(hall, seat, window)
  seat.heard = hall.clock
  seat.saves += 1
  seat.typed = cells
  if (looked) seat.lookedAgain = isOdd(table, cells)
  return 'ok'
}

/** Another number of ballots than the bundle should hold: to be looked at again. */
const isOdd = ({ planned }: Table, [ballots]: Cells) => ballots !== null && ballots !== planned

function submit(hall: Hall, table: Table, seat: Seat, { cells, looked, behind }: Typing): string {
  if (behind) return 'draft_changed'
  if (addsUp(cells) && isOdd(table, cells) && !looked && !seat.lookedAgain) return 'warning_unseen'
  hall.handIns += 1
  Object.assign(seat, { typed: null, window: null, heard: hall.clock, sentBack: false })
  seat.saves += 1
  seat.handedIn = { mark: hall.handIns, cells }
  for (const other of table.seats) if (other?.sentBack) other.again = null
  moveOn(hall)
  return 'ok'
}

type Decision = Extract<Command, { do: 'choose' | 'return' | 'return_all' }>

function decide(hall: Hall, table: Table, decision: Decision): string {
  const { do: what, passNo, shown, asOnPaper } = decision
  if (!table.seats.every((seat) => seat?.handedIn)) return 'sheet_not_different'
  if (what === 'choose' && standing(table)) return 'sheet_not_different'
  if (shown === 'before') return 'difference_changed'
  const seat = table.seats[passNo - 1]
  if (!seat && what !== 'return_all') return 'not_found'
  if (what !== 'choose') {
    table.chosen = null
    for (const each of what === 'return' ? [seat!] : table.seats) sendBack(table, each!)
    hall.stage = 'counting'
    return 'ok'
  }
  if (!asOnPaper && !addsUp(seat!.handedIn!.cells)) return 'pass_has_errors'
  for (const each of table.seats) each!.sentBack = false
  table.chosen = passNo - 1
  moveOn(hall)
  return 'ok'
}
