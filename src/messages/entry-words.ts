import type { EntryNames } from '../domain/entry-names.ts'
import { fieldsOf } from '../domain/json-value.ts'
import type { Path } from '../domain/value-difference.ts'
import { isDay } from '../domain/time.ts'
import { type WordGroup, fieldText, phrase, word } from './message.ts'

/** What entries call what they name by identity, and what they leave to others to name. */
export type KnownNames = EntryNames & {
  /** Full names by account. */
  readonly authors: ReadonlyMap<string, string>
  /** Steps, uses and follow-ups of the regulation by identity. */
  readonly rules: ReadonlyMap<string, string>
}

/** The words for the values of a field, by its name. */
const WORDS: Readonly<Record<string, WordGroup>> = {
  state: 'states',
  mode: 'modes',
  side: 'sides',
  entryMode: 'entryModes',
  secrecy: 'secrecy',
  copying: 'copying',
  layout: 'layouts',
  duty: 'duties',
  act: 'finalActs',
  case: 'invalidCases',
  kind: 'destroyedKinds',
  role: 'roles',
  way: 'signingWays',
  decision: 'entryValues',
  because: 'entryValues',
  ruling: 'entryValues',
  source: 'entryValues',
}

const CLOCK = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

/** The name of a field within an entry, as it stands before its value. */
export function entryFieldText(name: string): string {
  const inside = word('entryFields', name)
  return inside === name ? word('eventFields', name) : inside
}

/**
 * A value of an entry in words: what codes and identities stand for, days and moments as people write them, `chưa ghi` for
 * nothing; objects field by field. `path` leads to it from the field of the event.
 */
export function entryValueText(value: unknown, path: Path, names: KnownNames): string {
  if (value === null || value === undefined || value === '') return word('timeline', 'nothing')
  if (typeof value === 'boolean') return word('timeline', value ? 'yes' : 'no')
  if (typeof value === 'string') return stringText(value, path, names)
  if (Array.isArray(value)) {
    const items = (value as readonly unknown[]).map((item, at) =>
      entryValueText(item, [...path, at], names),
    )
    return items.length === 0 ? word('timeline', 'empty') : items.join('; ')
  }
  const fields = fieldsOf(value)
  return fields ? fieldsText(fields, path, names) : JSON.stringify(value)
}

/** The name of the field that the path ends in, past places in lists. */
function lastName(path: Path): string {
  return path.findLast((each) => typeof each === 'string') ?? ''
}

function stringText(text: string, path: Path, names: KnownNames): string {
  const field = lastName(path)
  const named = nameOf(field, text, names)
  if (named !== undefined) return named
  if (field === 'signedField' || field === 'fields') return fieldText(text)
  if (field === 'person') return phrase('timeline', 'recognised', { person: text })
  if (field === 'name' && path.length === 1) return word('documents', text)
  if (field === 'reason')
    return path.includes('leftOut') ? exemptionText(text) : word('entryValues', text)
  const group = WORDS[field]
  if (group) return word(group, text)
  if (isDay(text)) return text.split('-').reverse().join('/')
  return INSTANT.test(text) ? CLOCK.format(new Date(text)) : text
}

function exemptionText(reason: string): string {
  return phrase('exemptionReasons', reason, { months: word('timeline', 'months') })
}

/** What the identity belongs to, if it is one of those that entries name. */
function nameOf(field: string, id: string, names: KnownNames): string | undefined {
  switch (field) {
    case 'account':
    case 'second':
      return names.authors.get(id)
    case 'step':
    case 'use':
      return names.rules.get(id)
    case 'subject':
      return names.subjects.get(id)
    case 'sheet':
    case 'sheets':
      return sheetText(names.sheets.get(id))
    case 'ballotKind':
      return names.kinds.get(id)
    case 'pass':
    case 'passIds':
    case 'document':
    case 'supersedes':
      return passText(names.passes.get(id)) ?? documentText(names.documents.get(id))
    case 'target':
      return sheetText(names.sheets.get(id)) ?? documentText(names.documents.get(id))
    default:
      return undefined
  }
}

function sheetText(number: number | undefined): string | undefined {
  return number === undefined ? undefined : phrase('timeline', 'sheet', { number })
}

function kindText(code: string | undefined): string | undefined {
  return code === undefined ? undefined : phrase('timeline', 'kind', { code })
}

function passText(pass: { passNo: number; attempt: number } | undefined): string | undefined {
  return pass && phrase('timeline', 'pass', pass)
}

function documentText(
  document: { readonly name: string; readonly version: number } | undefined,
): string | undefined {
  const { name, version } = document ?? {}
  return name && phrase('timeline', 'document', { name: word('documents', name), version })
}

/** Fields that only identify, and would say nothing beside what they stand with. */
const IDENTITIES: readonly string[] = ['id', 'person']

/** Whether a field says something to a reader; the others only identify. */
export function tells(path: Path): boolean {
  const name = lastName(path)
  return name !== 'id' && !(name === 'ballotKind' && path.at(-2) === 'account')
}

function fieldsText(
  fields: Readonly<Record<string, unknown>>,
  path: Path,
  names: KnownNames,
): string {
  const { day, hour, minute, name, position, seq, hash } = fields
  if (typeof day === 'string' && typeof hour === 'number' && typeof minute === 'number') {
    const two = (part: number) => String(part).padStart(2, '0')
    const words = { day: day.split('-').reverse().join('/'), hour: two(hour), minute: two(minute) }
    return phrase('timeline', 'time', words)
  }
  if (typeof seq === 'number' && typeof hash === 'string')
    return phrase('timeline', 'head', { seq, hash: hash.slice(0, 16) })
  const person = typeof name === 'string' && typeof position === 'string'
  const rest = Object.entries(fields).filter(
    ([field, value]) =>
      value !== null &&
      !(Array.isArray(value) && value.length === 0) &&
      !IDENTITIES.includes(field) &&
      !(person && (field === 'name' || field === 'position')),
  )
  const told = rest.map(
    ([field, value]) =>
      `${entryFieldText(field)}: ${entryValueText(value, [...path, field], names)}`,
  )
  return [...(person ? [`${name}, ${position}`] : []), ...told].join('; ')
}

/**
 * Where in a field of an entry a path leads, in words: items of lists by who or what they are. `root` is the value of the
 * field as it is now.
 */
export function entryPlaceText(root: unknown, path: Path, names: KnownNames): string {
  let at = root
  const parts = path.map((step) => {
    const inside = Array.isArray(at) ? (at as readonly unknown[])[Number(step)] : undefined
    at = typeof step === 'number' ? inside : fieldsOf(at)?.[step]
    if (typeof step === 'number') return itemText(at, step, names)
    return names.subjects.get(step) ?? entryFieldText(step)
  })
  // the name of a list says nothing beside the name of its item
  return capital(parts.filter((_, depth) => typeof path[depth + 1] !== 'number').join(' › '))
}

/** With a capital at its beginning. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function itemText(item: unknown, place: number, names: KnownNames): string {
  const { name, code, number, subject, ballotKind, case: wrong } = fieldsOf(item) ?? {}
  if (typeof name === 'string') return name
  if (typeof code === 'string') return phrase('timeline', 'kind', { code })
  if (typeof number === 'number') return phrase('timeline', 'sheet', { number })
  if (typeof subject === 'string') return names.subjects.get(subject) ?? subject
  if (typeof ballotKind === 'string') return kindText(names.kinds.get(ballotKind)) ?? ballotKind
  if (typeof wrong === 'string') return word('invalidCases', wrong)
  return phrase('timeline', 'item', { place: place + 1 })
}
