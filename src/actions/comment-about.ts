import type { Kysely } from 'kysely'
import type { About } from '../domain/comment.ts'
import type { EventType } from '../domain/event-catalogue.ts'
import type { JournalEntry } from '../domain/journal.ts'
import type { DocumentName } from '../domain/proceedings.ts'
import type { Roster } from '../domain/roster.ts'
import type { Instant } from '../domain/time.ts'
import { AppError } from '../errors.ts'
import type { Database } from '../storage/database.ts'
import { listDocuments } from '../storage/documents.ts'
import { findRoster } from '../storage/roster.ts'
import { listSessionEntries } from '../storage/session-journal.ts'

/** What a thread is about, with what that is called; `null` where the session has it no more. */
export type AboutTold = About & {
  /** The number of the bundle. */
  readonly sheet: number | null
  readonly person: string | null
  readonly document: {
    readonly name: DocumentName
    readonly revision: number
    readonly version: number
  } | null
  readonly entry: { readonly type: EventType; readonly at: Instant } | null
}

/** What a session has that can be talked about, each found by its id. */
export type Subjects = {
  readonly roster: Pick<Roster, 'ballotKinds'>
  readonly documents: readonly (NonNullable<AboutTold['document']> & { readonly id: string })[]
  /** The entry at that place, if there is one. */
  readonly entryAt: (place: number) => AboutTold['entry']
}

/** What these threads of the session are about. */
export async function tellAbout(
  db: Kysely<Database>,
  session: string,
  abouts: readonly About[],
): Promise<readonly AboutTold[]> {
  const subjects = await subjectsOf(db, session, abouts)
  return abouts.map((about) => aboutTold(about, subjects))
}

/** Refuses, `not_found`, what the session does not have. */
export async function requireAbout(
  db: Kysely<Database>,
  session: string,
  about: About,
): Promise<AboutTold> {
  const told = aboutTold(about, await subjectsOf(db, session, [about]))
  if (!isFound(told)) throw new AppError('not_found', { what: about.kind })
  return told
}

/** What a thread can be begun about without looking for it: the session, its bundles, people and documents. */
export async function listChoices(
  db: Kysely<Database>,
  session: string,
): Promise<readonly AboutTold[]> {
  const roster = await findRoster(db, session)
  const documents = await listDocuments(db, session)
  const subjects = { roster, documents, entryAt: () => null }
  const of = (kind: About['kind'], found: readonly { readonly id: string }[]) =>
    found.map(({ id }) => aboutTold({ kind, id }, subjects))
  const { ballotKinds } = roster
  const sheets = ballotKinds.flatMap((kind) => kind.sheets)
  return [
    aboutTold({ kind: 'session', id: null }, subjects),
    ...of(
      'sheet',
      sheets.toSorted((a, b) => a.number - b.number),
    ),
    ...of(
      'person',
      ballotKinds.flatMap((kind) => kind.subjects),
    ),
    ...of('document', documents),
  ]
}

/** Whether the session still has what is talked about. */
export function isFound({ kind, ...told }: AboutTold): boolean {
  return kind === 'session' ? told.id === null : told[kind] !== null
}

/** What a thread is about, among these. */
export function aboutTold(about: About, subjects: Subjects): AboutTold {
  const { kind, id } = about
  const nothing = { sheet: null, person: null, document: null, entry: null }
  const kinds = subjects.roster.ballotKinds
  if (kind === 'sheet') {
    const sheet = kinds.flatMap(({ sheets }) => sheets).find((each) => each.id === id)
    return { ...about, ...nothing, sheet: sheet?.number ?? null }
  }
  if (kind === 'person') {
    const person = kinds.flatMap((each) => each.subjects).find((each) => each.id === id)
    return { ...about, ...nothing, person: person?.name ?? null }
  }
  if (kind === 'document') {
    const found = subjects.documents.find((each) => each.id === id)
    if (!found) return { ...about, ...nothing }
    const { name, revision, version } = found
    return { ...about, ...nothing, document: { name, revision, version } }
  }
  const entry = kind === 'entry' ? subjects.entryAt(placeOf(about)) : null
  return { ...about, ...nothing, entry }
}

/** The place in the session's journal; 0, where nothing stands, for what is no place. */
function placeOf({ id }: About): number {
  return id !== null && /^[1-9]\d{0,8}$/.test(id) ? Number(id) : 0
}

async function subjectsOf(
  db: Kysely<Database>,
  session: string,
  abouts: readonly About[],
): Promise<Subjects> {
  const any = (...kinds: readonly About['kind'][]) =>
    abouts.some(({ kind }) => kinds.includes(kind))
  const entries = new Map<number, AboutTold['entry']>()
  for (const about of abouts.filter(({ kind }) => kind === 'entry')) {
    const place = placeOf(about)
    const [found] = await listSessionEntries(db, session, place - 1, 1)
    if (found?.place !== place) continue
    const { at, event } = JSON.parse(found.entry) as JournalEntry
    entries.set(place, { type: event.type, at })
  }
  return {
    roster: any('sheet', 'person') ? await findRoster(db, session) : { ballotKinds: [] },
    documents: any('document') ? await listDocuments(db, session) : [],
    entryAt: (place) => entries.get(place) ?? null,
  }
}
