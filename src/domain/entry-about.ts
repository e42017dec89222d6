import { newOf } from './change.ts'
import type { SheetCounts } from './entry.ts'
import type { JournalEvent, PlannedSheet } from './journal.ts'
import type { BallotKind, Roster } from './roster.ts'

/** The sheets and the people of the list, by identity, that an entry is about. */
export type EntryAbout = {
  readonly sheets: readonly string[]
  readonly subjects: readonly string[]
}

/** What the entries so far have said. */
type Known = {
  roster: Roster
  sheets: readonly PlannedSheet[]
  readonly passes: Map<string, SheetCounts>
}

const NOTHING: EntryAbout = { sheets: [], subjects: [] }

/**
 * Tells, entry by entry in the order of their places, which sheets and people each is about. A list saved anew is about those
 * who came, went, or stand in it otherwise; a pass about everybody on its ballot; a decision on a difference about those in
 * whose rows the passes differ, about everybody on the ballot where they do not.
 */
export function entryAbout(): (event: JournalEvent) => EntryAbout {
  const known: Known = { roster: { ballotKinds: [] }, sheets: [], passes: new Map() }
  return (event) => {
    const about = aboutOf(event, known)
    if (event.type === 'roster_saved') known.roster = newOf(event.roster)
    if (event.type === 'sheets_planned') known.sheets = newOf(event.sheets)
    if (event.type === 'pass_submitted') known.passes.set(event.pass, event.counts)
    return about
  }
}

function aboutOf(event: JournalEvent, known: Known): EntryAbout {
  switch (event.type) {
    case 'roster_saved':
      return { sheets: [], subjects: changedPeople(known.roster, newOf(event.roster)) }
    case 'person_recognised':
      return { sheets: [], subjects: event.subjects.map(({ subject }) => subject) }
    case 'steps_recorded':
      return { sheets: [], subjects: event.steps.flatMap(({ subject }) => subject ?? []) }
    case 'use_recorded':
      return { sheets: [], subjects: [event.use.subject] }
    case 'sheets_planned':
      return { sheets: newOf(event.sheets).map(({ id }) => id), subjects: [] }
    case 'sheet_claimed':
    case 'sheet_released':
    case 'pass_imported':
    case 'ballots_unlinked':
      return { sheets: [event.sheet], subjects: [] }
    case 'pass_submitted':
      return { sheets: [event.sheet], subjects: event.counts.rows.map(({ subject }) => subject) }
    case 'difference_settled':
      return { sheets: [event.sheet], subjects: differingPeople(event, known) }
    case 'recheck_drawn':
      return { sheets: event.sheets, subjects: event.sheets.flatMap((id) => onSheet(id, known)) }
    case 'sheet_rechecked':
      return { sheets: [event.sheet], subjects: onSheet(event.sheet, known) }
    case 'warning_acknowledged':
    case 'error_explained':
      return placeAbout(event.acknowledgement.path, known)
    case 'act_confirmed':
    case 'second_confirmed':
      return known.sheets.some(({ id }) => id === event.target)
        ? { sheets: [event.target], subjects: [] }
        : NOTHING
    default:
      return NOTHING
  }
}

/** Everybody on the ballots of the sheet. */
function onSheet(sheet: string, { roster, sheets }: Known): readonly string[] {
  const planned = sheets.find(({ id }) => id === sheet)
  const kind = roster.ballotKinds.find(({ id }) => id === planned?.ballotKind)
  return kind?.subjects.map(({ id }) => id) ?? []
}

/** Those who are not in both lists at the same place with the same particulars. */
function changedPeople(old: Roster, now: Roster): readonly string[] {
  const [before, after] = [standing(old), standing(now)]
  const all = new Set([...before.keys(), ...after.keys()])
  return [...all].filter((id) => before.get(id) !== after.get(id))
}

function standing({ ballotKinds }: Roster): ReadonlyMap<string, string> {
  return new Map(
    ballotKinds.flatMap(({ code, subjects }) =>
      subjects.map((each, at): [string, string] => [each.id, JSON.stringify([code, at, each])]),
    ),
  )
}

function differingPeople(
  { sheet, settlement }: Extract<JournalEvent, { type: 'difference_settled' }>,
  known: Known,
): readonly string[] {
  const passes = settlement.passIds.flatMap((id) => known.passes.get(id) ?? [])
  const rows = new Map<string, Set<string>>()
  for (const row of passes.flatMap((counts) => counts.rows))
    rows.set(row.subject, (rows.get(row.subject) ?? new Set()).add(JSON.stringify(row)))
  const differing = [...rows].filter(([, said]) => said.size > 1).map(([subject]) => subject)
  return differing.length > 0 ? differing : onSheet(sheet, known)
}

/**
 * The sheet and the person that a pointer into the tally leads to: `/ballotKinds/0/subjects/1/…`,
 * `/ballotKinds/0/sheets/2/rows/1/…`.
 */
export function placeAbout(
  path: string,
  { roster, sheets }: Pick<Known, 'roster' | 'sheets'>,
): EntryAbout {
  const [, part, kindAt, list, at, rows, rowAt] = path.split('/')
  const kind = part === 'ballotKinds' ? roster.ballotKinds[Number(kindAt)] : undefined
  if (!kind) return NOTHING
  const person = list === 'subjects' ? at : rows === 'rows' ? rowAt : undefined
  const subject = person === undefined ? undefined : kind.subjects[Number(person)]
  const sheet = list === 'sheets' ? ofKind(kind, sheets)[Number(at)] : undefined
  return { sheets: sheet ? [sheet.id] : [], subjects: subject ? [subject.id] : [] }
}

function ofKind(kind: BallotKind, sheets: readonly PlannedSheet[]): readonly PlannedSheet[] {
  return sheets.filter(({ ballotKind }) => ballotKind === kind.id)
}
