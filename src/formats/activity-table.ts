import type { JournalEntry } from '../domain/journal.ts'
import { unguarded } from './formula-guard.ts'
import { officeCsv } from './office-csv.ts'
import { type OfficeRow, textCell } from './office-sheet.ts'

const COLUMNS = [
  'place',
  'seq',
  'local',
  'at',
  'role',
  'account',
  'what',
  'type',
  'content',
] as const
type ColumnName = (typeof COLUMNS)[number]

/** The words of the table: its columns, roles, events and their fields, by their codes. */
export type ActivityWords = {
  readonly columns: Readonly<Record<ColumnName | 'unreadable' | 'cut', string>>
  readonly roles: Readonly<Record<string, string>>
  readonly events: Readonly<Record<string, string>>
  readonly fields: Readonly<Record<string, string>>
}

/** One entry of the table; `read` is `null` for a stored text that is no entry any more. */
export type TableEntry = {
  readonly place: number
  readonly seq: number
  readonly read: JournalEntry | null
}

/** A spreadsheet program holds no more in a cell and puts the rest below it. */
const MOST = 30_000

/**
 * Every entry of a session, one line each, as CSV that a spreadsheet program opens: UTF-8 with a byte order mark, cells
 * parted by semicolons, text that would run as a formula guarded. The same entries give the same bytes.
 */
export function activityTable(entries: readonly TableEntry[], words: ActivityWords): Uint8Array {
  const head = COLUMNS.map((name) => textCell(words.columns[name]))
  const rows = entries.map((entry): OfficeRow => {
    const cells = cellsOf(entry, words)
    return { look: 'body', cells: COLUMNS.map((name) => textCell(cells[name])) }
  })
  return officeCsv([
    {
      name: 'activity',
      rows: [{ look: 'head', cells: head }, ...rows],
      widths: [],
      frozen: null,
      chart: null,
    },
  ])
}

function cellsOf({ place, seq, read }: TableEntry, words: ActivityWords) {
  const numbers = { place: String(place), seq: String(seq) }
  const { unreadable } = words.columns
  if (!read)
    return {
      ...numbers,
      local: '',
      at: '',
      role: '',
      account: '',
      what: unreadable,
      type: '',
      content: '',
    }
  const { at, actor, event } = read
  return {
    ...numbers,
    local: localText(at),
    at,
    role: actor ? (words.roles[actor.role] ?? actor.role) : '',
    account: actor?.account ?? '',
    what: words.events[event.type] ?? event.type,
    type: event.type,
    content: contentOf(event, words),
  }
}

/** Every field beside kind and session by its name in words; what is no text as it is stored. */
function contentOf(event: JournalEntry['event'], { fields, columns }: ActivityWords): string {
  const text = Object.entries(event)
    .filter(([name]) => name !== 'type' && name !== 'session')
    .map(([name, value]) => {
      const told = typeof value === 'string' ? value : JSON.stringify(value)
      return `${fields[name] ?? name}: ${told}`
    })
    .join('; ')
  if (text.length <= MOST) return text
  const whole = text.slice(0, MOST).replace(/[\ud800-\udbff]$/, '') // no half of a sign
  return `${whole}… ${columns.cut}`
}

/** The digits of Viet Nam's clock: 05/02/2026 19:03:07. */
function localText(at: string): string {
  const local = new Date(Date.parse(at) + 7 * 3_600_000).toISOString()
  const [year, month, date] = local.slice(0, 10).split('-')
  return `${date}/${month}/${year} ${local.slice(11, 19)}`
}

/** What a line of the table says that does not depend on words. */
export type TableLine = Readonly<Record<'place' | 'seq' | 'at' | 'account' | 'type', string>>

/** The lines of a table, without its head; `null` where it is no such table. */
export function readActivityTable(bytes: Uint8Array): readonly TableLine[] | null {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  if (!text.startsWith('\ufeff')) return null
  const lines: TableLine[] = []
  let cells: string[] = []
  const cell = /("[^"]*(?:""[^"]*)*"|[^";\r\n]*)(;|\r\n)/y
  cell.lastIndex = 1
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text)
    if (!found) return null
    const [, written = '', end] = found
    const value = written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written
    cells.push(unguarded(value))
    if (end === ';') continue
    if (cells.length !== COLUMNS.length) return null
    const at = (name: ColumnName) => cells[COLUMNS.indexOf(name)]!
    const [place, seq, account, type] = [at('place'), at('seq'), at('account'), at('type')]
    lines.push({ place, seq, at: at('at'), account, type })
    cells = []
  }
  return lines.slice(1)
}
