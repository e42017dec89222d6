import { type EntryAbout, entryAbout } from './entry-about.ts'
import { type FieldDifference, entryDifferences } from './entry-differences.ts'
import { type EntryNames, gatherNames } from './entry-names.ts'
import { EVENT_CATALOGUE, type EventGroup, type EventType } from './event-catalogue.ts'
import type { JournalEntry } from './journal.ts'
import type { Role } from './roles.ts'
import { type Day, type Instant, addDays } from './time.ts'

/** One entry of a session at its place in the session's chain, with what it changed. */
export type TimelineEntry = JournalEntry & {
  readonly place: number
  readonly differences: readonly FieldDifference[]
}

/** Which entries are asked for; `null` asks for all. Days are those of Vietnam's clocks, both included. */
export type TimelineFilter = {
  readonly what: EventGroup | EventType | null
  readonly account: string | null
  readonly role: Role | null
  readonly sheet: string | null
  readonly subject: string | null
  readonly from: Day | null
  readonly to: Day | null
}

/** Everything. */
export const WHOLE_TIMELINE: TimelineFilter = {
  what: null,
  account: null,
  role: null,
  sheet: null,
  subject: null,
  from: null,
  to: null,
}

/** Walks a session's entries in the order of their places; `names` grow with each entry told. */
export type TimelineWalk = {
  readonly tell: (placed: Placed) => TimelineEntry
  readonly names: EntryNames
}

type Placed = { readonly place: number; readonly entry: JournalEntry }

/** Starts before a session's first entry. Reads whatever shape the entries have. */
export function walkTimeline(): TimelineWalk {
  const differencesOf = entryDifferences()
  const { names, gather } = gatherNames()
  return {
    names,
    tell: ({ place, entry }) => {
      gather(entry.event)
      return { place, ...entry, differences: differencesOf({ place, event: entry.event }) }
    },
  }
}

/** Tells, entry by entry from the first, which the filter asks for. */
export function timelineFilter(filter: TimelineFilter): (entry: JournalEntry) => boolean {
  const aboutOf = entryAbout()
  return (entry) => {
    const about = aboutOf(entry.event) // of every entry: later ones are told by what earlier ones said
    return isAskedFor(entry, about, filter)
  }
}

function isAskedFor(
  { at, actor, event }: JournalEntry,
  about: EntryAbout,
  { what, account, role, sheet, subject, from, to }: TimelineFilter,
): boolean {
  const day = vietnamDay(at)
  return (
    (what === null || what === event.type || what === EVENT_CATALOGUE[event.type].group) &&
    (account === null || account === actor?.account) &&
    (role === null || role === actor?.role) &&
    (sheet === null || about.sheets.includes(sheet)) &&
    (subject === null || about.subjects.includes(subject)) &&
    (from === null || day >= from) &&
    (to === null || day <= to)
  )
}

/** From this hour of UTC on it is the next day in Vietnam, seven hours ahead the whole year. */
const MIDNIGHT = 17

/** The day it is in Vietnam at that moment. */
export function vietnamDay(at: Instant): Day {
  const day = at.slice(0, 10)
  return Number(at.slice(11, 13)) < MIDNIGHT ? day : addDays(day, 1)
}

/**
 * The entry as it may be shown while some sheet is not definitive: what was read off a pass is left out, and the numbers a
 * warning was answered with.
 */
export function withoutFigures(entry: TimelineEntry): TimelineEntry {
  const { event } = entry
  if (event.type === 'pass_submitted') {
    const counts = { collected: null, valid: null, invalid: null, rows: [] }
    return { ...entry, event: { ...event, counts }, differences: [] }
  }
  if (event.type === 'warning_acknowledged' || event.type === 'error_explained') {
    const acknowledgement = { ...event.acknowledgement, numbers: {} }
    return { ...entry, event: { ...event, acknowledgement } }
  }
  return entry
}
