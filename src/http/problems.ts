import type { Context as HonoContext } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { AppError, type ErrorCode } from '../errors.ts'
import { errorMessage, faultMessage, issueLines } from '../messages/message.ts'
import type { ErrorStatus, WebEnv } from './env.ts'

/** The HTTP status of each code; forgetting one does not compile. */
export const STATUS = {
  invalid_input: 422,
  invalid_json: 400,
  invalid_utf8: 400,
  duplicate_key: 400,
  too_large: 413,
  unknown_format: 422,
  unknown_regime: 422,
  regime_file_invalid: 500,
  regime_file_changed: 500,
  online_meeting: 422,
  not_authenticated: 401,
  wrong_credentials: 401,
  too_many_attempts: 429,
  log_in_replaced: 401,
  password_change_required: 403,
  second_factor_required: 403,
  second_factor_setup_required: 403,
  second_factor_wrong: 422,
  second_factor_exists: 409,
  secret_unreadable: 500,
  secrets_key_invalid: 500,
  no_such_administrator: 404,
  identity_provider_unreachable: 503,
  identity_provider_untrusted: 503,
  identity_refused: 401,
  identity_barred: 403,
  identity_code_wrong: 422,
  identity_linked: 409,
  identity_needed: 409,
  identity_secret_unreadable: 500,
  forbidden: 403,
  not_found: 404,
  setup_required: 503,
  setup_done: 409,
  setup_code_wrong: 403,
  account_not_barred: 409,
  account_erased: 409,
  account_on_duty: 409,
  last_administrator: 409,
  username_taken: 409,
  wrong_state: 409,
  roster_incomplete: 409,
  reason_required: 422,
  steps_missing: 409,
  too_many_venues: 409,
  person_twice: 409,
  person_modes_mixed: 409,
  person_unchanged: 409,
  person_changed: 409,
  use_changed: 409,
  thread_changed: 409,
  thread_settled: 409,
  thread_open: 409,
  comment_withdrawn: 409,
  quorum_not_met: 409,
  sheet_code_required: 422,
  sheet_code_mistyped: 422,
  sheet_code_other_sheet: 409,
  sheet_code_other_session: 409,
  sheet_code_old: 409,
  no_pass_free: 409,
  pass_final: 409,
  not_your_pass: 403,
  draft_changed: 412,
  revision_required: 428,
  open_elsewhere: 409,
  warning_unseen: 422,
  entry_mode_differs: 409,
  ballot_out_of_order: 409,
  sheet_not_different: 409,
  difference_changed: 409,
  pass_has_errors: 409,
  sheets_unfinished: 409,
  findings_open: 409,
  finding_changed: 409,
  recheck_open: 409,
  recheck_drawn: 409,
  recount_differs: 500,
  results_not_visible: 409,
  session_changed: 409,
  results_held: 409,
  nothing_corrected: 409,
  document_exists: 409,
  document_superseded: 409,
  already_signed: 409,
  no_such_signature_field: 409,
  p12_unreadable: 422,
  p12_wrong_password: 422,
  cms_unreadable: 422,
  cms_not_for_document: 422,
  pkcs11_unavailable: 500,
  pkcs11_module_unreadable: 422,
  pkcs11_busy: 409,
  pkcs11_no_token: 409,
  pkcs11_which_token: 409,
  pkcs11_pin_wrong: 422,
  pkcs11_pin_locked: 409,
  pkcs11_no_key: 409,
  pkcs11_which_key: 409,
  pkcs11_no_certificate: 409,
  pkcs11_key_unsupported: 422,
  pkcs11_failed: 503,
  timestamp_refused: 503,
  timestamp_unreadable: 503,
  timestamp_unreachable: 503,
  image_unreadable: 422,
  insecure_server: 422,
  server_refused: 503,
  server_unreachable: 503,
  prepared_differs: 422,
  rehearsal_certificate: 409,
  rehearsal_own_key: 409,
  signing_out_of_turn: 409,
  signer_name_differs: 409,
  seal_needs_own_certificate: 409,
  preparation_expired: 409,
  signed_file_differs: 422,
  signed_file_unsigned: 422,
  signed_file_several: 422,
  signed_field_differs: 422,
  signed_file_changed: 422,
  signed_file_invalid: 422,
  no_token_here: 409,
  scan_unreadable: 422,
  no_timestamp_authority: 409,
  pdf_unreadable: 422,
  pdf_too_complex: 422,
  template_invalid: 500,
  template_changed: 500,
  layout_unknown: 422,
  glyph_missing: 422,
  too_many_streams: 503,
  too_many_verifications: 503,
  port_in_use: 500,
  spreadsheet_unreadable: 422,
  spreadsheet_too_large: 422,
  import_faults: 422,
  import_changed: 409,
  import_sheets_split: 409,
  import_file_used: 409,
  fingerprint_wrong: 422,
  roots_unreadable: 500,
  crl_unreadable: 500,
  cross_site: 403,
  host_unknown: 421,
  too_many_requests: 429,
  network_beyond: 503,
  tls_required: 500,
  loopback_only: 500,
  tls_files_unreadable: 500,
  ca_unreadable: 500,
  confirmation_required: 428,
  confirmation_stale: 409,
  confirmation_expired: 409,
  second_person_missing: 409,
  backup_exists: 409,
  backup_only_sqlite: 422,
  backup_unreadable: 422,
  backup_newer: 422,
  archive_unreadable: 422,
  archive_newer: 422,
  database_damaged: 500,
  passphrase_weak: 422,
  passphrase_differs: 422,
  passphrase_wrong: 422,
  backup_seal_wrong: 422,
  backup_base_missing: 422,
  backup_running: 409,
  backup_folder_unusable: 503,
  disk_full: 503,
  backup_newer_there: 409,
  head_signs_wrong: 422,
  taken_over_elsewhere: 409,
  restore_over_data: 409,
  retention_not_set: 409,
  retention_running: 409,
  documents_unsigned: 409,
  destruction_not_proposed: 409,
  session_destroyed: 409,
  unsupported_media_type: 415,
} as const satisfies Record<ErrorCode, ErrorStatus>

