import type { JournalEvent } from './journal.ts'

export type EventType = JournalEvent['type']

/** What an event is about; the order of the manual page. */
export const EVENT_GROUPS = [
  'program',
  'preparation',
  'session',
  'entry',
  'reconciling',
  'documents',
  'comments',
] as const
export type EventGroup = (typeof EVENT_GROUPS)[number]

/** `personal`: names somebody, so that it stands in the register of personal data too. */
type FieldKind = 'plain' | 'personal'

/** Every field beside the type and the session: one that is missing here, or is none, does not compile. */
type FieldsOf<Type extends EventType> = Readonly<
  Record<Exclude<keyof Extract<JournalEvent, { type: Type }>, 'type' | 'session'>, FieldKind>
>

type Catalogue = {
  readonly [Type in EventType]: { readonly group: EventGroup; readonly fields: FieldsOf<Type> }
}

/**
 * Everything that can be recorded, with what it carries. The manual page, the words and the register of
 * personal data are held against it.
 */
export const EVENT_CATALOGUE: Catalogue = {
  program_set_up: {
    group: 'program',
    fields: { organisation: 'plain', account: 'plain', username: 'personal' },
  },
  organisation_saved: {
    group: 'program',
    fields: {
      organisation: 'plain',
      parent: 'plain',
      side: 'plain',
      name: 'plain',
      superior: 'plain',
      locality: 'plain',
      symbol: 'plain',
    },
  },
  account_created: {
    group: 'program',
    fields: {
      account: 'plain',
      username: 'personal',
      fullName: 'personal',
      role: 'plain',
      organisation: 'plain',
    },
  },
  account_disabled: { group: 'program', fields: { account: 'plain' } },
  password_changed: { group: 'program', fields: { account: 'plain' } },
  logged_in: { group: 'program', fields: { account: 'plain', way: 'plain' } },
  logged_out: { group: 'program', fields: { account: 'plain' } },
  log_ins_ended: { group: 'program', fields: { account: 'plain', logIns: 'plain' } },
  log_in_locked: {
    group: 'program',
    fields: { counted: 'plain', account: 'plain', seconds: 'plain' },
  },
  log_in_unlocked: { group: 'program', fields: { account: 'plain' } },
  password_reset: { group: 'program', fields: { account: 'plain' } },
  admin_reset_at_machine: { group: 'program', fields: { account: 'plain' } },
  second_factor_shown: { group: 'program', fields: { account: 'plain' } },
  second_factor_set: { group: 'program', fields: { account: 'plain' } },
  second_factor_removed: { group: 'program', fields: { account: 'plain' } },
  recovery_code_used: { group: 'program', fields: { account: 'plain', left: 'plain' } },
  account_data_exported: { group: 'program', fields: { account: 'plain' } },
  account_erased: { group: 'program', fields: { account: 'plain' } },
  backup_taken: { group: 'program', fields: { head: 'plain', encrypted: 'plain' } },
  backup_made: { group: 'program', fields: { head: 'plain', sha256: 'plain', encrypted: 'plain' } },
  identity_linked: {
    group: 'program',
    fields: { account: 'plain', issuer: 'plain', subject: 'personal' },
  },
  identity_unlinked: {
    group: 'program',
    fields: { account: 'plain', issuer: 'plain', subject: 'personal' },
  },
  password_removed: { group: 'program', fields: { account: 'plain' } },
  restored: {
    group: 'program',
    fields: { head: 'plain', sha256: 'plain', madeAt: 'plain', seal: 'plain', newerLeft: 'plain' },
  },
  taken_over: {
    group: 'program',
    fields: { head: 'plain', sha256: 'plain', madeAt: 'plain', oldSeal: 'plain', newSeal: 'plain' },
  },
  network_seen: { group: 'program', fields: { signs: 'plain', locks: 'plain' } },
  network_gone: { group: 'program', fields: {} },
  program_started: {
    group: 'program',
    fields: { program: 'plain', migration: 'plain', regulations: 'plain', sealId: 'plain' },
  },
  clock_jumped: {
    group: 'program',
    fields: { expected: 'plain', found: 'plain', jumpSeconds: 'plain' },
  },
  regime_adopted: { group: 'preparation', fields: { regime: 'plain', sha256: 'plain' } },
  session_created: {
    group: 'preparation',
    fields: {
      organisation: 'plain',
      mode: 'plain',
      side: 'plain',
      title: 'plain',
      heldOn: 'plain',
      regime: 'plain',
      regimeSha256: 'plain',
      regimeReason: 'plain',
      passesRequired: 'plain',
      recheckSize: 'plain',
      entryMode: 'plain',
      sheetCodeRequired: 'plain',
      shiftPoints: 'plain',
    },
  },
  regime_set: { group: 'preparation', fields: { regime: 'plain' } },
  session_edited: { group: 'preparation', fields: { head: 'plain' } },
  timing_recorded: { group: 'preparation', fields: { timing: 'plain' } },
  steps_recorded: { group: 'preparation', fields: { steps: 'plain' } },
  person_recognised: { group: 'preparation', fields: { subjects: 'personal', person: 'personal' } },
  persons_changed: {
    group: 'preparation',
    fields: {
      change: 'plain',
      personAct: 'plain',
      undoes: 'plain',
      moves: 'personal',
      reason: 'personal',
    },
  },
  roster_saved: { group: 'preparation', fields: { roster: 'personal' } },
  roster_imported: {
    group: 'preparation',
    fields: { fingerprint: 'plain', fileSha256: 'plain', source: 'plain' },
  },
  roster_import_refused: {
    group: 'preparation',
    fields: { reason: 'plain', fileSha256: 'plain', source: 'plain' },
  },
  sheets_planned: { group: 'preparation', fields: { sheets: 'plain' } },
  voters_recorded: { group: 'preparation', fields: { voters: 'plain' } },
  session_moved: { group: 'session', fields: { state: 'plain', reason: 'plain' } },
  session_reopened: { group: 'session', fields: { revision: 'plain', reason: 'plain' } },
  second_person_set: { group: 'session', fields: { required: 'plain' } },
  act_confirmed: {
    group: 'session',
    fields: { act: 'plain', target: 'plain', digest: 'plain', second: 'plain' },
  },
  second_confirmed: {
    group: 'session',
    fields: { act: 'plain', target: 'plain', digest: 'plain' },
  },
  hall_opened: { group: 'session', fields: { expiresAt: 'plain' } },
  hall_closed: { group: 'session', fields: {} },
  ballots_recorded: { group: 'entry', fields: { ballots: 'plain' } },
  sheet_claimed: { group: 'entry', fields: { sheet: 'plain', passNo: 'plain' } },
  sheet_released: {
    group: 'entry',
    fields: { sheet: 'plain', passNo: 'plain', account: 'plain', because: 'plain' },
  },
  pass_imported: {
    group: 'entry',
    fields: { sheet: 'plain', passNo: 'plain', fileSha256: 'plain', source: 'plain' },
  },
  pass_submitted: {
    group: 'entry',
    fields: {
      sheet: 'plain',
      pass: 'plain',
      passNo: 'plain',
      attempt: 'plain',
      counts: 'plain',
      supersedes: 'plain',
    },
  },
  ballots_unlinked: {
    group: 'entry',
    fields: { sheet: 'plain', pass: 'plain', ballots: 'plain', sha256: 'plain' },
  },
  difference_settled: {
    group: 'reconciling',
    fields: { sheet: 'plain', settlement: 'plain', reason: 'plain' },
  },
  warning_acknowledged: { group: 'reconciling', fields: { acknowledgement: 'plain' } },
  error_explained: { group: 'reconciling', fields: { acknowledgement: 'plain' } },
  recheck_drawn: {
    group: 'reconciling',
    fields: { dice: 'plain', journalHead: 'plain', sheets: 'plain' },
  },
  sheet_rechecked: {
    group: 'reconciling',
    fields: { sheet: 'plain', countsSha256: 'plain', agrees: 'plain', note: 'plain' },
  },
  outcome_computed: {
    group: 'reconciling',
    fields: { tallySha256: 'plain', outcomeSha256: 'plain' },
  },
  minutes_facts_recorded: { group: 'documents', fields: { facts: 'personal' } },
  document_settings_recorded: { group: 'documents', fields: { settings: 'personal' } },
  template_recorded: { group: 'documents', fields: { document: 'plain', sha256: 'plain' } },
  document_stored: {
    group: 'documents',
    fields: {
      document: 'plain',
      name: 'plain',
      version: 'plain',
      sha256: 'plain',
      supersedes: 'plain',
      signedField: 'plain',
      way: 'plain',
    },
  },
  scan_filed: {
    group: 'documents',
    fields: {
      scan: 'plain',
      document: 'plain',
      name: 'plain',
      fields: 'plain',
      sha256: 'plain',
      supersedes: 'plain',
      reason: 'plain',
    },
  },
  retention_set: { group: 'documents', fields: { organisation: 'plain', months: 'plain' } },
  destruction_proposed: {
    group: 'documents',
    fields: { proposal: 'plain', reason: 'personal', basis: 'personal', packets: 'personal' },
  },
  destruction_confirmed: {
    group: 'documents',
    fields: { proposal: 'plain', destroyed: 'plain', document: 'plain' },
  },
  destroyed_overwritten: { group: 'documents', fields: {} },
  copies_printed: {
    group: 'documents',
    fields: { document: 'plain', from: 'plain', to: 'plain', recipient: 'personal' },
  },
  database_verified: {
    group: 'program',
    fields: { head: 'plain', entries: 'plain', failed: 'plain' },
  },
  archive_made: {
    group: 'documents',
    fields: { archived: 'plain', entries: 'plain', sha256: 'plain' },
  },
  activity_report_made: {
    group: 'documents',
    fields: { reported: 'plain', entries: 'plain', sha256: 'plain' },
  },
  use_recorded: { group: 'documents', fields: { use: 'personal' } },
  comment_thread_opened: {
    group: 'comments',
    fields: { thread: 'plain', about: 'plain', text: 'personal' },
  },
  comment_written: {
    group: 'comments',
    fields: { thread: 'plain', number: 'plain', text: 'personal' },
  },
  comment_withdrawn: {
    group: 'comments',
    fields: { thread: 'plain', number: 'plain', withdraws: 'plain' },
  },
  comment_thread_settled: { group: 'comments', fields: { thread: 'plain', number: 'plain' } },
  comment_thread_reopened: {
    group: 'comments',
    fields: { thread: 'plain', number: 'plain', text: 'personal' },
  },
}

/** Every type in the order of the catalogue. */
export const EVENT_TYPES = Object.keys(EVENT_CATALOGUE) as EventType[]
