import type { Kysely } from 'kysely'
import type { Database } from './database.ts'
import { type Facts, putFact } from '../domain/replay/facts.ts'
import { sha256 } from './sha256.ts'

type Columns = Readonly<Record<string, unknown>>

/**
 * What the tables say beside the sessions, in the shape a replay of the journal comes to; texts that are kept whole stand
 * as their digests.
 */
export async function programFacts(db: Kysely<Database>): Promise<Facts> {
  const facts: Facts = new Map()
  for (const { id, ...row } of await db.selectFrom('organisations').selectAll().execute())
    putFact(facts, 'organisations', id, row)
  const accounts = db
    .selectFrom('accounts')
    .select(['id', 'username', 'full_name', 'role', 'organisation_id', 'disabled'])
  for (const { id, ...row } of await accounts.execute()) putFact(facts, 'accounts', id, row)
  for (const row of await db.selectFrom('regimes').selectAll().execute())
    putFact(facts, 'regimes', row.sha256, { id: row.id, body: sha256(row.body) })
  for (const row of await db.selectFrom('templates').selectAll().execute())
    putFact(facts, 'templates', row.sha256, { document: row.document, body: sha256(row.body) })
  for (const { id, ...row } of await db.selectFrom('person_changes').selectAll().execute())
    putFact(facts, 'person_changes', id, row)
  for (const row of await db.selectFrom('person_moves').selectAll().execute())
    putFact(facts, 'person_moves', `${row.change_id}/${row.subject_id}`, row)
  return facts
}

/** What the tables say of one session, in the same shape. */
export async function sessionFacts(db: Kysely<Database>, session: string): Promise<Facts> {
  const facts: Facts = new Map()
  const put = (table: string, row: string, { ...columns }: Columns) =>
    putFact(facts, table, row, withoutTexts(table, columns))
  const row = await db
    .selectFrom('sessions')
    .selectAll()
    .where('id', '=', session)
    .executeTakeFirst()
  if (row) {
    const shown = row.short_id.startsWith('TD-') ? 'rehearsal' : 'real'
    put('sessions', session, { ...row, shown_mode: shown })
  }
  await rosterFacts(db, session, put)
  await entryFacts(db, session, put)
  await documentFacts(db, session, put)
  await commentFacts(db, session, put)
  return facts
}

type Put = (table: string, row: string, columns: Columns) => void

/** Columns that hold JSON. */
const JSON_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  sessions: ['timing', 'minutes_facts', 'document_settings'],
  ballot_kinds: ['special'],
  entry_passes: ['counts'],
  settlements: ['pass_ids'],
  acknowledgements: ['numbers'],
  recheck_draws: ['sheet_ids'],
  document_scans: ['fields'],
}

function withoutTexts(table: string, columns: Columns): Columns {
  const read = (JSON_COLUMNS[table] ?? []).map((name) => [name, parsed(columns[name])])
  return { ...columns, ...Object.fromEntries(read) }
}

/** The value of a JSON text; a text that is none stands for itself, and equals nothing the journal says. */
function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return { unreadable: text }
  }
}

async function rosterFacts(db: Kysely<Database>, session: string, put: Put): Promise<void> {
  const kinds = db.selectFrom('ballot_kinds').select('id').where('session_id', '=', session)
  const of = { session_id: session }
  for (const each of await kinds.selectAll().execute()) put('ballot_kinds', each.id, each)
  const subjects = db.selectFrom('subjects').selectAll().where('ballot_kind_id', 'in', kinds)
  for (const each of await subjects.execute()) put('subjects', each.id, each)
  const leftOut = db.selectFrom('left_out').selectAll().where('ballot_kind_id', 'in', kinds)
  for (const each of await leftOut.execute())
    put('left_out', `${each.ballot_kind_id}/${each.ordinal}`, each)
  const sheets = db.selectFrom('sheets').selectAll().where('session_id', '=', session)
  for (const each of await sheets.execute()) put('sheets', each.id, { ...each, ...of })
  const steps = db.selectFrom('step_records').selectAll().where('session_id', '=', session)
  for (const each of await steps.execute()) put('step_records', String(each.ordinal), each)
}

