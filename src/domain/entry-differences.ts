import type { JournalEvent } from './journal.ts'
import { fieldsOf } from './json-value.ts'
import { type Difference, differencesBetween } from './value-difference.ts'

/** What one field of an entry changed. */
export type FieldDifference = {
  readonly field: string
  /** The place of the entry that said what was before; `null` where the entry says it itself. */
  readonly since: number | null
  readonly changes: readonly Difference[]
}

/** An entry of a session with its place in the session's chain. */
type Placed = { readonly place: number; readonly event: JournalEvent }

/** Fields that in older entries say only what is now: the entry before of the same type says what was. */
const SAID_WHOLE = { roster_saved: 'roster', sheets_planned: 'sheets' } as const

/**
 * Tells, entry by entry in the order of their places, what each one changed: fields that carry old and new value, lists against
 * the entry before that said them, a pass handed in anew against the one it takes the place of. Entries that change nothing of
 * what was said before have none. Reads whatever the fields hold.
 */
export function entryDifferences(): (entry: Placed) => readonly FieldDifference[] {
  const said = new Map<string, { readonly place: number; readonly value: unknown }>()
  const against = (key: string, field: string, value: unknown): readonly FieldDifference[] => {
    const before = said.get(key)
    if (!before) return []
    return [{ field, since: before.place, changes: differencesBetween(before.value, value) }]
  }
  return ({ place, event }) => {
    if (event.type === 'roster_saved' || event.type === 'sheets_planned') {
      const field = SAID_WHOLE[event.type]
      const told = fieldsOf(event)?.[field]
      const [change, value] = [changeOf(told), becameOf(told)]
      const first = !said.has(event.type) // the first list has nothing to differ from
      const found =
        change && !first
          ? [{ field, since: null, changes: differencesBetween(change.old, change.new) }]
          : against(event.type, field, value)
      said.set(event.type, { place, value })
      return found
    }
    if (event.type === 'pass_submitted') {
      const found = event.supersedes
        ? against(`pass ${event.supersedes}`, 'counts', event.counts)
        : []
      said.set(`pass ${event.pass}`, { place, value: event.counts })
      return found
    }
    return event.type === 'person_recognised' ? recognised(event) : changedFields(event)
  }
}

/** Every field with an old and a new value. */
function changedFields(event: JournalEvent): readonly FieldDifference[] {
  return Object.entries(event).flatMap(([field, value]): FieldDifference[] => {
    const change = changeOf(value)
    return change
      ? [{ field, since: null, changes: differencesBetween(change.old, change.new) }]
      : []
  })
}

/** A value that says what was and what is; `undefined` for every other. */
export function changeOf(
  value: unknown,
): { readonly old: unknown; readonly new: unknown } | undefined {
  const fields = fieldsOf(value)
  if (!fields || !('old' in fields) || !('new' in fields)) return undefined
  return Object.keys(fields).length === 2 ? { old: fields['old'], new: fields['new'] } : undefined
}

/** What a value became, where it says that and what was; else the value itself. */
export function becameOf(value: unknown): unknown {
  const change = changeOf(value)
  return change ? change.new : value
}

/** Whom each name stood for, and whom it stands for now. */
function recognised(event: JournalEvent): readonly FieldDifference[] {
  const { subjects, person } = fieldsOf(event) ?? {}
  const changes = (Array.isArray(subjects) ? (subjects as readonly unknown[]) : []).flatMap(
    (each) => {
      const { subject, old } = fieldsOf(each) ?? {}
      return differencesBetween(old, person, [String(subject)])
    },
  )
  return [{ field: 'subjects', since: null, changes }]
}
