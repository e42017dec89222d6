import type { Kysely } from 'kysely'
import type { Context } from '../../context.ts'
import {
  type ActivityReport,
  type EntryFault,
  activitySummaryOf,
} from '../../domain/activity-report.ts'
import { AppError } from '../../errors.ts'
import { activityReportText, activitySignatureText } from '../../formats/activity-report.ts'
import { type ActivityWords, activityTable } from '../../formats/activity-table.ts'
import { archivedEntryLine } from '../../formats/archive/archived-journal.ts'
import { listCheckpointsOf, sealedFrom } from '../../storage/checkpoints.ts'
import type { Database } from '../../storage/database.ts'
import { lastChange } from '../../storage/journal.ts'
import { type ChainedEntry, sessionHead } from '../../storage/session-journal.ts'
import { sha256 } from '../../storage/sha256.ts'
import { sealFault } from '../checkpoint-check.ts'
import { type StoredSession, conferenceOf } from '../proceedings.ts'
import { allEntriesOf, readEntry } from '../session-entries.ts'
import { chainFaults, checkHeads } from './entry-faults.ts'

/** The files of a report, as a paper carries them and a zip holds them. */
export type ActivityFiles = {
  readonly report: ActivityReport
  /** Every entry as a table for spreadsheet programs. */
  readonly table: Uint8Array
  /** Every entry as stored, with its hashes. */
  readonly journal: Uint8Array
  readonly reportFile: Uint8Array
  readonly signatureFile: Uint8Array
}

/**
 * The report about all that the session's journal holds now, signed by the installation; made also where not every entry
 * verifies, and then it says so. The same entries give the same bytes. `session_changed` when something was recorded
 * meanwhile.
 */
export async function activityFilesOf(
  ctx: Context,
  stored: StoredSession,
  words: ActivityWords,
): Promise<ActivityFiles> {
  const { db } = ctx.store
  const { session, regime } = stored
  const head = await sessionHead(db, session.id)
  const entries = await allEntriesOf(db, session.id)
  const found = await findingsOf(ctx, db, session.id, entries)
  if ((await sessionHead(db, session.id)).hash !== head.hash) throw new AppError('session_changed')
  const table = activityTable(
    entries.map(({ place, seq, entry }) => ({ place, seq, read: readEntry(entry) })),
    words,
  )
  const seal = ctx.seals[session.mode]
  const { mode, side, title, organisation, heldOn, letterhead } = conferenceOf(stored)
  const { kinds, ...summary } = summaryOf(entries, found.faults)
  const report: ActivityReport = {
    mode,
    side,
    title,
    organisation,
    heldOn,
    letterhead,
    regime: { id: regime.regime.id, sha256: regime.sha256 },
    session: session.id,
    shortId: session.shortId,
    revision: session.revision,
    state: session.state,
    ...coveredBy(entries),
    ...found,
    sealId: seal.id,
    tableSha256: sha256(table),
    kinds: kinds.map((each) => ({ ...each, name: words.events[each.type] ?? each.type })),
    ...summary,
  }
  const reportFile = new TextEncoder().encode(activityReportText(report))
  const { id: keyId, publicKey } = seal
  const signature = seal.sign('activity-report', reportFile)
  const signed = activitySignatureText({ keyId, publicKey, signature })
  return {
    report,
    table,
    journal: new TextEncoder().encode(entries.map(archivedEntryLine).join('')),
    reportFile,
    signatureFile: new TextEncoder().encode(signed),
  }
}

/** What the entries that verify come to: of the others nobody knows what they said. */
export function summaryOf(entries: readonly ChainedEntry[], faults: readonly EntryFault[]) {
  const doubtful = new Set(faults.map(({ place }) => place))
  return activitySummaryOf(
    entries.flatMap(({ place, entry }) => {
      const read = doubtful.has(place) ? null : readEntry(entry)
      return read ? [{ place, entry: read }] : []
    }),
  )
}

/** From which entry to which; a session whose journal is gone covers nothing. */
export function coveredBy(entries: readonly ChainedEntry[]) {
  const instants = entries.flatMap(({ entry }) => readEntry(entry)?.at ?? [])
  const [first, last] = [instants[0], instants.at(-1)]
  const end = entries.at(-1)
  if (first === undefined || last === undefined || !end)
    throw new AppError('not_found', { what: 'journal' })
  const { place, hash, seq, journalHash } = end
  return { entries: entries.length, from: first, to: last, head: { place, hash, seq, journalHash } }
}

async function findingsOf(
  { seals }: Context,
  db: Kysely<Database>,
  session: string,
  entries: readonly ChainedEntry[],
) {
  const trusted = { real: [seals.real.id], rehearsal: [seals.rehearsal.id] }
  const rows = await listCheckpointsOf(db, session)
  const heads = rows.map((row) => ({ body: row.body, own: sealFault(row, trusted) === null }))
  const { sealing, faults } = checkHeads(session, entries, heads, await sealedFrom(db))
  const end = entries.at(-1)
  const more = await lastChange(db, session, end?.seq ?? 0)
  const beyond: EntryFault[] = more
    ? [{ place: (end?.place ?? 0) + 1, seq: more.seq, what: 'beyond' }]
    : []
  return { sealing, faults: [...chainFaults(session, entries), ...faults, ...beyond] }
}
