import type { Kysely, Transaction } from 'kysely'
import { z } from 'zod'
import { type DocumentSettings, SECRECY_LEVELS } from '../domain/document-settings.ts'
import { DUTIES, type MinutesFacts, type Mode } from '../domain/proceedings.ts'
import type { EntryMode, Session, SessionState } from '../domain/session.ts'
import type { Absences, Side, Voters } from '../domain/tally.ts'
import type { Instant } from '../domain/time.ts'
import type { Timing } from '../domain/timing.ts'
import type { Database, Row } from './database.ts'

const person = z.strictObject({ name: z.string(), position: z.string() })
const clockTime = z.strictObject({ day: z.string(), hour: z.int(), minute: z.int() })
const storedMinutesFacts = z.strictObject({
  committeeWord: z.string(),
  committee: z.array(person.extend({ duty: z.enum(DUTIES) })),
  chair: person.nullable(),
  witnesses: z.array(person),
  venue: z.string().nullable(),
  countingStarted: clockTime.nullable(),
  countingEnded: clockTime.nullable(),
  handedOverTo: person.nullable(),
  copies: z.int().nullable(),
}) satisfies z.ZodType<MinutesFacts>

const storedDocumentSettings = z.strictObject({
  layout: z.string().nullable(),
  secrecy: z.enum(SECRECY_LEVELS).nullable(),
  copying: z.enum(['allowed', 'forbidden']).nullable(),
  copiesIssued: z.int().nullable(),
  drafter: z.string().nullable(),
  recipients: z.array(z.string()),
  membersSign: z.boolean(),
  seal: z.boolean(),
}) satisfies z.ZodType<DocumentSettings>

const storedTiming = z.strictObject({
  termStartYear: z.int().nullable(),
  earlier: z.strictObject({
    council_vote: z.string().nullable(),
    half_year_review: z.string().nullable(),
  }),
}) satisfies z.ZodType<Timing>

/** How many sessions there are. */
export async function countSessions(db: Kysely<Database>): Promise<number> {
  const counted = db.selectFrom('sessions').select(({ fn }) => fn.countAll().as('sessions'))
  return Number((await counted.executeTakeFirstOrThrow()).sessions)
}

/** What names sessions and says where they are; those there are none of are left out. */
export async function listSessionNames(
  db: Kysely<Database>,
  ids: readonly string[],
): Promise<readonly Pick<Row<'sessions'>, 'id' | 'short_id' | 'state' | 'organisation_id'>[]> {
  return db
    .selectFrom('sessions')
    .select(['id', 'short_id', 'state', 'organisation_id'])
    .where('id', 'in', ids)
    .execute()
}

export async function findSession(db: Kysely<Database>, id: string): Promise<Session | undefined> {
  const row = await db.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirst()
  return row && fromRow(row)
}

/** The session by the identity people read aloud. */
export async function findSessionByShortId(
  db: Kysely<Database>,
  shortId: string,
): Promise<Session | undefined> {
  const row = await db
    .selectFrom('sessions')
    .selectAll()
    .where('short_id', '=', shortId)
    .executeTakeFirst()
  return row && fromRow(row)
}

/** The sessions of these organisations, newest day first. */
export async function listSessions(
  db: Kysely<Database>,
  organisations: readonly string[],
): Promise<Session[]> {
  if (organisations.length === 0) return []
  const rows = await db
    .selectFrom('sessions')
    .selectAll()
    .where('organisation_id', 'in', organisations)
    .orderBy('held_on', 'desc')
    .orderBy('short_id')
    .execute()
  return rows.map(fromRow)
}

export async function insertSession(
  trx: Transaction<Database>,
  session: Session,
  createdAt: Instant,
): Promise<void> {
  await trx
    .insertInto('sessions')
    .values({
      id: session.id,
      short_id: session.shortId,
      organisation_id: session.organisation,
      mode: session.mode,
      side: session.side,
      title: session.title,
      held_on: session.heldOn,
      regime_id: session.regime,
      regime_sha256: session.regimeSha256,
      regime_reason: session.regimeReason,
      timing: JSON.stringify(session.timing),
      passes_required: session.passesRequired,
      recheck_size: session.recheckSize,
      entry_mode: session.entryMode,
      sheet_code_required: session.sheetCodeRequired ? 1 : 0,
      shift_points: session.shiftPoints,
      second_person: session.secondPerson ? 1 : 0,
      state: session.state,
      revision: session.revision,
      ...votersToRow(session.voters),
      minutes_facts: JSON.stringify(session.minutesFacts),
      document_settings: JSON.stringify(session.documentSettings),
      created_at: createdAt,
    })
    .execute()
}

