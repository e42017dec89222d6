import type { Acknowledgement } from './acknowledgement.ts'
import type { Change, Recorded } from './change.ts'
import type { CommentEvent } from './comment.ts'
import type { DocumentSettings } from './document-settings.ts'
import type { Settlement, SheetCounts } from './entry.ts'
import type { FinalAct } from './final-act.ts'
import type { DestroyedData, DestructionWords } from './destruction.ts'
import type { PersonAct, PersonMove } from './person-change.ts'
import type { DocumentName, MinutesFacts, Mode } from './proceedings.ts'
import type { ProgramEvent } from './program-event.ts'
import type { RecheckDraw, RecheckResult } from './recheck.ts'
import type { Role } from './roles.ts'
import type { BallotAccount, Roster, Sheet } from './roster.ts'
import type { EntryMode, SessionState } from './session.ts'
import type { SigningWay } from './signing-way.ts'
import type { StepRecord } from './procedure.ts'
import type { Absences, Side, Voters } from './tally.ts'
import type { Day, Instant } from './time.ts'
import type { Timing } from './timing.ts'
import type { UseRecord } from './use.ts'

/** One bundle as planned: its number in the session, its ballot kind, and how many ballots it holds. */
export type PlannedSheet = Sheet & { readonly ballotKind: string }

/** A file that was taken over, by its bytes; its name is not kept, for names of files name people. */
export type ImportedFile = {
  readonly fileSha256: string
  readonly source: 'xlsx' | 'ods' | 'text' | 'tally'
}

/**
 * Everything that can be recorded. Past tense; payloads carry counts and old and new values, never a
 * single ballot, a password or a key.
 */
