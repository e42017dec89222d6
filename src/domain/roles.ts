import { HALL_STATES } from './hall.ts'
import { BEFORE_ISSUE, SESSION_STATES, type SessionState } from './session.ts'

export const ROLES = ['admin', 'secretary', 'head', 'chair', 'committee', 'auditor'] as const
/** Quản trị, thư ký, trưởng ban kiểm phiếu, chủ trì, cấp ủy, kiểm tra – giám sát. */
export type Role = (typeof ROLES)[number]

/** One grant: these roles, and, where a session is involved, in these of its states. */
type Grant = { readonly roles: readonly Role[]; readonly states?: readonly SessionState[] }

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
const FROM_COUNTING: readonly SessionState[] = ['counting', 'paused', ...ENTERED]
const ISSUED: readonly SessionState[] = ['issued', 'signed', 'published']
const ANY = SESSION_STATES

/** Who may do what, and when. The one permission table: actions, pages and tests read it. */
export const PERMISSIONS = {
  read_organisations: [{ roles: ROLES }],
  read_regimes: [{ roles: ROLES }],
  manage_organisations: [{ roles: ['admin'] }],
  manage_accounts: [{ roles: ['admin'] }],
  read_template_faults: [{ roles: ['admin'] }],
  verify_document: [{ roles: ROLES }],
  read_journal: [{ roles: ['auditor'] }],
  create_session: [{ roles: ['secretary'] }],
  read_session: [
    { roles: ['secretary', 'head', 'chair', 'auditor'], states: ANY },
    { roles: ['committee'], states: ISSUED },
  ],
  edit_session: [{ roles: ['secretary'], states: ['draft'] }],
  record_preparation: [{ roles: ['secretary'], states: ['draft', 'ready', 'counting', 'entered'] }],
  record_procedure: [
    { roles: ['secretary'], states: [...BEFORE_ISSUE, 'issued', 'signed', 'published'] },
  ],
  recognise_person: [{ roles: ['secretary'], states: ['draft', 'ready'] }],
  record_use: [{ roles: ['committee'], states: ['signed', 'published'] }],
  read_uses: [{ roles: ['committee', 'chair', 'auditor'], states: ISSUED }],
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
  enter_pass: [{ roles: ['secretary'], states: ['counting'] }],
  release_pass: [{ roles: ['head'], states: ['counting', 'paused'] }],
  read_sheets: [{ roles: ['secretary', 'head', 'auditor'], states: ANY }],
  read_differences: [
    { roles: ['head'], states: ANY },
    { roles: ['auditor'], states: ENTERED },
  ],
  settle_difference: [{ roles: ['head'], states: ['counting', 'entered'] }],
  read_ballot_papers: [
    { roles: ['secretary', 'head', 'chair', 'auditor'], states: ['ready', ...FROM_COUNTING] },
  ],
  read_tally_sheets: [{ roles: ['secretary', 'head', 'auditor'], states: FROM_COUNTING }],
  read_zero_report: [{ roles: ['secretary', 'head', 'chair', 'auditor'], states: FROM_COUNTING }],
  read_entry_log: [
    { roles: ['head', 'auditor'], states: ENTERED },
    { roles: ['chair'], states: RESULTS },
  ],
  read_closing: [{ roles: ['secretary', 'head', 'auditor'], states: ANY }],
  read_findings: [{ roles: ['secretary', 'head', 'auditor'], states: ANY }],
  read_shifts: [{ roles: ['head', 'auditor'], states: ENTERED }],
  recheck_sheets: [{ roles: ['head'], states: ['entered'] }],
  acknowledge_warning: [{ roles: ['head'], states: ['entered'] }],
  close_session: [{ roles: ['head'], states: ['entered'] }],
  compute_outcome: [{ roles: ['head'], states: ['reconciled'] }],
  read_outcome: [
    { roles: ['secretary', 'head', 'chair', 'auditor'], states: RESULTS },
    { roles: ['committee'], states: ISSUED },
  ],
  issue_documents: [{ roles: ['head'], states: ['computed'] }],
  read_documents: [
    { roles: ['head', 'chair', 'auditor'], states: ANY },
    { roles: ['secretary', 'committee'], states: ISSUED },
  ],
  sign_document: [{ roles: ['secretary', 'head', 'chair'], states: ['issued'] }],
  sign_beside_member: [{ roles: ['secretary', 'head'], states: ['issued'] }],
  set_seal: [{ roles: ['chair'], states: ['issued'] }],
  file_scan: [{ roles: ['secretary', 'head'], states: ISSUED }],
  retry_timestamp: [{ roles: ['secretary', 'head', 'chair'], states: ISSUED }],
  issue_later_document: [{ roles: ['secretary', 'chair'], states: ['signed', 'published'] }],
  sign_later_document: [{ roles: ['chair'], states: ['signed', 'published'] }],
  read_extract: [
    { roles: ['secretary', 'chair', 'committee', 'auditor'], states: ['signed', 'published'] },
  ],
  read_consolidated: [{ roles: ['chair', 'committee', 'auditor'], states: ISSUED }],
  print_copies: [{ roles: ['secretary', 'head', 'chair'], states: ISSUED }],
  publish_session: [{ roles: ['chair'], states: ['signed'] }],
  reopen_session: [
    { roles: ['head'], states: ['reconciled', 'computed', 'issued', 'signed', 'published'] },
  ],
  cancel_session: [{ roles: ['head'], states: BEFORE_ISSUE }],
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

/** The roles that may do the act on a session in this state: who to ask. */
export function rolesThatMay(act: Act, state: SessionState): readonly Role[] {
  return ROLES.filter((role) => may(role, act, state))
}

/** Whether the role reaches only its own organisation, or those below it too. */
export function reachesBelow(role: Role): boolean {
  return role === 'committee' || role === 'auditor'
}
