import { HALL_STATES } from './hall.ts'
import { BEFORE_ISSUE, SESSION_STATES, type SessionState } from './session.ts'

export const ROLES = ['admin', 'secretary', 'head', 'chair', 'committee', 'auditor'] as const
/** Quản trị, thư ký, trưởng ban kiểm phiếu, chủ trì, cấp ủy, kiểm tra – giám sát. */
export type Role = (typeof ROLES)[number]

/** One grant of an act. */
type Grant = {
  readonly roles: readonly Role[]
  /** In which states of the session; left out where no session is involved. */
  readonly states?: readonly SessionState[]
  /** Who of them may do it in the organisations below their own too; the others in their own only. */
  readonly below?: readonly Role[]
  /** Whether it reaches over the whole program, whatever the organisation. */
  readonly everywhere?: true
  /** Only on one's own work, or never on it; on anybody's where left out. */
  readonly own?: 'only' | 'never'
}

const RESULTS: readonly SessionState[] = ['computed', 'issued', 'signed', 'published']
/** Every sheet is definitive: single sheets may be looked into. */
const ENTERED: readonly SessionState[] = [
  'entered',
  'reconciled',
  'computed',
  'issued',
  'signed',
  'published',
]
/** Nothing is typed: what was typed may be talked about. */
const TALKED_ABOUT: readonly SessionState[] = [...ENTERED, 'cancelled']
const FROM_COUNTING: readonly SessionState[] = ['counting', 'paused', ...ENTERED]
const ISSUED: readonly SessionState[] = ['issued', 'signed', 'published']
const ANY = SESSION_STATES
/** Nothing is counted any more: the term of keeping ballots runs. */
const CLOSED: readonly SessionState[] = ['published', 'cancelled']
/** Who watches over the organisations below. */
const SUPERIORS: readonly Role[] = ['committee', 'auditor']

/**
 * Who may do what, when, where and on whose work. The one permission table: routes, actions, pages, the
 * description of the API, docs/permissions.md and the tests read it.
 */