export async function updateState(
  trx: Transaction<Database>,
  id: string,
  state: SessionState,
): Promise<void> {
  await trx.updateTable('sessions').set({ state }).where('id', '=', id).execute()
}

export async function updateRevision(
  trx: Transaction<Database>,
  id: string,
  revision: number,
): Promise<void> {
  await trx.updateTable('sessions').set({ revision }).where('id', '=', id).execute()
}

/** Says whether acts that end a step wait for a second person. */
export async function updateSecondPerson(
  trx: Transaction<Database>,
  id: string,
  required: boolean,
): Promise<void> {
  await trx
    .updateTable('sessions')
    .set({ second_person: required ? 1 : 0 })
    .where('id', '=', id)
    .execute()
}

/** Puts the session under another regulation, with the reason for it. */
export async function updateRegime(
  trx: Transaction<Database>,
  id: string,
  { regime, regimeSha256, regimeReason }: Pick<Session, 'regime' | 'regimeSha256' | 'regimeReason'>,
): Promise<void> {
  await trx
    .updateTable('sessions')
    .set({ regime_id: regime, regime_sha256: regimeSha256, regime_reason: regimeReason })
    .where('id', '=', id)
    .execute()
}

export async function updateSessionHead(
  trx: Transaction<Database>,
  id: string,
  { title, heldOn }: Pick<Session, 'title' | 'heldOn'>,
): Promise<void> {
  await trx.updateTable('sessions').set({ title, held_on: heldOn }).where('id', '=', id).execute()
}

export async function updateTiming(
  trx: Transaction<Database>,
  id: string,
  timing: Timing,
): Promise<void> {
  await trx
    .updateTable('sessions')
    .set({ timing: JSON.stringify(timing) })
    .where('id', '=', id)
    .execute()
}

export async function updateVoters(
  trx: Transaction<Database>,
  id: string,
  voters: Voters & Absences,
): Promise<void> {
  await trx.updateTable('sessions').set(votersToRow(voters)).where('id', '=', id).execute()
}

export async function updateMinutesFacts(
  trx: Transaction<Database>,
  id: string,
  facts: MinutesFacts,
): Promise<void> {
  await trx
    .updateTable('sessions')
    .set({ minutes_facts: JSON.stringify(facts) })
    .where('id', '=', id)
    .execute()
}

export async function updateDocumentSettings(
  trx: Transaction<Database>,
  id: string,
  settings: DocumentSettings,
): Promise<void> {
  await trx
    .updateTable('sessions')
    .set({ document_settings: JSON.stringify(settings) })
    .where('id', '=', id)
    .execute()
}

function votersToRow(voters: Voters & Absences) {
  return {
    members: voters.members,
    summoned: voters.summoned,
    present: voters.present,
    absent_excused: voters.absentExcused,
    absent_unexcused: voters.absentUnexcused,
  }
}

function fromRow(row: Row<'sessions'>): Session {
  return {
    id: row.id,
    shortId: row.short_id,
    organisation: row.organisation_id,
    mode: row.mode as Mode,
    side: row.side as Side,
    title: row.title,
    heldOn: row.held_on,
    regime: row.regime_id,
    regimeSha256: row.regime_sha256,
    regimeReason: row.regime_reason,
    timing: storedTiming.parse(JSON.parse(row.timing)),
    passesRequired: row.passes_required,
    recheckSize: row.recheck_size,
    entryMode: row.entry_mode as EntryMode,
    sheetCodeRequired: row.sheet_code_required === 1,
    shiftPoints: row.shift_points,
    secondPerson: row.second_person === 1,
    state: row.state as SessionState,
    revision: row.revision,
    voters: {
      members: row.members,
      summoned: row.summoned,
      present: row.present,
      absentExcused: row.absent_excused,
      absentUnexcused: row.absent_unexcused,
    },
    minutesFacts: storedMinutesFacts.parse(JSON.parse(row.minutes_facts)),
    documentSettings: storedDocumentSettings.parse(JSON.parse(row.document_settings)),
  }
}
