import { becameOf } from '../domain/entry-differences.ts'
import { FINDING_CODES, finding } from '../domain/finding.ts'
import type { Roster } from '../domain/roster.ts'
import { fieldsOf } from '../domain/json-value.ts'
import type { TimelineEntry } from '../domain/timeline.ts'
import {
  type KnownNames,
  capital,
  entryFieldText,
  entryValueText,
} from '../messages/entry-words.ts'
import { findingMessage } from '../messages/message.ts'
import { tallyPlace } from './places.ts'

/** One field of an entry in words. */
export type ToldField = { readonly name: string; readonly label: string; readonly text: string }

/** The fields of an entry that it did not change: those to be read at once, and those to look up. */
export type ToldFields = {
  readonly facts: readonly ToldField[]
  readonly details: readonly ToldField[]
}

/** Fields that identify something named beside them, or that prove. */
const LOOKED_UP: readonly string[] = [
  'organisation',
  'pass',
  'document',
  'scan',
  'proposal',
  'journalHead',
  'fingerprint',
  'regulations',
]
const DIGEST = /^[0-9a-f]{64}$/
/** Longer than anybody reads in passing. */
const LONG = 300

/** What the entry says beside what it changed. Counts and lists of people have tables of their own. */
export function toldFields(
  { event, differences }: TimelineEntry,
  names: KnownNames,
  roster: Roster | undefined,
): ToldFields {
  const told = Object.entries(event).flatMap(([name, value]): (ToldField & { fact: boolean })[] => {
    if (['type', 'session', 'counts', 'roster'].includes(name)) return []
    if (differences.some((each) => each.field === name)) return []
    if (name === 'target' && 'session' in event && value === event.session) return [] // this very session
    const text =
      name === 'acknowledgement'
        ? answeredText(value, roster)
        : entryValueText(becameOf(value), [name], names)
    const digest = typeof value === 'string' && DIGEST.test(value)
    const looked = digest || value === null || LOOKED_UP.includes(name) || text.length > LONG
    return [{ name, label: capital(entryFieldText(name)), text, fact: !looked }]
  })
  return { facts: told.filter(({ fact }) => fact), details: told.filter(({ fact }) => !fact) }
}

/** What was found where, and what was answered. */
function answeredText(value: unknown, roster: Roster | undefined): string {
  const { code, path, numbers, reason } = fieldsOf(value) ?? {}
  const known = FINDING_CODES.find((each) => each === code)
  const place = typeof path === 'string' ? (roster ? tallyPlace(path, roster) : path) : ''
  const figures = fieldsOf(numbers) ?? {}
  const counted = Object.fromEntries(
    Object.entries(figures).map(([name, figure]) => [
      name,
      typeof figure === 'number' ? figure : null,
    ]),
  )
  const sentence =
    known && Object.keys(counted).length > 0 ? findingMessage(finding(known, '', counted)) : ''
  const answered = typeof reason === 'string' ? `Lý do: ${reason}` : ''
  return [`${String(code)}, ${place}.`, sentence, answered].filter(Boolean).join(' ')
}
