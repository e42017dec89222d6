import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { JournalEntry } from '../domain/journal.ts'
import type { DocumentName } from '../domain/proceedings.ts'
import { type ComparedFigure, compareRevisions } from '../domain/revision-comparison.ts'
import type { Role } from '../domain/roles.ts'
import type { Session, SessionState } from '../domain/session.ts'
import type { Instant } from '../domain/time.ts'
import { AppError } from '../errors.ts'
import { parseOutcome } from '../formats/outcome.ts'
import { parseTally } from '../formats/tally.ts'
import { entriesOf } from '../storage/counting-opened.ts'
import { type StoredDocument, currentVersions, listDocuments } from '../storage/documents.ts'
import { listOutcomeRows } from '../storage/results.ts'
import { type StoredScan, listScans } from '../storage/scans.ts'
import { sessionFor } from './access.ts'
import { listAuthorNames } from './authors.ts'
import { type ComparedSheets, compareSheets } from './revision-sheets.ts'
import { remainingFields } from './signing-turn.ts'

/** One revision of a session: what it came to, what was made of it, and how it ended. */
export type RevisionAccount = {
  readonly revision: number
  /** Since when it has been this one, and why; `null` for the first. */
  readonly opened: {
    readonly at: Instant
    readonly reason: string
    readonly by: string | null
    readonly role: Role | null
  } | null
  /** The state it was in when it was reopened; of the last one, the present state. */
  readonly state: SessionState
  readonly current: boolean
  /** `null`: it never came to a result. */
  readonly result: {
    readonly status: 'computed' | 'held'
    readonly computedAt: Instant
    readonly dataSha256: string
  } | null
  /** The last version of each document made in it. */
  readonly documents: readonly (Pick<StoredDocument, 'id' | 'version' | 'sha256' | 'createdAt'> & {
    readonly name: DocumentName
    /** Fields nobody has signed, neither in that version nor on its paper. */
    readonly open: readonly string[]
  })[]
}

/**
 * Two revisions of a session. No figures where one has no result; no bundle where the newer one is neither over nor has a
 * result, or where a bundle was not definitive at either end.
 */
export type RevisionComparison = {
  readonly session: Session
  readonly revisions: readonly RevisionAccount[]
  /** `null` while there is one revision only. */
  readonly compared: {
    readonly from: RevisionAccount
    readonly to: RevisionAccount
    readonly figures: readonly ComparedFigure[] | null
    readonly sheets: ComparedSheets | null
  } | null
}

/**
 * Two revisions of the session side by side, the older one first whichever is asked first; the last two
 * where none is asked. `not_found` for a revision the session does not have.
 */
export async function getRevisionComparison(
  ctx: Context,
  actor: Actor,
  id: string,
  asked: { readonly from?: number | undefined; readonly to?: number | undefined } = {},
): Promise<RevisionComparison> {
  const { db } = ctx.store
  const session = await sessionFor(db, actor, id, 'compare_revisions')
  const last = session.revision
  const known = (revision: number) => {
    if (revision < 1 || revision > last) throw new AppError('not_found', { what: 'revision' })
    return revision
  }
  const one = known(asked.to ?? last)
  const other = known(asked.from ?? Math.max(1, one - 1))
  const [from, to] = [Math.min(one, other), Math.max(one, other)]
  const reopenings = (await entriesOf(db, id, 'session_reopened')).map(({ entry }) => entry)
  const revisions = await accountsOf(ctx, actor, session, reopenings)
  if (last === 1) return { session, revisions, compared: null }
  const rows = await listOutcomeRows(db, id)
  const counted = (revision: number) => {
    const row = rows.find((each) => each.revision === revision)
    const bytes = (text: string) => new TextEncoder().encode(text)
    return row && { tally: parseTally(bytes(row.tally)), outcome: parseOutcome(bytes(row.outcome)) }
  }
  const [old, now] = [counted(from), counted(to)]
  const ends = { began: endOf(reopenings, from), ended: endOf(reopenings, to) }
  const running = to === last && !now // nothing of what is not over and has no result
  return {
    session,
    revisions,
    compared: {
      from: revisions[from - 1]!,
      to: revisions[to - 1]!,
      figures: old && now ? compareRevisions(old, now) : null,
      sheets: running ? null : await compareSheets(ctx, actor, session, ends),
    },
  }
}

/** The number of the entry that ended the revision; above every entry for the last one. */
function endOf(reopenings: readonly JournalEntry[], revision: number): number {
  return reopenings[revision - 1]?.seq ?? Number.POSITIVE_INFINITY
}

async function accountsOf(
  ctx: Context,
  actor: Actor,
  session: Session,
  reopenings: readonly JournalEntry[],
): Promise<readonly RevisionAccount[]> {
  const { db } = ctx.store
  const { id } = session
  const names = await listAuthorNames(ctx, actor, id, 'compare_revisions')
  const moves = (await entriesOf(db, id, 'session_moved')).map(({ entry }) => entry)
  const rows = await listOutcomeRows(db, id)
  const documents = await listDocuments(db, id)
  const scans = await listScans(db, id)
  return Array.from({ length: session.revision }, (_, at): RevisionAccount => {
    const revision = at + 1
    const row = rows.find((each) => each.revision === revision)
    const ending = reopenings[at]
    return {
      revision,
      opened: openingOf(reopenings[at - 1], names),
      state: ending ? stateBefore(moves, ending) : session.state,
      current: revision === session.revision,
      result: row
        ? {
            status: parseOutcome(new TextEncoder().encode(row.outcome)).status,
            computedAt: row.computed_at,
            dataSha256: row.tally_sha256,
          }
        : null,
      documents: lastVersions(documents, scans, revision),
    }
  })
}

function openingOf(
  entry: JournalEntry | undefined,
  names: ReadonlyMap<string, string>,
): RevisionAccount['opened'] {
  if (entry?.event.type !== 'session_reopened') return null
  const { at, actor, event } = entry
  const by = actor && (names.get(actor.account) ?? actor.account)
  return { at, reason: event.reason, by, role: actor?.role ?? null }
}

/** The state the session was in when it was reopened: the move recorded with it says so. */
function stateBefore(moves: readonly JournalEntry[], ending: JournalEntry): SessionState {
  const move = moves.find(({ seq }) => seq > ending.seq)
  if (move?.event.type !== 'session_moved') throw new Error('a session was reopened and not moved')
  return move.event.state.old
}

function lastVersions(
  documents: readonly StoredDocument[],
  scans: readonly StoredScan[],
  revision: number,
): RevisionAccount['documents'] {
  const own = documents.filter((each) => each.revision === revision)
  return currentVersions(own, revision).map((each) => {
    const { id, name, version, sha256, createdAt } = each
    return { id, name, version, sha256, createdAt, open: remainingFields(each, scans) }
  })
}
