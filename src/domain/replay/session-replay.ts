import type { JournalEntry, JournalEvent } from '../journal.ts'
import { replayComment } from './comment-replay.ts'
import { replayDocument } from './document-replay.ts'
import { replayEntryWork } from './entry-replay.ts'
import { type FactRow, type Facts, putFact } from './facts.ts'
import { replayRoster } from './roster-replay.ts'

/** What the journal says of one session. */
export type SessionReplay = {
  readonly session: string
  readonly facts: Facts
  /** The revision that the entries have come to. */
  revision: number
}

/** One entry on its way into the facts: who made it, when, and which number it has. */
export type Replayed<Event extends JournalEvent = JournalEvent> = {
  readonly event: Event
  readonly at: string
  readonly actor: JournalEntry['actor']
  /** Of the actor. */
  readonly account: string | null
  readonly seq: number
}

/** Before the session's first entry. */
export function startSessionReplay(session: string): SessionReplay {
  return { session, facts: new Map(), revision: 1 }
}

/** Goes on by one entry of the session; entries of what leaves no fact, or of another session, change nothing. */
export function replaySession(replay: SessionReplay, entry: JournalEntry): void {
  const { event, at, actor, seq } = entry
  if (!('session' in event) || event.session !== replay.session) return
  const replayed = { event, at, actor, account: actor?.account ?? null, seq }
  const columns = sessionColumns(replayed)
  if (columns) putFact(replay.facts, 'sessions', replay.session, columns)
  if (event.type === 'session_reopened') replay.revision = event.revision.new
  replayRoster(replay, replayed)
  replayEntryWork(replay, replayed)
  replayDocument(replay, replayed)
  replayComment(replay, replayed)
}

/** What the entry says of the session's own row. */
function sessionColumns({ event, at }: Replayed): FactRow | undefined {
  switch (event.type) {
    case 'session_created':
      return {
        organisation_id: event.organisation,
        mode: event.mode,
        shown_mode: event.mode,
        side: event.side,
        title: event.title,
        held_on: event.heldOn,
        regime_id: event.regime,
        regime_sha256: event.regimeSha256,
        regime_reason: event.regimeReason,
        passes_required: event.passesRequired,
        recheck_size: event.recheckSize,
        entry_mode: event.entryMode,
        sheet_code_required: event.sheetCodeRequired ? 1 : 0,
        shift_points: event.shiftPoints,
        second_person: 0,
        state: 'draft',
        revision: 1,
        created_at: at,
      }
    case 'regime_set': {
      const { regime, regimeSha256, regimeReason } = event.regime.new
      return { regime_id: regime, regime_sha256: regimeSha256, regime_reason: regimeReason }
    }
    case 'session_edited':
      return { title: event.head.new.title, held_on: event.head.new.heldOn }
    case 'timing_recorded':
      return { timing: event.timing.new }
    case 'voters_recorded': {
      const { members, summoned, present, absentExcused, absentUnexcused } = event.voters.new
      const absent = { absent_excused: absentExcused, absent_unexcused: absentUnexcused }
      return { members, summoned, present, ...absent }
    }
    case 'minutes_facts_recorded':
      return { minutes_facts: event.facts.new }
    case 'document_settings_recorded':
      return { document_settings: event.settings.new }
    case 'second_person_set':
      return { second_person: event.required.new ? 1 : 0 }
    case 'session_moved':
      return { state: event.state.new }
    case 'session_reopened':
      return { revision: event.revision.new }
    default:
      return undefined
  }
}
