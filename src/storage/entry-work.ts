import { type Kysely, type Transaction, sql } from 'kysely'
import { z } from 'zod'
import type { Answered } from '../domain/acknowledgement.ts'
import type { Tab } from '../domain/claim.ts'
import type { SheetCounts } from '../domain/entry.ts'
import { FINDING_CODES } from '../domain/finding.ts'
import type { SessionState } from '../domain/session.ts'
import type { Instant } from '../domain/time.ts'
import { deleteTypedBallots } from './ballots.ts'
import { compiledOnce } from './compiled.ts'
import type { Database, Row } from './database.ts'
import { storedCounts } from './sheet-counts.ts'

const storedSeen = z.array(
  z.strictObject({
    code: z.enum(FINDING_CODES),
    path: z.string(),
    numbers: z.record(z.string(), z.int().nullable()),
  }),
) satisfies z.ZodType<readonly Answered[]>

/** What is being typed in one pass: working state, never a fact. */
export type EntryWork = {
  /** 0 when taken up, one more at each save. */
  readonly revision: number
  /** `null` while nothing is typed, and where single ballots are. */
  readonly counts: SheetCounts | null
  /** The cell last typed in. */
  readonly cursor: string | null
  /** Warnings the author has looked at again on the paper. */
  readonly seen: readonly Answered[]
  /** The window it was last open in. */
  readonly tab: Tab | null
  readonly heardAt: Instant
}

/** Which save was the last, and where the pass is open: without what was typed. */
export type WorkState = Pick<EntryWork, 'revision' | 'tab' | 'heardAt'>

/** What is being typed in that pass, or `undefined` when nobody has taken it up. */
export async function findWork(
  db: Kysely<Database>,
  sheet: string,
  passNo: number,
): Promise<EntryWork | undefined> {
  const row = await db
    .selectFrom('entry_work')
    .selectAll()
    .where('sheet_id', '=', sheet)
    .where('pass_no', '=', passNo)
    .executeTakeFirst()
  return row && fromRow(row)
}

/** A pass being typed, with what decides whether it may be. */
export type FoundTyping = {
  readonly organisation: string
  readonly state: SessionState
  readonly passNo: number
  /** Whether it was ever submitted. */
  readonly submitted: boolean
  readonly work: WorkState
}

const typingOf = compiledOnce(2, (db, sheet, account) =>
  db
    .selectFrom('pass_authors as a')
    .innerJoin('entry_work as w', (join) =>
      join.onRef('w.sheet_id', '=', 'a.sheet_id').onRef('w.pass_no', '=', 'a.pass_no'),
    )
    .innerJoin('sheets as h', 'h.id', 'a.sheet_id')
    .innerJoin('sessions as s', 's.id', 'h.session_id')
    .leftJoin('entry_passes as p', (join) =>
      join
        .onRef('p.sheet_id', '=', 'a.sheet_id')
        .onRef('p.pass_no', '=', 'a.pass_no')
        .on('p.attempt', '=', 1),
    )
    .select(['w.pass_no', 'w.revision', 'w.tab', 'w.tab_since', 'w.heard_at'])
    .select(['s.organisation_id', 's.state', 'p.id as submitted'])
    .where('a.sheet_id', '=', sheet)
    .where('a.account_id', '=', account),
)

/** The account's own pass of the sheet, or `undefined` when it has taken up none. */
export async function findTyping(
  db: Kysely<Database>,
  sheet: string,
  account: string,
): Promise<FoundTyping | undefined> {
  const row = await typingOf(db, sheet, account)
  return (
    row && {
      organisation: row.organisation_id,
      state: row.state as SessionState,
      passNo: row.pass_no,
      submitted: row.submitted !== null,
      work: stateFromRow(row),
    }
  )
}

function stateFromRow(
  row: Pick<Row<'entry_work'>, 'revision' | 'tab' | 'tab_since' | 'heard_at'>,
): WorkState {
  const { tab, tab_since: since } = row
  return {
    revision: row.revision,
    tab: tab === null || since === null ? null : { tab, since },
    heardAt: row.heard_at,
  }
}

function fromRow(row: Row<'entry_work'>): EntryWork {
  return {
    ...stateFromRow(row),
    counts: row.counts === null ? null : storedCounts.parse(JSON.parse(row.counts)),
    cursor: row.cursor,
    seen: storedSeen.parse(JSON.parse(row.seen)),
  }
}

/** Starts the work on a pass that was just taken up. */
export async function insertWork(
  trx: Transaction<Database>,
  sheet: string,
  passNo: number,
  heardAt: Instant,
): Promise<void> {
  await trx
    .insertInto('entry_work')
    .values({ sheet_id: sheet, pass_no: passNo, revision: 0, seen: '[]', heard_at: heardAt })
    .execute()
}

/** Changes what is given of the work on that pass. */
export async function updateWork(
  trx: Transaction<Database>,
  sheet: string,
  passNo: number,
  { revision, counts, cursor, seen, tab, heardAt }: Partial<EntryWork>,
): Promise<void> {
  const changed = {
    ...(revision !== undefined && { revision }),
    ...(counts !== undefined && { counts: counts && JSON.stringify(counts) }),
    ...(cursor !== undefined && { cursor }),
    ...(seen !== undefined && { seen: JSON.stringify(seen) }),
    ...(tab !== undefined && { tab: tab?.tab ?? null, tab_since: tab?.since ?? null }),
    ...(heardAt !== undefined && { heard_at: heardAt }),
  }
  await updateOf(Object.keys(changed))(trx, ...Object.values(changed), sheet, passNo)
}

type Update = ReturnType<typeof compiledOnce>
const updates = new Map<string, Update>()

/** The update of these columns, to be asked with their values, the sheet and the pass. */
function updateOf(columns: readonly string[]): Update {
  const name = columns.join()
  const known =
    updates.get(name) ??
    compiledOnce(columns.length + 2, (db, ...stands) =>
      db
        .updateTable('entry_work')
        .set(Object.fromEntries(columns.map((column, at) => [column, stands[at]])))
        .where('sheet_id', '=', stands[columns.length]!)
        .where('pass_no', '=', sql<number>`${stands[columns.length + 1]}`),
    )
  updates.set(name, known)
  return known
}

/** Counts everybody who took up a pass of the session as heard of at that moment, in no window yet. */
export async function hearAuthors(
  trx: Transaction<Database>,
  session: string,
  at: Instant,
): Promise<void> {
  await trx
    .updateTable('entry_work')
    .set({ heard_at: at, tab: null, tab_since: null })
    .where('sheet_id', 'in', (eb) =>
      eb.selectFrom('sheets').select('id').where('session_id', '=', session),
    )
    .execute()
}

/** Forgets who took up the pass and all that was typed in it. */
export async function deletePassAuthor(
  trx: Transaction<Database>,
  sheet: string,
  passNo: number,
): Promise<void> {
  await deleteTypedBallots(trx, sheet, passNo, 1)
  for (const table of ['entry_work', 'pass_authors'] as const)
    await trx
      .deleteFrom(table)
      .where('sheet_id', '=', sheet)
      .where('pass_no', '=', passNo)
      .execute()
}