async function entryFacts(db: Kysely<Database>, session: string, put: Put): Promise<void> {
  const sheets = db.selectFrom('sheets').select('id').where('session_id', '=', session)
  const authors = db.selectFrom('pass_authors').selectAll().where('sheet_id', 'in', sheets)
  for (const each of await authors.execute())
    put('pass_authors', `${each.sheet_id}#${each.pass_no}`, each)
  const passes = db.selectFrom('entry_passes').selectAll().where('sheet_id', 'in', sheets)
  for (const each of await passes.execute()) put('entry_passes', each.id, each)
  const settlements = db.selectFrom('settlements').selectAll().where('sheet_id', 'in', sheets)
  for (const each of await settlements.execute())
    put('settlements', `${each.sheet_id}#${each.ordinal}`, each)
  const ballots = db.selectFrom('sheet_ballots').selectAll().where('sheet_id', 'in', sheets)
  for (const each of await ballots.execute())
    put('sheet_ballots', each.pass_id, { ...each, ballots: sha256(each.ballots) })
  const answers = db.selectFrom('acknowledgements').selectAll().where('session_id', '=', session)
  for (const each of await answers.execute())
    put('acknowledgements', `${each.acknowledged_at} ${each.code} ${each.path}`, each)
  const draws = await db
    .selectFrom('recheck_draws')
    .selectAll()
    .where('session_id', '=', session)
    .execute()
  for (const each of draws) put('recheck_draws', String(each.revision), each)
  for (const { id, revision } of draws) {
    const results = db.selectFrom('recheck_results').selectAll().where('draw_id', '=', id)
    for (const each of await results.execute())
      put('recheck_results', `${revision}#${each.ordinal}`, each)
  }
  const outcomes = db.selectFrom('outcomes').selectAll().where('session_id', '=', session)
  for (const each of await outcomes.execute()) {
    const texts = { tally: sha256(each.tally), outcome: sha256(each.outcome) }
    put('outcomes', String(each.revision), { ...each, ...texts })
  }
}

/** One file after the other: those of a session need not fit into memory together. */
async function documentFacts(db: Kysely<Database>, session: string, put: Put): Promise<void> {
  const documents = db.selectFrom('documents').select('id').where('session_id', '=', session)
  for (const { id } of await documents.execute()) {
    const row = db.selectFrom('documents').selectAll().where('id', '=', id)
    const { bytes, ...each } = await row.executeTakeFirstOrThrow()
    put('documents', id, { ...each, bytes: sha256(bytes) })
  }
  const scans = db.selectFrom('document_scans').select('id').where('document_id', 'in', documents)
  for (const { id } of await scans.execute()) {
    const row = db.selectFrom('document_scans').selectAll().where('id', '=', id)
    const { bytes, ...each } = await row.executeTakeFirstOrThrow()
    put('document_scans', id, { ...each, bytes: sha256(bytes) })
  }
  const copies = db.selectFrom('document_copies').selectAll().where('session_id', '=', session)
  for (const each of await copies.execute())
    put('document_copies', `${each.revision}/${each.name}/${each.number}`, each)
  const uses = db.selectFrom('use_records').selectAll().where('session_id', '=', session)
  for (const each of await uses.execute()) put('use_records', each.id, each)
  const proposals = db
    .selectFrom('destruction_proposals')
    .selectAll()
    .where('session_id', '=', session)
  for (const each of await proposals.execute()) put('destruction_proposals', each.id, each)
  const destroyed = db.selectFrom('destructions').selectAll().where('session_id', '=', session)
  for (const each of await destroyed.execute()) put('destructions', session, each)
}

async function commentFacts(db: Kysely<Database>, session: string, put: Put): Promise<void> {
  const threads = db.selectFrom('comment_threads').selectAll().where('session_id', '=', session)
  for (const each of await threads.execute()) put('comment_threads', String(each.number), each)
  const comments = db.selectFrom('comments').selectAll().where('session_id', '=', session)
  for (const each of await comments.execute())
    put('comments', `${each.thread}#${each.number}`, each)
}