export const PERMISSIONS = {
  read_organisations: [
    { roles: ['admin'], everywhere: true },
    { roles: ['secretary', 'head', 'chair', 'committee', 'auditor'], below: SUPERIORS },
  ],
  read_regimes: [{ roles: ROLES, everywhere: true }],
  manage_organisations: [{ roles: ['admin'], everywhere: true }],
  manage_accounts: [{ roles: ['admin'], everywhere: true }],
  disable_account: [{ roles: ['admin'], everywhere: true, own: 'never' }],
  read_own_data: [{ roles: ROLES, everywhere: true, own: 'only' }],
  erase_account: [{ roles: ['admin'], everywhere: true }],
  manage_backups: [{ roles: ['admin'], everywhere: true }],
  read_template_faults: [{ roles: ['admin'], everywhere: true }],
  verify_document: [{ roles: ROLES, everywhere: true }],
  open_archive: [{ roles: ['auditor'], everywhere: true }],
  read_journal: [{ roles: ['auditor'], everywhere: true }],
  create_session: [{ roles: ['secretary'] }],
  read_session: [
    { roles: ['secretary', 'head', 'chair', 'auditor'], states: ANY, below: SUPERIORS },
    { roles: ['committee'], states: ISSUED, below: SUPERIORS },
  ],
  edit_session: [{ roles: ['secretary'], states: ['draft'] }],
  record_preparation: [{ roles: ['secretary'], states: ['draft', 'ready', 'counting', 'entered'] }],
  record_procedure: [
    { roles: ['secretary'], states: [...BEFORE_ISSUE, 'issued', 'signed', 'published'] },
  ],
  recognise_person: [{ roles: ['secretary'], states: ['draft', 'ready'] }],
  join_persons: [{ roles: ['secretary'] }],
  read_person_record: [
    {
      roles: ['secretary', 'head', 'chair', 'committee', 'auditor'],
      states: ISSUED,
      below: SUPERIORS,
    },
  ],
  record_use: [{ roles: ['committee'], states: ['signed', 'published'], below: SUPERIORS }],
  read_uses: [{ roles: ['committee', 'chair', 'auditor'], states: ISSUED, below: SUPERIORS }],
  record_minutes_facts: [{ roles: ['secretary'], states: BEFORE_ISSUE }],
  record_document_settings: [{ roles: ['secretary', 'head'], states: BEFORE_ISSUE }],
  record_voters: [{ roles: ['secretary'], states: ['draft', 'ready', 'counting', 'entered'] }],
  record_ballots: [{ roles: ['secretary'], states: ['counting', 'entered'] }],
  freeze_roster: [{ roles: ['secretary'], states: ['draft'] }],
  unfreeze_roster: [{ roles: ['secretary'], states: ['ready'] }],
  open_counting: [{ roles: ['head'], states: ['ready'] }],
  pause_counting: [{ roles: ['head'], states: ['counting'] }],
  resume_counting: [{ roles: ['head'], states: ['paused'] }],
  open_hall: [{ roles: ['head'], states: HALL_STATES }],
  close_hall: [{ roles: ['head'], states: HALL_STATES }],
  take_pass: [{ roles: ['secretary'], states: ['counting'], own: 'never' }],
  enter_pass: [{ roles: ['secretary'], states: ['counting'], own: 'only' }],
  release_pass: [{ roles: ['head'], states: ['counting', 'paused'] }],
  read_sheets: [{ roles: ['secretary', 'head', 'auditor'], states: ANY, below: SUPERIORS }],
  read_differences: [
    { roles: ['head'], states: ANY },
    { roles: ['auditor'], states: ENTERED, below: SUPERIORS },
  ],
  settle_difference: [{ roles: ['head'], states: ['counting', 'entered'], own: 'never' }],
  read_ballot_papers: [
    {
      roles: ['secretary', 'head', 'chair', 'auditor'],
      states: ['ready', ...FROM_COUNTING],
      below: SUPERIORS,
    },
  ],
  read_tally_sheets: [
    { roles: ['secretary', 'head', 'auditor'], states: FROM_COUNTING, below: SUPERIORS },
  ],
  read_zero_report: [
    { roles: ['secretary', 'head', 'chair', 'auditor'], states: FROM_COUNTING, below: SUPERIORS },
  ],
  read_role_cards: [
    {
      roles: ['secretary', 'head', 'chair', 'auditor'],
      states: ['ready', ...FROM_COUNTING],
      below: SUPERIORS,
    },
  ],
  read_entry_log: [
    { roles: ['head', 'auditor'], states: ENTERED, below: SUPERIORS },
    { roles: ['chair'], states: RESULTS },
  ],
  read_session_journal: [
    { roles: ['head', 'auditor'], states: [...ENTERED, 'cancelled'], below: SUPERIORS },
  ],
  read_entry_statistics: [
    { roles: ['head', 'auditor'], states: [...ENTERED, 'cancelled'], below: SUPERIORS },
  ],
  read_activity_report: [
    { roles: ['head', 'auditor'], states: [...ENTERED, 'cancelled'], below: SUPERIORS },
  ],
  read_closing: [{ roles: ['secretary', 'head', 'auditor'], states: ANY, below: SUPERIORS }],
  read_findings: [{ roles: ['secretary', 'head', 'auditor'], states: ANY, below: SUPERIORS }],
  verify_session: [
    { roles: ['head', 'auditor'], states: [...ENTERED, 'cancelled'], below: SUPERIORS },
  ],
  read_shifts: [{ roles: ['head', 'auditor'], states: ENTERED, below: SUPERIORS }],
  recheck_sheets: [{ roles: ['head'], states: ['entered'] }],
  acknowledge_warning: [{ roles: ['head'], states: ['entered'] }],
  close_session: [{ roles: ['head'], states: ['entered'] }],
  compute_outcome: [{ roles: ['head'], states: ['reconciled'] }],
  read_outcome: [
    { roles: ['secretary', 'head', 'chair', 'auditor'], states: RESULTS, below: SUPERIORS },
    { roles: ['committee'], states: ISSUED, below: SUPERIORS },
  ],
  issue_documents: [{ roles: ['head'], states: ['computed'] }],
  read_documents: [
    { roles: ['head', 'chair', 'auditor'], states: ANY, below: SUPERIORS },
    { roles: ['secretary', 'committee'], states: ISSUED, below: SUPERIORS },
    { roles: ['secretary'], states: CLOSED },
  ],
  sign_document: [{ roles: ['secretary', 'head', 'chair'], states: ['issued'] }],
  complete_signature: [
    { roles: ['secretary', 'head', 'chair'], states: ['issued'], own: 'only' },
    { roles: ['chair'], states: ['signed', 'published'], own: 'only' },
    { roles: ['secretary', 'chair'], states: CLOSED, own: 'only' },
  ],
  sign_beside_member: [{ roles: ['secretary', 'head'], states: ['issued'] }],
  set_seal: [{ roles: ['chair'], states: ['issued'] }],
  file_scan: [{ roles: ['secretary', 'head'], states: [...ISSUED, 'cancelled'] }],
  retry_timestamp: [{ roles: ['secretary', 'head', 'chair'], states: [...ISSUED, 'cancelled'] }],
  issue_later_document: [{ roles: ['secretary', 'chair'], states: ['signed', 'published'] }],
  sign_later_document: [{ roles: ['chair'], states: ['signed', 'published'] }],
  read_extract: [
    {
      roles: ['secretary', 'chair', 'committee', 'auditor'],
      states: ['signed', 'published'],
      below: SUPERIORS,
    },
  ],
  read_consolidated: [
    { roles: ['chair', 'committee', 'auditor'], states: ISSUED, below: SUPERIORS },
  ],
  compare_revisions: [
    { roles: ['auditor'], states: [...ENTERED, 'cancelled'], below: SUPERIORS },
    { roles: ['head'], states: ENTERED },
    { roles: ['chair'], states: RESULTS },
    { roles: ['committee'], states: ISSUED, below: SUPERIORS },
  ],
  compare_sessions: [
    { roles: ['auditor'], states: [...ENTERED, 'cancelled'], below: SUPERIORS },
    { roles: ['committee'], states: ISSUED, below: SUPERIORS },
  ],
  export_archive: [
    { roles: ['secretary', 'committee', 'auditor'], states: ISSUED, below: SUPERIORS },
  ],
  print_copies: [{ roles: ['secretary', 'head', 'chair'], states: [...ISSUED, 'cancelled'] }],
  publish_session: [{ roles: ['chair'], states: ['signed'] }],
  reopen_session: [
    { roles: ['head'], states: ['reconciled', 'computed', 'issued', 'signed', 'published'] },
  ],
  cancel_session: [{ roles: ['head'], states: BEFORE_ISSUE }],
  read_retention: [
    { roles: ['admin'], everywhere: true },
    { roles: ['secretary', 'chair', 'auditor'], below: SUPERIORS },
  ],
  set_retention: [{ roles: ['admin'], everywhere: true }, { roles: ['secretary'] }],
  read_destruction: [
    { roles: ['secretary', 'chair', 'auditor'], states: CLOSED, below: SUPERIORS },
  ],
  propose_destruction: [{ roles: ['secretary'], states: CLOSED }],
  confirm_destruction: [{ roles: ['chair'], states: CLOSED }],
  sign_destruction: [{ roles: ['secretary', 'chair'], states: CLOSED }],
  read_comments: [
    {
      roles: ['secretary', 'head', 'chair', 'auditor'],
      states: TALKED_ABOUT,
      below: SUPERIORS,
    },
  ],
  open_comment_thread: [{ roles: ['auditor'], states: TALKED_ABOUT, below: SUPERIORS }],
  write_comment: [
    { roles: ['secretary', 'head', 'auditor'], states: TALKED_ABOUT, below: SUPERIORS },
  ],
  withdraw_comment: [
    {
      roles: ['secretary', 'head', 'auditor'],
      states: TALKED_ABOUT,
      below: SUPERIORS,
      own: 'only',
    },
  ],
  settle_comment: [{ roles: ['auditor'], states: TALKED_ABOUT, below: SUPERIORS }],
  set_second_person: [{ roles: ['secretary', 'head'], states: ['draft', 'ready'] }],
  confirm_for_head: [{ roles: ['secretary'], states: ANY }],
  confirm_for_chair: [{ roles: ['head'], states: ANY }],
} as const satisfies Record<string, readonly Grant[]>
export type Act = keyof typeof PERMISSIONS