/** A problem as of RFC 9457, with our stable code and, for bad input, one line for each fault. */
export type Problem = {
  readonly type: string
  readonly title: string
  readonly status: ErrorStatus
  readonly code: ErrorCode | 'fault'
  readonly requestId: string
  readonly detail: Readonly<Record<string, unknown>>
  readonly errors: readonly string[]
}

/**
 * The refusal behind whatever was thrown: itself, a body that is malformed, oversized or of another type as
 * ours, and `undefined` for a fault.
 */
export function refusalOf(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error
  if (!(error instanceof HTTPException)) return undefined
  if (error.status === 413) return new AppError('too_large', {}, error)
  if (error.status === 400) return new AppError('invalid_json', {}, error)
  if (error.status === 415)
    return new AppError('unsupported_media_type', { expected: 'application/json' }, error)
  return undefined
}

/** What the client is told of anything thrown while a request was served; faults say nothing more. */
export function problemOf(error: unknown, requestId: string): Problem {
  const refusal = refusalOf(error)
  const code = refusal?.code ?? 'fault'
  const { issues: _, ...detail } = refusal?.detail ?? {}
  return {
    type: `urn:tin-nhiem:problem:${code}`,
    title: refusal ? errorMessage(refusal) : faultMessage(requestId),
    status: refusal ? STATUS[refusal.code] : 500,
    code,
    requestId,
    detail,
    errors: refusal ? issueLines(refusal) : [],
  }
}

/** Answers with the problem as `application/problem+json`. */
export function answerProblem(c: HonoContext<WebEnv>, error: unknown): Response {
  const problem = problemOf(error, c.get('requestId'))
  const { seconds } = problem.detail
  return c.body(JSON.stringify(problem), problem.status, {
    'content-type': 'application/problem+json',
    ...(problem.status === 429 && { 'retry-after': String(seconds) }),
  })
}
