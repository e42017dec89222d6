import type { ColumnType, Insertable, Selectable } from 'kysely'
import type { CommentTable, CommentThreadTable } from './comment-tables.ts'
import type { ConfirmationTable, SecondConfirmationTable } from './confirmation-tables.ts'
import type { DestructionProposalTable, DestructionTable } from './destruction-tables.ts'
import type { DocumentCopyTable, DocumentTable } from './document-tables.ts'
import type {
  EntryBallotTable,
  EntryPassTable,
  EntryWorkTable,
  PassAuthorTable,
  SheetBallotsTable,
} from './entry-tables.ts'
import type { Fixed } from './fixed.ts'
import type { HallTable } from './hall-table.ts'
import type { CheckpointTable, JournalTable, SessionJournalTable } from './journal-tables.ts'
import type {
  AccountIdentityTable,
  IdentityCodeTable,
  LogInAttemptTable,
  LoginTable,
  RecoveryCodeTable,
  SecondFactorTable,
} from './log-in-tables.ts'
import type { PersonChangeTable, PersonMoveTable } from './person-tables.ts'
import type {
  AcknowledgementTable,
  OutcomeTable,
  RecheckDrawTable,
  RecheckResultTable,
  SettlementTable,
} from './result-tables.ts'
import type {
  DocumentScanTable,
  PreparedSignatureTable,
  TimestampQueueTable,
} from './signing-tables.ts'

export type OrganisationTable = {
  id: Fixed<string>
  parent_id: string | null
  side: string
  name: string
  superior: string | null
  locality: string | null
  symbol: string | null
  /** After so many months single ballots of a closed session may be destroyed; null for not said. */
  retention_months: number | null
}

export type AccountTable = {
  id: Fixed<string>
  username: string
  full_name: string
  role: string
  organisation_id: string
  password_hash: string
  disabled: number
  created_at: Fixed<string>
  /** 1 while the password is one that somebody else gave out. */
  must_change: number
  /** 1 where nobody knows the password: only an identity provider opens the account. */
  without_password: ColumnType<number, number | undefined, number>
}

/** Copies of the regulation files that sessions were opened under. */
export type RegimeTable = {
  sha256: Fixed<string>
  id: Fixed<string>
  body: Fixed<string>
}

/** What the templates said that documents were issued with. */
export type TemplateTable = {
  sha256: Fixed<string>
  document: Fixed<string>
  body: Fixed<string>
}

export type SessionTable = {
  id: Fixed<string>
  short_id: Fixed<string>
  organisation_id: Fixed<string>
  mode: Fixed<string>
  side: Fixed<string>
  title: string
  held_on: string
  regime_id: string
  regime_sha256: string
  /** Why the session stands under another regulation than the one of its day. */
  regime_reason: string | null
  /** JSON: the term and what has to come before the vote. */
  timing: string
  passes_required: number
  /** How many sheets are looked at again before the count is closed; 0 for none. */
  recheck_size: number
  /** How sheets are typed: totals, or ballot by ballot. */
  entry_mode: Fixed<string>
  /** Whether a sheet is taken up with the code on its paper only. */
  sheet_code_required: Fixed<number>
  /** From how many percentage points on a change since the last vote is pointed out; null for never. */
  shift_points: Fixed<number | null>
  /** Whether acts that end a step wait for a second person. */
  second_person: number
  state: string
  revision: number
  members: number | null
  summoned: number | null
  present: number | null
  absent_excused: number | null
  absent_unexcused: number | null
  minutes_facts: string
  /** JSON: what the unit sets for the papers. */
  document_settings: string
  created_at: Fixed<string>
}

export type BallotKindTable = {
  id: Fixed<string>
  session_id: Fixed<string>
  ordinal: number
  code: string
  title: string
  printed: number | null
  issued: number | null
  collected: number | null
  invalid_reasons: string | null
  /** JSON: papers that are wrong in a way the regulation names. */
  special: string
}