function grantsOf(act: Act, role: Role): readonly Grant[] {
  return (PERMISSIONS[act] as readonly Grant[]).filter((grant) => grant.roles.includes(role))
}

/** Whether the role may ever do the act. */
export function mayEver(role: Role, act: Act): boolean {
  return grantsOf(act, role).length > 0
}

/** Whether the role may do the act on a session in this state. */
export function may(role: Role, act: Act, state: SessionState): boolean {
  return grantsOf(act, role).some((grant) => grant.states?.includes(state) ?? true)
}

/** Whether the role may do the act on work that is, or is not, one's own. */
export function mayOn(role: Role, act: Act, own: boolean): boolean {
  return grantsOf(act, role).some((grant) => grant.own !== (own ? 'never' : 'only'))
}

/** The roles that may do the act on a session in this state: who to ask. */
export function rolesThatMay(act: Act, state: SessionState): readonly Role[] {
  return ROLES.filter((role) => may(role, act, state))
}

/** The roles that may ever do one of the acts. */
export function rolesThatEverMay(acts: readonly Act[]): readonly Role[] {
  return ROLES.filter((role) => acts.some((act) => mayEver(role, act)))
}

/** How far a role reaches with an act: its own organisation, those below it too, or all there are. */
export type Reach = 'own' | 'below' | 'everywhere'

/** How far the role reaches with the act, the same in every state; 'own' for whoever may never do it. */
export function reachOf(role: Role, act: Act): Reach {
  const grants = grantsOf(act, role)
  if (grants.some((grant) => grant.everywhere)) return 'everywhere'
  return grants.some((grant) => grant.below?.includes(role)) ? 'below' : 'own'
}
