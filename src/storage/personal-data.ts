import type { Database } from './database.ts'

/**
 * Why a column names or describes somebody: whose work is allowed (`access`), who did what (`trace`), what the
 * regulation asks to be known about those voted on (`result`), who acted in the committee (`proceedings`).
 */
export const PURPOSES = ['access', 'trace', 'result', 'proceedings'] as const
export type Purpose = (typeof PURPOSES)[number]

/**
 * Until when: the account is erased (`account`), the log-in ends (`log_in`), a day has passed (`day`), the code is
 * over (`code`), the typing ends (`typing`), the signing ends (`signing`), with the file of the session, as long as
 * the unit keeps that (`session_file`), or as long as there is this database at all (`database`).
 */
export const KEPT = [
  'account',
  'log_in',
  'day',
  'code',
  'typing',
  'signing',
  'session_file',
  'database',
] as const
export type Kept = (typeof KEPT)[number]

type PersonalColumn = readonly [purpose: Purpose, kept: Kept]

/**
 * The register of personal data: every table of the database, with those of its columns that name or describe
 * somebody. A table or column that is missing here or is none does not compile.
 */
export const PERSONAL_DATA: {
  readonly [Table in keyof Database]: {
    readonly [Column in keyof Database[Table]]?: PersonalColumn
  }
} = {
  organisations: {},
  accounts: {
    username: ['access', 'account'],
    full_name: ['access', 'account'],
    role: ['access', 'account'],
    organisation_id: ['access', 'account'],
    password_hash: ['access', 'account'],
  },
  log_in_attempts: { key: ['access', 'day'] },
  second_factors: { account_id: ['access', 'account'], secret: ['access', 'account'] },
  recovery_codes: { account_id: ['access', 'account'], code_digest: ['access', 'account'] },
  account_identities: {
    account_id: ['access', 'account'],
    issuer: ['access', 'account'],
    subject: ['access', 'account'],
  },
  identity_codes: {
    code_digest: ['access', 'code'],
    issuer: ['access', 'code'],
    subject: ['access', 'code'],
    told_name: ['access', 'code'],
  },
  logins: { account_id: ['access', 'log_in'] },
  regimes: {},
  templates: {},
  sessions: { minutes_facts: ['proceedings', 'session_file'] },
  ballot_kinds: {},
  subjects: {
    name: ['result', 'session_file'],
    position: ['result', 'session_file'],
    block: ['result', 'session_file'],
    started_on: ['result', 'session_file'],
    retirement_notice_on: ['result', 'session_file'],
    person_id: ['result', 'session_file'],
  },
  left_out: {
    name: ['result', 'session_file'],
    position: ['result', 'session_file'],
    block: ['result', 'session_file'],
    started_on: ['result', 'session_file'],
    retirement_notice_on: ['result', 'session_file'],
    reason: ['result', 'session_file'],
  },
  persons: { id: ['result', 'session_file'] },
  person_changes: { reason: ['trace', 'session_file'], account_id: ['trace', 'session_file'] },
  person_moves: {
    subject_id: ['result', 'session_file'],
    old_person: ['result', 'session_file'],
    new_person: ['result', 'session_file'],
  },
  step_records: {
    subject_id: ['result', 'session_file'],
    file: ['result', 'session_file'],
    account_id: ['trace', 'session_file'],
  },
  use_records: {
    subject_id: ['result', 'session_file'],
    decision: ['result', 'session_file'],
    decided_by: ['result', 'session_file'],
    account_id: ['trace', 'session_file'],
  },
  recheck_draws: { account_id: ['trace', 'session_file'] },
  recheck_results: { note: ['trace', 'session_file'], account_id: ['trace', 'session_file'] },
  sheets: {},
  pass_authors: { account_id: ['trace', 'session_file'] },
  entry_work: {},
  entry_ballots: { marks: ['result', 'typing'] },
  entry_passes: { account_id: ['trace', 'session_file'] },
  sheet_ballots: {},
  settlements: { reason: ['trace', 'session_file'], account_id: ['trace', 'session_file'] },
  acknowledgements: { reason: ['trace', 'session_file'], account_id: ['trace', 'session_file'] },
  outcomes: { tally: ['result', 'session_file'], outcome: ['result', 'session_file'] },
  documents: { bytes: ['result', 'session_file'], signer: ['proceedings', 'session_file'] },
  document_scans: { bytes: ['result', 'session_file'], account_id: ['trace', 'session_file'] },
  prepared_signatures: { bytes: ['result', 'signing'], account_id: ['trace', 'signing'] },
  timestamp_queue: {},
  document_copies: {
    recipient: ['proceedings', 'session_file'],
    account_id: ['trace', 'session_file'],
  },
  halls: { account_id: ['trace', 'log_in'] },
  confirmations: { account_id: ['trace', 'log_in'] },
  second_confirmations: { account_id: ['trace', 'log_in'] },
  destruction_proposals: {
    reason: ['trace', 'session_file'],
    basis: ['trace', 'session_file'],
    packets: ['trace', 'session_file'],
    account_id: ['trace', 'session_file'],
  },
  destructions: { account_id: ['trace', 'session_file'] },
  comment_threads: {},
  comments: {
    text: ['trace', 'session_file'],
    account_id: ['trace', 'session_file'],
    role: ['trace', 'session_file'],
  },
  journal: { entry: ['trace', 'database'] },
  session_journal: {},
  checkpoints: {},
}

/**
 * What confirming the destruction of a session does to each table: its rows of the session, or all that was
 * typed in them, are `destroyed`; they are `kept`, as papers, figures of sheets, or the trace of who did what;
 * they end `by_themselves` within hours; or they belong to no session (`elsewhere`).
 */
export const DESTRUCTION_WAYS = ['destroyed', 'kept', 'by_themselves', 'elsewhere'] as const

/** Every table of the database: one that is missing here does not compile. */
export const AT_DESTRUCTION: {
  readonly [Table in keyof Database]: (typeof DESTRUCTION_WAYS)[number]
} = {
  sheet_ballots: 'destroyed',
  entry_ballots: 'destroyed',
  entry_work: 'destroyed',
  prepared_signatures: 'destroyed',
  sessions: 'kept',
  ballot_kinds: 'kept',
  subjects: 'kept',
  left_out: 'kept',
  persons: 'kept',
  step_records: 'kept',
  use_records: 'kept',
  recheck_draws: 'kept',
  recheck_results: 'kept',
  sheets: 'kept',
  pass_authors: 'kept',
  entry_passes: 'kept',
  settlements: 'kept',
  acknowledgements: 'kept',
  outcomes: 'kept',
  documents: 'kept',
  document_scans: 'kept',
  document_copies: 'kept',
  templates: 'kept',
  destruction_proposals: 'kept',
  destructions: 'kept',
  comment_threads: 'kept',
  comments: 'kept',
  journal: 'kept',
  session_journal: 'kept',
  checkpoints: 'kept',
  timestamp_queue: 'by_themselves',
  halls: 'by_themselves',
  confirmations: 'by_themselves',
  second_confirmations: 'by_themselves',
  organisations: 'elsewhere',
  accounts: 'elsewhere',
  log_in_attempts: 'elsewhere',
  second_factors: 'elsewhere',
  recovery_codes: 'elsewhere',
  person_changes: 'elsewhere',
  person_moves: 'elsewhere',
  logins: 'elsewhere',
  account_identities: 'elsewhere',
  identity_codes: 'elsewhere',
  regimes: 'elsewhere',
}