export type JournalEvent =
  | ProgramEvent
  | {
      type: 'session_created'
      session: string
      organisation: string
      mode: Mode
      side: Side
      title: string
      heldOn: Day
      regime: string
      regimeSha256: string
      regimeReason: string | null
      passesRequired: number
      recheckSize: number
      entryMode: EntryMode
      sheetCodeRequired: boolean
      shiftPoints: number | null
    }
  | {
      type: 'regime_set'
      session: string
      regime: Change<{ regime: string; regimeSha256: string; regimeReason: string | null }>
    }
  | { type: 'session_edited'; session: string; head: Change<{ title: string; heldOn: Day }> }
  | { type: 'timing_recorded'; session: string; timing: Change<Timing> }
  | { type: 'steps_recorded'; session: string; steps: readonly StepRecord[] }
  | {
      type: 'person_recognised'
      session: string
      subjects: readonly { subject: string; old: string | null }[]
      person: string | null
    }
  | {
      type: 'persons_changed'
      change: string
      personAct: PersonAct
      undoes: string | null
      moves: readonly PersonMove[]
      reason: string
    }
  | { type: 'use_recorded'; session: string; use: UseRecord }
  | { type: 'roster_saved'; session: string; roster: Recorded<Roster> }
  | { type: 'sheets_planned'; session: string; sheets: Recorded<readonly PlannedSheet[]> }
  | { type: 'voters_recorded'; session: string; voters: Change<Voters & Absences> }
  | { type: 'minutes_facts_recorded'; session: string; facts: Change<MinutesFacts> }
  | { type: 'document_settings_recorded'; session: string; settings: Change<DocumentSettings> }
  | { type: 'ballots_recorded'; session: string; ballots: Change<readonly BallotAccount[]> }
  | { type: 'session_moved'; session: string; state: Change<SessionState>; reason: string | null }
  | ({ type: 'recheck_drawn'; session: string } & RecheckDraw)
  | ({ type: 'sheet_rechecked'; session: string } & RecheckResult)
  | { type: 'session_reopened'; session: string; revision: Change<number>; reason: string }
  | { type: 'second_person_set'; session: string; required: Change<boolean> }
  | {
      type: 'act_confirmed'
      session: string
      act: FinalAct
      target: string
      /** Of what was shown, as of `shownDigest`. */
      digest: string
      /** The second person's account, where the session asks for one. */
      second: string | null
    }
  | { type: 'second_confirmed'; session: string; act: FinalAct; target: string; digest: string }
  | { type: 'hall_opened'; session: string; expiresAt: Instant }
  | { type: 'hall_closed'; session: string }
  | { type: 'sheet_claimed'; session: string; sheet: string; passNo: number }
  | {
      type: 'sheet_released'
      session: string
      sheet: string
      passNo: number
      /** Who had taken it up. */
      account: string
      /** Given back by its author, taken from one not heard of, or by the head. */
      because: 'given_back' | 'idle' | 'head'
    }
  | {
      type: 'ballots_unlinked'
      session: string
      sheet: string
      pass: string
      ballots: number
      sha256: string
    }
  | ({ type: 'pass_imported'; session: string; sheet: string; passNo: number } & ImportedFile)
  | ({ type: 'roster_imported'; session: string; fingerprint: string } & ImportedFile)
  | ({ type: 'roster_import_refused'; session: string; reason: 'fingerprint_wrong' } & ImportedFile)
  | {
      type: 'pass_submitted'
      session: string
      sheet: string
      pass: string
      passNo: number
      attempt: number
      counts: SheetCounts
      supersedes: string | null
    }
  | {
      type: 'difference_settled'
      session: string
      sheet: string
      settlement: Settlement
      reason: string
    }
  | { type: 'warning_acknowledged'; session: string; acknowledgement: Acknowledgement }
  | { type: 'error_explained'; session: string; acknowledgement: Acknowledgement }
  | { type: 'outcome_computed'; session: string; tallySha256: string; outcomeSha256: string }
  | {
      type: 'document_stored'
      session: string
      document: string
      name: DocumentName
      version: number
      sha256: string
      supersedes: string | null
      /** The signature field filled by this version; `null` for the unsigned first one. */
      signedField: string | null
      /** How the signature came to be; `null` for a version that adds none. */
      way: SigningWay | null
    }
  | {
      type: 'scan_filed'
      session: string
      scan: string
      /** The version that was printed and signed by hand. */
      document: string
      name: DocumentName
      fields: readonly string[]
      sha256: string
      /** The scan this one replaces, with the reason. */
      supersedes: string | null
      reason: string | null
    }
  | {
      type: 'retention_set'
      organisation: string
      /** In months; `null` for not said. */
      months: Change<number | null>
    }
  | ({ type: 'destruction_proposed'; session: string; proposal: string } & DestructionWords)
  | {
      type: 'destruction_confirmed'
      session: string
      proposal: string
      destroyed: readonly DestroyedData[]
      /** The minutes of it, in their first version. */
      document: string
    }
  | { type: 'destroyed_overwritten'; session: string }
  | {
      type: 'copies_printed'
      session: string
      document: string
      /** The numbers given out, both included. */
      from: number
      to: number
      recipient: string
    }
  | CommentEvent

/** One entry of the journal as written; the stored text is this, in this order, as JSON. */
export type JournalEntry = {
  readonly seq: number
  readonly at: Instant
  readonly actor: { readonly account: string; readonly role: Role } | null
  readonly event: JournalEvent
}

/** What `hash` of an entry covers: the purpose, the hash before it, and the stored text itself. */
export function chainInput(prevHash: string, entryText: string): string {
  return `tin-nhiem/journal@1\n${prevHash}\n${entryText}`
}

/**
 * What the hash of an entry in its session's own chain covers: the purpose, the session, the place (1, 2, …), the hash of
 * the session's entry before it, and the stored text itself.
 */
export function sessionChainInput(
  at: { readonly session: string; readonly place: number },
  prevHash: string,
  entryText: string,
): string {
  return `tin-nhiem/session-journal@1\n${at.session}\n${at.place}\n${prevHash}\n${entryText}`
}

/** What stands before the first entry, of the whole journal and of each session. */
export const FIRST_PREV_HASH = '0'.repeat(64)