export type SubjectTable = {
  id: Fixed<string>
  ballot_kind_id: Fixed<string>
  ordinal: Fixed<number>
  name: Fixed<string>
  position: Fixed<string>
  block: Fixed<string | null>
  started_on: Fixed<string | null>
  retirement_notice_on: Fixed<string | null>
  person_id: string | null
}

/** People left off the ballot by the regulation, at their place in the list as typed. */
export type LeftOutTable = {
  ballot_kind_id: Fixed<string>
  ordinal: Fixed<number>
  name: Fixed<string>
  position: Fixed<string>
  block: Fixed<string | null>
  started_on: Fixed<string | null>
  retirement_notice_on: Fixed<string | null>
  reason: Fixed<string>
  provision: Fixed<string>
}

/** One human being voted on in several sessions; says nothing but that they are the same. */
export type PersonTable = {
  id: Fixed<string>
  created_at: Fixed<string>
}

/** What was recorded about a step of the procedure; the latest of a step and person stands. */
export type StepRecordTable = {
  id: Fixed<string>
  session_id: Fixed<string>
  ordinal: Fixed<number>
  step: Fixed<string>
  subject_id: Fixed<string | null>
  done_on: Fixed<string | null>
  file: Fixed<string | null>
  account_id: Fixed<string>
  recorded_at: Fixed<string>
}

/** What the competent level recorded that it decided about a person. */
export type UseRecordTable = {
  id: Fixed<string>
  session_id: Fixed<string>
  ordinal: Fixed<number>
  subject_id: Fixed<string>
  use_id: Fixed<string>
  decision: Fixed<string>
  number: Fixed<string | null>
  decided_on: Fixed<string | null>
  decided_by: Fixed<string>
  due_on: Fixed<string | null>
  account_id: Fixed<string>
  recorded_at: Fixed<string>
  supersedes: Fixed<string | null>
}

export type SheetTable = {
  id: Fixed<string>
  session_id: Fixed<string>
  ballot_kind_id: Fixed<string>
  number: Fixed<number>
  ballots: Fixed<number>
}

/** One property per table, named as in SQL. Ids and instants are text, counts whole numbers. */
export type Database = {
  organisations: OrganisationTable
  accounts: AccountTable
  logins: LoginTable
  log_in_attempts: LogInAttemptTable
  second_factors: SecondFactorTable
  recovery_codes: RecoveryCodeTable
  account_identities: AccountIdentityTable
  identity_codes: IdentityCodeTable
  regimes: RegimeTable
  sessions: SessionTable
  ballot_kinds: BallotKindTable
  subjects: SubjectTable
  left_out: LeftOutTable
  persons: PersonTable
  person_changes: PersonChangeTable
  person_moves: PersonMoveTable
  step_records: StepRecordTable
  use_records: UseRecordTable
  recheck_draws: RecheckDrawTable
  recheck_results: RecheckResultTable
  sheets: SheetTable
  pass_authors: PassAuthorTable
  entry_work: EntryWorkTable
  entry_ballots: EntryBallotTable
  entry_passes: EntryPassTable
  sheet_ballots: SheetBallotsTable
  settlements: SettlementTable
  acknowledgements: AcknowledgementTable
  outcomes: OutcomeTable
  documents: DocumentTable
  document_scans: DocumentScanTable
  prepared_signatures: PreparedSignatureTable
  timestamp_queue: TimestampQueueTable
  document_copies: DocumentCopyTable
  templates: TemplateTable
  halls: HallTable
  confirmations: ConfirmationTable
  second_confirmations: SecondConfirmationTable
  destruction_proposals: DestructionProposalTable
  destructions: DestructionTable
  comment_threads: CommentThreadTable
  comments: CommentTable
  journal: JournalTable
  session_journal: SessionJournalTable
  checkpoints: CheckpointTable
}

export type Row<T extends keyof Database> = Selectable<Database[T]>
export type NewRow<T extends keyof Database> = Insertable<Database[T]>
