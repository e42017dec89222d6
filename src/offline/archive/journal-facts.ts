import { sha256 } from '../sha256.ts'
import type { Contents, Facts } from './contents.ts'
import { type Json, type Said, listOf, replay } from './replay.ts'

type Filed = Facts & Pick<Contents, 'results'>

/**
 * The first thing in which the files differ from what the entries come to, replayed one after the other; null where they
 * agree. Also for files without the shape of ours, which then differ.
 */
export function factFault({ entries, facts, results }: Contents): string | null {
  const filed = { ...facts, results }
  try {
    const said = replay(entries.map(({ entry }) => JSON.parse(entry) as Json))
    return firstOf([sessionFault, rosterFault, passFault, paperFault], said, filed)
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) return 'shape'
    throw error
  }
}

type Look = (said: Said, filed: Filed) => string | null

function firstOf(looks: readonly Look[], said: Said, filed: Filed): string | null {
  for (const look of looks) {
    const found = look(said, filed)
    if (found !== null) return found
  }
  return null
}

function sessionFault(said: Said, { session: file }: Filed): string | null {
  const session = file['session'] as Json
  if (said.created !== 1) return 'session'
  const { now } = said
  for (const [what, keys] of FIELDS)
    for (const key of keys) if (key in now && !same(now[key], session[key])) return what
  return sameSet(said.answers, listOf(file['acknowledgements'])) ? null : 'answers'
}

/** The fields of a session, in the order they are looked at, by what a difference in them is called. */
const FIELDS = [
  ['mode', ['mode']],
  ['regime', ['regimeSha256']],
  ['state', ['state']],
  ['revision', ['revision']],
  ['head', ['title', 'heldOn']],
  [
    'rules',
    [
      'organisation',
      'side',
      'passesRequired',
      'recheckSize',
      'entryMode',
      'sheetCodeRequired',
      'shiftPoints',
    ],
  ],
  ['second', ['secondPerson']],
  ['voters', ['voters']],
  ['minutes', ['minutesFacts']],
  ['settings', ['documentSettings']],
  ['timing', ['timing']],
] as const

function rosterFault(said: Said, { roster, session }: Filed): string | null {
  const kinds = listOf(roster['ballotKinds'])
  if (said.kinds === null || kinds.length !== said.kinds.length) return 'roster'
  for (const [at, told] of said.kinds.entries()) {
    const { subjects, account: _, sheets: __, ...names } = told
    const kind = kinds[at]!
    const people = listOf(kind['subjects'])
    const listed = listOf(subjects)
    const named = Object.keys(names).every((key) => same(names[key], kind[key]))
    const alike = listed.every((each, nth) => same(anyPerson(each), anyPerson(people[nth])))
    if (!named || people.length !== listed.length || !alike) return 'roster'
  }
  const counted = kinds.every((kind) => {
    const told = said.accounts.get(String(kind['id']))
    const here = kind['account'] as Json
    return told !== undefined && Object.keys(told).every((key) => same(told[key], here[key]))
  })
  if (!counted) return 'ballots'
  const bundles = kinds.flatMap((kind) =>
    listOf(kind['sheets']).map((sheet) => ({ ...sheet, ballotKind: kind['id'] })),
  )
  if (!sameSet(said.sheets, bundles)) return 'sheets'
  const { draw, sheets } = session['recheck'] as { draw: unknown; sheets: unknown }
  if (!same(said.draw && { dice: said.draw['dice'], journalHead: said.draw['journalHead'] }, draw))
    return 'draw'
  const numbers = new Map(said.sheets.map(({ id, number }) => [id, number]))
  const drawn = ((said.draw?.['sheets'] ?? []) as unknown[]).map((id) => numbers.get(id))
  const seen = listOf(sheets).map(({ number }) => number)
  return same(drawn, seen) ? null : 'drawn'
}

function anyPerson(official: Json | undefined): Json {
  return { ...official, person: null }
}

function passFault(said: Said, { passes }: Filed): string | null {
  const sheets = listOf(passes['sheets'])
  for (const [what, key, told] of [
    ['passes', 'attempts', said.passes],
    ['settlements', 'settlements', said.settlements],
  ] as const) {
    const known = new Set(sheets.map(({ id }) => String(id)))
    if ([...told.keys()].some((sheet) => !known.has(sheet))) return what
    for (const sheet of sheets)
      if (!same(told.get(String(sheet['id'])) ?? [], sheet[key])) return what
  }
  return null
}

function paperFault(said: Said, { documents: file, results }: Filed): string | null {
  const computed = results.map(({ revision, tally, outcome }) => {
    return { revision, tallySha256: sha256(tally), outcomeSha256: sha256(outcome) }
  })
  if (!sameSet(said.results, computed)) return 'results'
  for (const [what, told] of [
    ['documents', said.documents],
    ['scans', said.scans],
  ] as const) {
    const filed = listOf(file[what])
    const fits = told.every((each, at) => {
      const own = filed.find(({ id }) => id === each['id'])
      const once = told.findIndex(({ id }) => id === each['id']) === at
      return once && own && Object.keys(each).every((key) => same(each[key], own[key]))
    })
    if (told.length !== filed.length || !fits) return what
  }
  return null
}

/** Whether both hold the same things, in whatever order. */
function sameSet(one: readonly unknown[], other: readonly unknown[]): boolean {
  const texts = (all: readonly unknown[]) => all.map(textOf).sort()
  return same(texts(one), texts(other))
}

function same(one: unknown, other: unknown): boolean {
  return textOf(one) === textOf(other)
}

/** One text for one value: keys by name, undefined as null. */
function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  if (Array.isArray(value)) return `[${value.map(textOf).join(',')}]`
  const keys = Object.keys(value).sort()
  const fields = keys.map((key) => `${JSON.stringify(key)}:${textOf((value as Json)[key])}`)
  return `{${fields.join(',')}}`
}
