import type { Kysely } from 'kysely'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { type SheetCounts, checkSheet, emptyCounts } from '../domain/entry.ts'
import type { Finding } from '../domain/finding.ts'
import type { ImportedFile } from '../domain/journal.ts'
import { AppError } from '../errors.ts'
import type { TableMapping } from '../formats/column-mapping.ts'
import { type ImportFault, hasFaults } from '../formats/import-fault.ts'
import { type ReadPass, readPassTable } from '../formats/pass-table.ts'
import type { SheetLook } from '../formats/sheet-look.ts'
import { readWorkbook } from '../formats/spreadsheet.ts'
import { parseTally } from '../formats/tally.ts'
import { readTallyPass } from '../formats/tally-pass.ts'
import { commit } from '../storage/commit.ts'
import type { Database } from '../storage/database.ts'
import { listPassesFrom } from '../storage/imported-files.ts'
import { sha256 } from '../storage/sha256.ts'
import { updateWork } from '../storage/entry-work.ts'
import { type OpenPass, openPassOf } from './entries.ts'
import { refuseFaults } from './import-refusal.ts'
import { type MatchedRow, matchPass } from './pass-matching.ts'
import { inOrder } from './sheet-rows.ts'
import type { Located } from './sheets.ts'

/** A file as uploaded, or text as pasted, and how the user says it is to be read. */
export type PassFile = {
  readonly bytes: Uint8Array
  readonly mapping?: TableMapping | undefined
}

/**
 * What an import would put into the actor's own pass, and nothing of anybody else's. `counts` is what would
 * stand there: `null` where the file has nothing or nothing readable. Only what is `clean` can be imported.
 */
export type PassPreview = ImportedFile & {
  readonly passNo: number
  /** `null` for a tally file, and while no table was found. */
  readonly mapping: TableMapping | null
  /** The sheets the user can choose from; none for a tally file. */
  readonly sheets: readonly SheetLook[]
  readonly counts: SheetCounts
  /** Whose row each one is, in the order of the ballot; without those nobody was found for. */
  readonly rows: readonly MatchedRow[]
  readonly faults: readonly ImportFault[]
  /** What the counts would be told when submitted. */
  readonly findings: readonly Finding[]
  readonly clean: boolean
  /** Stands for the file, the mapping, the counts and the draft they replace; sent along with the import. */
  readonly digest: string
}

/**
 * What the file would put into the actor's own pass of the sheet: a workbook, delimited text, or a
 * `tin-nhiem/tally@1` file. Nothing is stored.
 *
 * Refusals: those of `readWorkbook` and `parseTally`, `not_your_pass`, `pass_final`, `entry_mode_differs`,
 * `import_sheets_split` for a tally file where the kind's ballots lie in several sheets,
 * `import_file_used` when another pass of the sheet came from the same file.
 */
export async function previewPassImport(
  ctx: Context,
  actor: Actor,
  sheetId: string,
  file: PassFile,
): Promise<PassPreview> {
  const { db } = ctx.store
  const open = await openForTotals(ctx, db, actor, sheetId)
  return compose(db, actor, open, await openFile(file))
}

/**
 * Fills the actor's own draft with what the preview showed, all of it or nothing; the typist looks at it
 * and submits as usual. Refusals: as of the preview, `import_faults` {issues}, `import_changed` when the
 * digest is not that of what would be stored now.
 */
