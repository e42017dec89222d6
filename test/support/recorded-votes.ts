import type { Kysely } from 'kysely'
import { outcomeOf } from '../../src/domain/outcome.ts'
import { NO_DOCUMENT_SETTINGS } from '../../src/domain/document-settings.ts'
import { type Mode, NOTHING_STATED } from '../../src/domain/proceedings.ts'
import type { SessionState } from '../../src/domain/session.ts'
import type { Side, SubjectTally, Tally } from '../../src/domain/tally.ts'
import { TIMING_UNKNOWN } from '../../src/domain/timing.ts'
import { outcomeText } from '../../src/formats/outcome.ts'
import { readRegimes } from '../../src/formats/regime.ts'
import type { RegimeFile } from '../../src/formats/regime-file.ts'
import { tallyText } from '../../src/formats/tally.ts'
import type { Database } from '../../src/storage/database.ts'
import { ROOT } from '../../src/program.ts'
import { sha256 } from '../../src/storage/sha256.ts'

const REGIMES = readRegimes(`${ROOT}/data/regimes`)

/** One vote as it is put into a database without being typed: a past one that was counted long ago. */
export type PastVote = {
  readonly id: string
  readonly organisation: string
  readonly heldOn: string
  readonly regime: RegimeFile
  readonly mode?: Mode
  readonly state?: SessionState
  readonly title?: string
  /** `[name, position, high, medium, low]` of everybody on the ballot, for each revision in turn. */
  readonly revisions: readonly (readonly PastLine[])[]
  /** Whom the names stand for, as far as somebody said. */
  readonly persons?: readonly (string | null)[]
  readonly ballots: number
}
export type PastLine = readonly [
  name: string,
  position: string,
  high: number,
  medium: number,
  low: number,
]

/** The regulation of that id with its bytes, as sessions keep it. */
export function regimeFile(id: string): RegimeFile {
  const found = REGIMES.find(({ regime }) => regime.id === id)
  if (!found) throw new Error(`no regulation ${id}`)
  return found
}

/** The name on that line of the ballot, as the database knows it. */
export function subjectAt(vote: Pick<PastVote, 'id'>, line = 1): string {
  return `${vote.id}-s${line}`
}

/** The vote with its outcomes, as if it had been counted; ids follow from that of the vote. */
export async function insertPastVote(db: Kysely<Database>, vote: PastVote): Promise<void> {
  const { id, regime, revisions, persons = [] } = vote
  const { sha256: sha, body } = regime
  await db
    .insertInto('regimes')
    .values({ sha256: sha, id: regime.regime.id, body })
    .onConflict((c) => c.doNothing())
    .execute()
  await db.insertInto('sessions').values(sessionRow(vote)).execute()
  const kind = {
    id: `${id}-k`,
    session_id: id,
    ordinal: 1,
    code: 'A',
    title: 'Người được lấy phiếu',
    printed: vote.ballots,
    issued: vote.ballots,
    collected: vote.ballots,
    invalid_reasons: null,
    special: '[]',
  }
  await db.insertInto('ballot_kinds').values(kind).execute()
  for (const person of new Set(persons.filter((each) => each !== null)))
    await db
      .insertInto('persons')
      .values({ id: person, created_at: '2026-02-05T00:00:00.000Z' })
      .onConflict((c) => c.doNothing())
      .execute()
  const subjects = revisions.at(-1)!.map(([name, position], at) => ({
    id: subjectAt(vote, at + 1),
    ballot_kind_id: kind.id,
    ordinal: at + 1,
    name,
    position,
    block: null,
    started_on: null,
    retirement_notice_on: null,
    person_id: persons[at] ?? null,
  }))
  if (subjects.length > 0) await db.insertInto('subjects').values(subjects).execute()
  const outcomes = revisions.map((lines, at) => outcomeRow(vote, lines, at + 1))
  await db.insertInto('outcomes').values(outcomes).execute()
}

function sessionRow({ id, organisation, mode, heldOn, regime, revisions, ...vote }: PastVote) {
  return {
    id,
    short_id: id,
    organisation_id: organisation,
    mode: mode ?? 'real',
    side: regime.regime.side,
    title: vote.title ?? `Lấy phiếu tín nhiệm năm ${heldOn.slice(0, 4)}`,
    held_on: heldOn,
    regime_id: regime.regime.id,
    regime_sha256: regime.sha256,
    regime_reason: null,
    timing: JSON.stringify(TIMING_UNKNOWN),
    passes_required: 2,
    recheck_size: 0,
    entry_mode: 'totals',
    sheet_code_required: 0,
    shift_points: null,
    second_person: 0,
    state: vote.state ?? 'signed',
    revision: revisions.length,
    members: vote.ballots,
    summoned: vote.ballots,
    present: vote.ballots,
    absent_excused: 0,
    absent_unexcused: 0,
    minutes_facts: JSON.stringify(NOTHING_STATED),
    document_settings: JSON.stringify(NO_DOCUMENT_SETTINGS),
    created_at: `${heldOn}T01:00:00.000Z`,
  }
}

/** The stored result of one revision of the vote. */
export function outcomeRow(vote: PastVote, lines: readonly PastLine[], revision: number) {
  const tally = tallyOf(vote, lines)
  const texts = {
    tally: tallyText(tally),
    outcome: outcomeText(outcomeOf(tally, vote.regime)),
  }
  return {
    session_id: vote.id,
    revision,
    ...texts,
    tally_sha256: sha256(texts.tally),
    outcome_sha256: sha256(texts.outcome),
    computed_at: `${vote.heldOn}T09:00:00.000Z`,
  }
}

function tallyOf({ regime, heldOn, ballots }: PastVote, lines: readonly PastLine[]): Tally {
  const side: Side = regime.regime.side
  return {
    regime: regime.regime.id,
    side,
    heldOn,
    title: `Lấy phiếu tín nhiệm năm ${heldOn.slice(0, 4)}`,
    organisation: 'Mẫu',
    voters: { members: ballots, summoned: ballots, present: ballots },
    ballotKinds: [
      {
        id: 'A',
        title: 'Người được lấy phiếu',
        issued: ballots,
        collected: ballots,
        valid: ballots,
        invalid: 0,
        subjects: lines.map(([name, position, high, medium, low], at): SubjectTally => {
          const invalid = ballots - high - medium - low
          return { id: String(at + 1), name, position, block: null, high, medium, low, invalid }
        }),
      },
    ],
  }
}
