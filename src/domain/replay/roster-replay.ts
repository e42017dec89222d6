import { newOf } from '../change.ts'
import type { BallotKind, Official, Roster } from '../roster.ts'
import { type Facts, dropFacts, putFact } from './facts.ts'
import type { ProgramReplay } from './program-replay.ts'
import type { Replayed, SessionReplay } from './session-replay.ts'

/** The entry that last said who a subject is: no column, and taken away in the end. */
const PERSON_SEQ = 'person_seq'

/**
 * Puts who each name is said to be over what the list said, where that was said later: it may stand in an entry of
 * another session.
 */
export function recogniseSubjects(facts: Facts, persons: ProgramReplay['persons']): void {
  for (const [subject, row] of facts.get('subjects') ?? []) {
    const said = persons.get(subject)
    const later = said && said.seq > Number(row[PERSON_SEQ])
    const person = later ? { person_id: said.person } : {}
    putFact(facts, 'subjects', subject, { ...person, [PERSON_SEQ]: undefined })
  }
}

/** What entries say of who is voted on, how the ballots are bundled, and what was prepared. */
export function replayRoster({ session, facts }: SessionReplay, replayed: Replayed): void {
  const { event, at, account, seq } = replayed
  if (event.type === 'roster_saved') putRoster(facts, session, newOf(event.roster), seq)
  else if (event.type === 'sheets_planned') {
    dropFacts(facts, 'sheets')
    for (const { id, number, ballots, ballotKind } of newOf(event.sheets))
      putFact(facts, 'sheets', id, { number, ballots, ballot_kind_id: ballotKind })
  } else if (event.type === 'ballots_recorded')
    for (const { ballotKind, ...counted } of event.ballots.new)
      putFact(facts, 'ballot_kinds', ballotKind, accountColumns(counted))
  else if (event.type === 'steps_recorded')
    for (const { step, subject, doneOn, file } of event.steps)
      putFact(facts, 'step_records', String((facts.get('step_records')?.size ?? 0) + 1), {
        step,
        subject_id: subject,
        done_on: doneOn,
        file,
        account_id: account,
        recorded_at: at,
      })
}

function putRoster(facts: Facts, session: string, { ballotKinds }: Roster, seq: number): void {
  for (const table of ['ballot_kinds', 'subjects', 'left_out', 'sheets']) dropFacts(facts, table)
  for (const [index, kind] of ballotKinds.entries()) {
    const { id, code, title, account, subjects, leftOut } = kind
    putFact(facts, 'ballot_kinds', id, {
      session_id: session,
      ordinal: index + 1,
      code,
      title,
      ...accountColumns(account),
    })
    for (const [at, each] of subjects.entries())
      putFact(facts, 'subjects', each.id, {
        ballot_kind_id: id,
        ordinal: at + 1,
        ...officialColumns(each),
        person_id: each.person,
        [PERSON_SEQ]: seq,
      })
    for (const each of leftOut)
      putFact(facts, 'left_out', `${id}/${each.ordinal}`, {
        ...officialColumns(each),
        reason: each.reason,
        provision: each.provision,
      })
  }
}

function accountColumns(counted: Omit<BallotKind['account'], 'ballotKind'>) {
  const { printed, issued, collected, invalidReasons, special } = counted
  return { printed, issued, collected, invalid_reasons: invalidReasons, special }
}

function officialColumns(each: Official) {
  return {
    name: each.name,
    position: each.position,
    block: each.block,
    started_on: each.startedOn,
    retirement_notice_on: each.retirementNoticeOn,
  }
}