export async function importPass(
  ctx: Context,
  actor: Actor,
  sheetId: string,
  { digest, ...file }: PassFile & { readonly digest: string },
): Promise<PassPreview> {
  await openForTotals(ctx, ctx.store.db, actor, sheetId)
  const opened = await openFile(file) // takes long; the transaction must not
  const now = ctx.now()
  return commit(ctx.store, { actor, at: now }, async (trx, record) => {
    const open = await openForTotals(ctx, trx, actor, sheetId)
    const preview = await compose(trx, actor, open, opened)
    refuseFaults(preview.faults)
    if (preview.digest !== digest) throw new AppError('import_changed', {})
    const { passNo, counts, fileSha256, source } = preview
    // a window that has the pass open is told at its next save, for it names an older revision
    await updateWork(trx, sheetId, passNo, {
      revision: open.work.revision + 1,
      counts: inOrder(counts, open.sheet.plan),
      cursor: null,
      seen: [],
      tab: null,
      heardAt: now,
    })
    const { id: session } = open.session
    record({ type: 'pass_imported', session, sheet: sheetId, passNo, fileSha256, source })
    return preview
  })
}

/** The actor's own pass; `entry_mode_differs` where ballots are typed one by one. */
async function openForTotals(
  ctx: Context,
  db: Kysely<Database>,
  actor: Actor,
  sheetId: string,
): Promise<OpenPass> {
  const open = await openPassOf(ctx, db, actor, sheetId)
  const { entryMode } = open.session
  if (entryMode !== 'totals') throw new AppError('entry_mode_differs', { entryMode })
  return open
}

/** A file that was opened: how its counts are read for a sheet, once the sheet is known. */
type OpenedFile = ImportedFile & {
  readonly mapping: TableMapping | undefined
  readFor(at: Located): ReadPass
}

async function openFile({ bytes, mapping }: PassFile): Promise<OpenedFile> {
  const fileSha256 = sha256(bytes)
  if (isJson(bytes)) {
    const tally = parseTally(bytes)
    return { fileSha256, source: 'tally', mapping, readFor: (at) => wholeKind(at, tally) }
  }
  const workbook = await readWorkbook(bytes)
  return {
    fileSha256,
    source: workbook.source,
    mapping,
    readFor: ({ sheet }) => readPassTable(workbook, sheet.plan.levels, mapping),
  }
}

/** Whether the first sign that is no blank opens a JSON object. */
function isJson(bytes: Uint8Array): boolean {
  const start = [0xef, 0xbb, 0xbf].every((byte, at) => bytes[at] === byte) ? 3 : 0
  return bytes.subarray(start).find((byte) => ![0x20, 0x09, 0x0a, 0x0d].includes(byte)) === 0x7b
}

function wholeKind(
  { session, kind, sheet }: Located,
  tally: Parameters<typeof readTallyPass>[0],
): ReadPass {
  if (kind.sheets.length > 1)
    throw new AppError('import_sheets_split', { ballotKind: kind.code, sheets: kind.sheets.length })
  const { heldOn } = session
  return readTallyPass(tally, { ballotKind: kind.code, heldOn, levels: sheet.plan.levels })
}

async function compose(
  db: Kysely<Database>,
  actor: Actor,
  at: OpenPass,
  file: OpenedFile,
): Promise<PassPreview> {
  const { session, kind, sheet, passNo, work } = at
  const { fileSha256, source } = file
  const earlier = await listPassesFrom(db, session.id, sheet.id, fileSha256)
  if (earlier.some((each) => each !== passNo))
    throw new AppError('import_file_used', { sheet: sheet.number })
  const read = file.readFor(at)
  const matched = matchPass(kind.subjects, read)
  const marks = new Map(matched.rows.map((row) => [row.subject, row.marks]))
  const counts: SheetCounts = {
    ...read.ballots,
    rows: emptyCounts(sheet.plan).rows.map((row) => ({ ...row, ...marks.get(row.subject) })),
  }
  const faults = [...read.faults, ...matched.faults]
  const { mapping, sheets } = read
  const shown = [sheet.id, passNo, work.revision, actor.account, fileSha256, mapping, counts]
  return {
    fileSha256,
    source,
    passNo,
    mapping,
    sheets,
    counts,
    rows: matched.rows,
    faults,
    findings: checkSheet(counts, sheet.plan),
    clean: !hasFaults(faults),
    digest: sha256(`tin-nhiem/pass-import@1\n${JSON.stringify(shown)}`),
  }
}
