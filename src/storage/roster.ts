import type { Kysely, Transaction } from 'kysely'
import type { PlannedSheet } from '../domain/journal.ts'
import { z } from 'zod'
import { EXEMPTION_REASONS, INVALID_CASES } from '../domain/rule.ts'
import type { BallotAccount, BallotKind, Official, Roster } from '../domain/roster.ts'
import type { Database } from './database.ts'

const storedSpecial = z.array(
  z.strictObject({
    case: z.enum(INVALID_CASES),
    ballots: z.int(),
    ruling: z.enum(['valid', 'invalid']).nullable(),
    reason: z.string().nullable(),
  }),
)

/** The ballot kinds of a session in order, each with its subjects and sheets in order. */
export async function findRoster(db: Kysely<Database>, session: string): Promise<Roster> {
  const kinds = await db
    .selectFrom('ballot_kinds')
    .selectAll()
    .where('session_id', '=', session)
    .orderBy('ordinal')
    .execute()
  const subjects = await db
    .selectFrom('subjects')
    .innerJoin('ballot_kinds', 'ballot_kinds.id', 'subjects.ballot_kind_id')
    .selectAll('subjects')
    .where('session_id', '=', session)
    .orderBy('subjects.ordinal')
    .execute()
  const leftOut = await db
    .selectFrom('left_out')
    .innerJoin('ballot_kinds', 'ballot_kinds.id', 'left_out.ballot_kind_id')
    .selectAll('left_out')
    .where('session_id', '=', session)
    .orderBy('left_out.ordinal')
    .execute()
  const sheets = await db
    .selectFrom('sheets')
    .selectAll()
    .where('session_id', '=', session)
    .orderBy('number')
    .execute()
  return {
    ballotKinds: kinds.map((kind) => ({
      id: kind.id,
      code: kind.code,
      title: kind.title,
      account: {
        ballotKind: kind.id,
        printed: kind.printed,
        issued: kind.issued,
        collected: kind.collected,
        invalidReasons: kind.invalid_reasons,
        special: storedSpecial.parse(JSON.parse(kind.special)),
      },
      subjects: subjects
        .filter((each) => each.ballot_kind_id === kind.id)
        .map((each) => ({ id: each.id, ...official(each), person: each.person_id })),
      leftOut: leftOut
        .filter((each) => each.ballot_kind_id === kind.id)
        .map((each) => ({
          ...official(each),
          ordinal: each.ordinal,
          reason: z.enum(EXEMPTION_REASONS).parse(each.reason),
          provision: each.provision,
        })),
      sheets: sheets
        .filter((each) => each.ballot_kind_id === kind.id)
        .map(({ id, number, ballots }) => ({ id, number, ballots })),
    })),
  }
}

type OfficialRow = {
  name: string
  position: string
  block: string | null
  started_on: string | null
  retirement_notice_on: string | null
}

function official(row: OfficialRow): Official {
  const { name, position, block } = row
  return {
    name,
    position,
    block,
    startedOn: row.started_on,
    retirementNoticeOn: row.retirement_notice_on,
  }
}

function officialRow(each: Official): OfficialRow {
  const { name, position, block } = each
  return {
    name,
    position,
    block,
    started_on: each.startedOn,
    retirement_notice_on: each.retirementNoticeOn,
  }
}

/** Puts these kinds and subjects in the place of whatever the session had; bundles come later. */
export async function replaceRoster(
  trx: Transaction<Database>,
  session: string,
  roster: Roster,
): Promise<void> {
  const old = trx.selectFrom('ballot_kinds').select('id').where('session_id', '=', session)
  await trx.deleteFrom('subjects').where('ballot_kind_id', 'in', old).execute()
  await trx.deleteFrom('left_out').where('ballot_kind_id', 'in', old).execute()
  await trx.deleteFrom('sheets').where('session_id', '=', session).execute()
  await trx.deleteFrom('ballot_kinds').where('session_id', '=', session).execute()
  for (const [at, kind] of roster.ballotKinds.entries())
    await insertBallotKind(trx, session, kind, at + 1)
}

async function insertBallotKind(
  trx: Transaction<Database>,
  session: string,
  kind: BallotKind,
  ordinal: number,
): Promise<void> {
  const { printed, issued, collected, invalidReasons, special } = kind.account
  await trx
    .insertInto('ballot_kinds')
    .values({
      id: kind.id,
      session_id: session,
      ordinal,
      code: kind.code,
      title: kind.title,
      printed,
      issued,
      collected,
      invalid_reasons: invalidReasons,
      special: JSON.stringify(special),
    })
    .execute()
  const ofKind = { ballot_kind_id: kind.id }
  const subjects = kind.subjects.map((each, at) => ({
    id: each.id,
    ...officialRow(each),
    person_id: each.person,
    ...ofKind,
    ordinal: at + 1,
  }))
  if (subjects.length > 0) await trx.insertInto('subjects').values(subjects).execute()
  const leftOut = kind.leftOut.map((each) => {
    const { ordinal: place, reason, provision } = each
    return { ...officialRow(each), ...ofKind, ordinal: place, reason, provision }
  })
  if (leftOut.length > 0) await trx.insertInto('left_out').values(leftOut).execute()
}

/** Puts these bundles in the place of whatever the session had; only while no pass was taken up. */
export async function replaceSheets(
  trx: Transaction<Database>,
  session: string,
  sheets: readonly PlannedSheet[],
): Promise<void> {
  await trx.deleteFrom('sheets').where('session_id', '=', session).execute()
  const rows = sheets.map(({ id, number, ballots, ballotKind }) => ({
    id,
    number,
    ballots,
    ballot_kind_id: ballotKind,
    session_id: session,
  }))
  if (rows.length > 0) await trx.insertInto('sheets').values(rows).execute()
}

/** Records printed, issued and collected ballots of a kind, and those that are wrong in a named way. */
export async function updateBallotAccount(
  trx: Transaction<Database>,
  account: BallotAccount,
): Promise<void> {
  const { ballotKind, printed, issued, collected, invalidReasons, special } = account
  await trx
    .updateTable('ballot_kinds')
    .set({
      printed,
      issued,
      collected,
      invalid_reasons: invalidReasons,
      special: JSON.stringify(special),
    })
    .where('id', '=', ballotKind)
    .execute()
}
