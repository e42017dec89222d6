import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { JournalEntry } from '../domain/journal.ts'
import type { Session } from '../domain/session.ts'
import {
  type ChangedCell,
  SHEET_EVENTS,
  type SheetDeed,
  actsBetween,
  changedCells,
  countsBefore,
} from '../domain/sheet-comparison.ts'
import type { Instant } from '../domain/time.ts'
import { entriesOf } from '../storage/counting-opened.ts'
import { findRoster } from '../storage/roster.ts'
import { listAuthorNames } from './authors.ts'
import { storedSheets } from './sheets.ts'

/** A bundle that was touched between two revisions, with what changed in it: nothing where it came to the same. */
export type ComparedSheet = {
  readonly sheet: string
  readonly number: number
  readonly ballotKind: { readonly code: string; readonly title: string }
  readonly cells: readonly (Omit<ChangedCell, 'subject'> & {
    /** By name; `null` for the ballots of the bundle. */
    readonly subject: string | null
  })[]
  readonly acts: readonly (SheetDeed & { readonly at: Instant; readonly by: string | null })[]
}

export type ComparedSheets = {
  /** How many bundles there are. */
  readonly all: number
  /** Those that were touched, by number. */
  readonly touched: readonly ComparedSheet[]
}

/**
 * The bundles that were touched between the entries that ended two revisions, and the cells in which the
 * definitive counts differ. `null` as long as one of all bundles had no definitive count at either end: no
 * count of any is told before.
 */
export async function compareSheets(
  ctx: Context,
  actor: Actor,
  session: Session,
  { began, ended }: { readonly began: number; readonly ended: number },
): Promise<ComparedSheets | null> {
  const { db } = ctx.store
  const roster = await findRoster(db, session.id)
  const sheets = await storedSheets(ctx, db, session, roster)
  const found = await Promise.all(SHEET_EVENTS.map((type) => entriesOf(db, session.id, type)))
  const entries: readonly JournalEntry[] = found
    .flat()
    .map(({ entry }) => entry)
    .toSorted((a, b) => a.seq - b.seq)
  const names = await listAuthorNames(ctx, actor, session.id, 'compare_revisions')
  const subjects = new Map(
    roster.ballotKinds.flatMap((kind) => kind.subjects.map(({ id, name }) => [id, name] as const)),
  )
  const compared: ComparedSheet[] = []
  for (const sheet of sheets) {
    const old = countsBefore(sheet, entries, began)
    const now = countsBefore(sheet, entries, ended)
    if (!old || !now) return null
    const { code, title } = roster.ballotKinds.find(({ id }) => id === sheet.ballotKind)!
    compared.push({
      sheet: sheet.id,
      number: sheet.number,
      ballotKind: { code, title },
      cells: changedCells(old, now).map(({ subject, ...cell }) => ({
        ...cell,
        subject: subject === null ? null : (subjects.get(subject) ?? subject),
      })),
      acts: actsBetween(sheet.id, entries, began, ended).map(({ account, ...act }) => ({
        ...act,
        by: account === null ? null : (names.get(account) ?? account),
      })),
    })
  }
  const touched = compared.filter(({ acts, cells }) => acts.length > 0 || cells.length > 0)
  return { all: sheets.length, touched }
}
