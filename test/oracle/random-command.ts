import type { Chance } from './chance.ts'
import { type Command, SESSION_COMMANDS } from './commands.ts'
import { type Hall, type Person, addsUp, mayType } from './entry-oracle.ts'
import { type ReadingName, readingsOf } from './readings.ts'

export type Asked = { readonly who: Person; readonly command: Command }

const READINGS: readonly ReadingName[] = [
  'right',
  'right',
  'right',
  'right',
  'slipped',
  'slipped',
  'other',
  'short',
  'wrongMarks',
  'wrongBallots',
  'holed',
]

const ENTRY = [
  'take',
  'take',
  'take',
  'submit',
  'submit',
  'submit',
  'submit',
  'save',
  'hold',
  'give_back',
  'release',
  'return',
  'return',
  'return_all',
  'choose',
  'choose',
  'wait',
  'wait',
] as const

const ALL = [...ENTRY, ...SESSION_COMMANDS]

/** What is worth asking at each stage, beside everything else once in a while. */
const FITTING: Readonly<Record<string, readonly Command['do'][]>> = {
  paused: ['resume', 'resume', 'resume', 'take', 'submit', 'release', 'hold', 'wait'],
  entered: ['return', 'return', 'close', 'close', 'choose', 'submit', 'take'],
  reconciled: ['compute', 'compute', 'reopen', 'submit', 'return'],
  computed: ['issue', 'reopen', 'reopen', 'submit', 'return'],
  issued: ['sign', 'reopen', 'take'],
  signed: ['publish', 'reopen', 'return'],
  published: ['reopen', 'cancel', 'choose'],
  cancelled: ['take', 'submit', 'reopen', 'resume'],
}

export type Cast = {
  readonly typists: readonly Person[]
  readonly head: Person
  readonly chair: Person
  /** Whoever has no business here. */
  readonly others: readonly Person[]
}

/** One command by somebody: mostly one that fits, by the person whose business it is, and often not. */
export function randomCommand(chance: Chance, hall: Hall, cast: Cast, persons: number): Asked {
  const name = sensible(chance, hall, randomName(chance, hall))
  const command = filled(chance, hall, name, persons)
  return { who: whoAsks(chance, hall, command, cast), command }
}

function randomName(chance: Chance, hall: Hall): Command['do'] {
  if (chance.happens(3)) return chance.oneOf(ALL)
  const fitting = FITTING[hall.stage]
  if (fitting) return chance.oneOf(fitting)
  return chance.happens(4) ? 'pause' : chance.oneOf(ENTRY)
}

/** Mostly nobody decides over a sheet with a pass missing, nor types where nobody sits. */
function sensible(chance: Chance, { tables }: Hall, name: Command['do']): Command['do'] {
  if (chance.happens(15)) return name
  const full = tables.some(({ seats }) => seats.every((seat) => seat?.handedIn))
  const sits = tables.some((table) => table.seats.some((seat) => seat && mayType(table, seat)))
  const typed = sits ? 'submit' : 'take'
  if (DECIDING.includes(name)) return full ? name : typed
  return TYPING.includes(name) && !sits ? 'take' : name
}

function whoAsks(chance: Chance, hall: Hall, command: Command, cast: Cast): Person {
  const { typists, head, chair, others } = cast
  if (chance.happens(4)) return chance.oneOf([...typists, head, chair, ...others])
  if (command.do === 'publish') return chair
  if (!TYPING.includes(command.do)) return head
  const table = 'sheet' in command ? hall.tables[command.sheet] : undefined
  const fitting = typists.filter(({ name }) => {
    const seat = table?.seats.find((each) => each?.who === name)
    return command.do === 'take' ? !seat : table && seat && mayType(table, seat)
  })
  return chance.oneOf(fitting.length > 0 && chance.happens(75) ? fitting : typists)
}

const TYPING: readonly string[] = ['take', 'give_back', 'save', 'submit', 'hold']

const DECIDING: readonly string[] = ['choose', 'return', 'return_all']

/** Mostly a sheet there is, for the head mostly one on which every pass is in. */
function someSheet(chance: Chance, { tables }: Hall, decides: boolean): number {
  if (chance.happens(1)) return tables.length
  const full = tables.findIndex(({ seats }) => seats.every((seat) => seat?.handedIn))
  return decides && full >= 0 && chance.happens(80) ? full : chance.below(tables.length)
}

function filled(chance: Chance, hall: Hall, name: Command['do'], persons: number): Command {
  const sheet = someSheet(chance, hall, DECIDING.includes(name))
  const window = chance.oneOf(['window-a', 'window-b'])
  switch (name) {
    case 'take':
    case 'give_back':
      return { do: name, sheet }
    case 'release':
      return { do: name, sheet, passNo: 1 + chance.below(3) }
    case 'hold':
      return {
        do: name,
        sheet,
        window,
        act: chance.oneOf(['hold', 'hold', 'take', 'leave'] as const),
      }
    case 'choose':
    case 'return':
    case 'return_all': {
      const seats = hall.tables[sheet]?.seats ?? []
      const wrong = seats.findIndex((seat) => seat?.handedIn && !addsUp(seat.handedIn.cells))
      const any = 1 + chance.below(chance.happens(5) ? 3 : seats.length || 1)
      const passNo = name === 'choose' && wrong >= 0 && chance.happens(60) ? wrong + 1 : any
      const shown = chance.happens(10) ? 'before' : 'now'
      return { do: name, sheet, passNo, shown, asOnPaper: chance.happens(40) }
    }
    case 'save':
    case 'submit': {
      const table = hall.tables[sheet]
      const odd = table?.seats.some((seat) => seat?.lookedAgain)
        ? chance.happens(40)
        : name === 'save' && chance.happens(20)
      return {
        do: name,
        sheet,
        cells: readingsOf(table?.planned ?? 5, persons)[odd ? 'short' : chance.oneOf(READINGS)],
        behind: chance.happens(8) ? 1 : chance.oneOf([0, null]),
        window: chance.happens(60) ? null : window,
        looked: chance.happens(40),
      }
    }
    case 'wait':
      return { do: name, seconds: chance.oneOf([1, 30, 59, 60, 61, 840, 899, 900, 900, 900]) }
    default:
      return { do: name }
  }
}
