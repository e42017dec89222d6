import type { Kysely, Transaction } from 'kysely'
import { z } from 'zod'
import type { EntryPass, Settlement, SheetFacts } from '../domain/entry.ts'
import type { Session } from '../domain/session.ts'
import type { Roster } from '../domain/roster.ts'
import type { Level } from '../domain/tally.ts'
import type { Instant } from '../domain/time.ts'
import type { Database, Row } from './database.ts'
import { storedCounts } from './sheet-counts.ts'

/** Who took up a pass. */
export type PassAuthor = { readonly passNo: number; readonly account: string }

/** Who took up a pass, and when they were last heard of in it. */
export type HeardAuthor = PassAuthor & { readonly heardAt: Instant }

/** A sheet's facts together with what locates it and who works on it. */
export type StoredSheet = SheetFacts & {
  readonly id: string
  readonly number: number
  readonly ballotKind: string
  readonly authors: readonly HeardAuthor[]
}

/** Every sheet of the session with its facts, by number, typed in those levels; or of one sheet alone. */
export async function listSheets(
  db: Kysely<Database>,
  session: Session,
  roster: Roster,
  levels: readonly Level[],
  only?: string,
): Promise<StoredSheet[]> {
  const placed = roster.ballotKinds
    .flatMap((kind) => kind.sheets.map((sheet) => ({ kind, sheet })))
    .filter(({ sheet }) => only === undefined || sheet.id === only)
    .sort((a, b) => a.sheet.number - b.sheet.number)
  const ids = placed.map(({ sheet }) => sheet.id)
  if (ids.length === 0) return []
  const authors = await db
    .selectFrom('pass_authors as a')
    .innerJoin('entry_work as w', (join) =>
      join.onRef('w.sheet_id', '=', 'a.sheet_id').onRef('w.pass_no', '=', 'a.pass_no'),
    )
    .select(['a.sheet_id', 'a.pass_no', 'a.account_id', 'w.heard_at'])
    .where('a.sheet_id', 'in', ids)
    .orderBy('a.pass_no')
    .execute()
  const passes = await db
    .selectFrom('entry_passes')
    .selectAll()
    .where('sheet_id', 'in', ids)
    .orderBy('pass_no')
    .orderBy('attempt')
    .execute()
  const settlements = await db
    .selectFrom('settlements')
    .selectAll()
    .where('sheet_id', 'in', ids)
    .orderBy('ordinal')
    .execute()
  return placed.map(({ kind, sheet }): StoredSheet => {
    const own = <T extends { sheet_id: string }>(rows: readonly T[]) =>
      rows.filter((row) => row.sheet_id === sheet.id)
    return {
      id: sheet.id,
      number: sheet.number,
      ballotKind: kind.id,
      plan: {
        ballots: sheet.ballots,
        subjects: kind.subjects.map((subject) => subject.id),
        levels,
      },
      passesRequired: session.passesRequired,
      claimed: own(authors).map((row) => row.pass_no),
      authors: own(authors).map((row) => ({
        passNo: row.pass_no,
        account: row.account_id,
        heardAt: row.heard_at,
      })),
      passes: latestOfEachPass(own(passes)),
      settlements: own(settlements).map(settlementFromRow),
    }
  })
}

function latestOfEachPass(rows: readonly Row<'entry_passes'>[]): EntryPass[] {
  const latest = new Map(rows.map((row) => [row.pass_no, row])) // attempts ascend: the last stays
  return [...latest.values()].map(passFromRow)
}

/** A stored submission of a pass. */
export function passFromRow(row: Row<'entry_passes'>): EntryPass {
  return {
    id: row.id,
    passNo: row.pass_no,
    account: row.account_id,
    counts: storedCounts.parse(JSON.parse(row.counts)),
  }
}

/** A stored decision of the head. */
export function settlementFromRow(row: Row<'settlements'>): Settlement {
  return {
    decision: z.enum(['choose', 'return']).parse(row.decision),
    passNo: row.pass_no,
    passIds: z.array(z.string()).parse(JSON.parse(row.pass_ids)),
    asOnPaper: row.as_on_paper === 1,
  }
}

/** The session a sheet belongs to. */
export async function findSheetSession(
  db: Kysely<Database>,
  sheet: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('sheets')
    .select('session_id')
    .where('id', '=', sheet)
    .executeTakeFirst()
  return row?.session_id
}

/** Takes up a pass for an account; a unique violation when it, or the person, is taken already. */
export async function insertPassAuthor(
  trx: Transaction<Database>,
  sheet: string,
  { passNo, account }: PassAuthor,
): Promise<void> {
  await trx
    .insertInto('pass_authors')
    .values({ sheet_id: sheet, pass_no: passNo, account_id: account })
    .execute()
}

/** Stores a submitted pass as the next attempt; `attempt` starts at 1 and names what it replaces. */
export async function insertPass(
  trx: Transaction<Database>,
  sheet: string,
  pass: EntryPass,
  submittedAt: Instant,
): Promise<{ attempt: number; supersedes: string | null }> {
  const last = await trx
    .selectFrom('entry_passes')
    .select(['id', 'attempt'])
    .where('sheet_id', '=', sheet)
    .where('pass_no', '=', pass.passNo)
    .orderBy('attempt', 'desc')
    .limit(1)
    .executeTakeFirst()
  const attempt = (last?.attempt ?? 0) + 1
  const supersedes = last?.id ?? null
  await trx
    .insertInto('entry_passes')
    .values({
      id: pass.id,
      sheet_id: sheet,
      pass_no: pass.passNo,
      attempt,
      account_id: pass.account,
      counts: JSON.stringify(pass.counts),
      submitted_at: submittedAt,
      supersedes,
    })
    .execute()
  return { attempt, supersedes }
}

export async function insertSettlement(
  trx: Transaction<Database>,
  sheet: string,
  settlement: Settlement,
  by: { id: string; reason: string; account: string; at: Instant; ordinal: number },
): Promise<void> {
  await trx
    .insertInto('settlements')
    .values({
      id: by.id,
      sheet_id: sheet,
      ordinal: by.ordinal,
      decision: settlement.decision,
      pass_no: settlement.passNo,
      pass_ids: JSON.stringify(settlement.passIds),
      as_on_paper: settlement.asOnPaper ? 1 : 0,
      reason: by.reason,
      account_id: by.account,
      settled_at: by.at,
    })
    .execute()
}
