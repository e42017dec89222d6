/**
 * Refusals and bad input, by stable code. Sentences live in `src/messages/vi.json`; the HTTP status of
 * each code in `src/http/problems.ts`. A new code must be added to both, a test sees to it.
 */
export const ERROR_CODES = [
  'invalid_input', // a value is not well formed; detail.issues says where
  'invalid_json', // the bytes are not one JSON document
  'invalid_utf8', // the bytes are not UTF-8 text
  'duplicate_key', // one JSON object names a key twice
  'too_large', // more bytes than the limit
  'unknown_format', // not a format version this program reads
  'unknown_regime', // no regulation of that id, or none in force on that day
  'regime_file_invalid', // a regulation file breaks its rules; detail says file and path
  'regime_file_changed', // a regulation file is not the one sessions were opened under; detail says where
  'online_meeting', // a session declared as an online meeting
  'not_authenticated', // no valid log-in
  'wrong_credentials', // user name or password wrong
  'too_many_attempts', // nothing is tried for detail.seconds, after so many wrong names, passwords or codes
  'log_in_replaced', // the log-in ended because the account logged in elsewhere
  'password_change_required', // a password that was given out has to be changed before anything else
  'second_factor_required', // the code of the second factor has to be shown before anything else
  'second_factor_setup_required', // the role needs a second factor, set up before anything else
  'second_factor_wrong', // no code of the second factor, or one that was used already
  'second_factor_exists', // the account has a second factor in use
  'secret_unreadable', // sealed under another key; detail.purpose
  'secrets_key_invalid', // no file with a key there; detail.file
  'no_such_administrator', // the command names no account that is an administrator; detail.username
  'identity_provider_unreachable', // it gives no answer this program understands; detail.reason
  'identity_provider_untrusted', // it names an address that is neither its own nor listed; detail.origin
  'identity_refused', // the log-in at the identity provider came to nothing; detail.reason
  'identity_barred', // the account of that identity is barred
  'identity_code_wrong', // no code of a first log-in, or one that is over
  'identity_linked', // the identity has an account already, or the account an identity
  'identity_needed', // an account keeps its password until an identity is linked to it
  'identity_secret_unreadable', // no file with the secret for the identity provider there; detail.file
  'forbidden', // the role may not do this
  'not_found', // no such thing, or not in reach of this account
  'setup_required', // no administrator yet
  'setup_done', // an administrator exists already
  'setup_code_wrong', // the one-time code does not match
  'account_not_barred', // only a barred account is erased
  'account_erased', // its names were taken away before
  'account_on_duty', // something under way waits for the account; detail.duties
  'last_administrator', // no other administrator could log in
  'username_taken', // another account has that name
  'wrong_state', // the session's state does not allow this; detail has state and needed
  'roster_incomplete', // subjects, ballot kinds or sheets are missing
  'reason_required', // another regulation than that of the day is named without saying why
  'steps_missing', // steps the regulation makes a condition of counting are not done; detail names them
  'too_many_venues', // a person would be voted on in more places than allowed; detail names them
  'person_twice', // two of the names stand in one session; detail.names, detail.session
  'person_modes_mixed', // a name of a rehearsal and one of a real session
  'person_unchanged', // the names are one person already, or are all there are of that person
  'person_changed', // somebody has since said who these names are, or took it back
  'use_changed', // the record to be corrected was corrected meanwhile
  'quorum_not_met', // fewer present than the regulation asks
  'sheet_code_required', // the session takes sheets up by their codes only
  'sheet_code_mistyped', // no code of a tally sheet: a character is wrong, missing or out of place
  'sheet_code_other_sheet', // the code of another sheet of the session; detail.number says which
  'sheet_code_other_session', // the code of another session's sheet; detail.shortId says which
  'sheet_code_old', // a paper printed before the list or the sheets were changed
  'no_pass_free', // every pass of the sheet has its author
  'pass_final', // the pass was submitted and not returned
  'not_your_pass', // the pass belongs to another account
  'draft_changed', // another save of the pass came between; detail has its revision
  'revision_required', // a save does not say which revision it saw
  'open_elsewhere', // another window has the pass open; detail.since says since when
  'warning_unseen', // a warning the author has not looked at again; detail.findings
  'entry_mode_differs', // totals for a session typed ballot by ballot, or the other way round
  'ballot_out_of_order', // not the next ballot, or not the last one to be taken away; detail.typed
  'sheet_not_different', // there is no difference to settle
  'difference_changed', // the passes changed since the difference was shown
  'pass_has_errors', // a pass with E findings can be chosen as on paper only
  'sheets_unfinished', // a sheet is not definitive yet; detail names them
  'findings_open', // E findings neither let stand nor explained, or W findings without a reason
  'finding_changed', // the numbers of the finding changed since it was shown
  'recheck_open', // drawn sheets were not looked at again, or none was drawn yet; detail names them
  'recheck_drawn', // the sample of this revision was drawn already
  'recount_differs', // the second computation comes to another result; detail.apart says where
  'results_not_visible', // no result is shown before every sheet is definitive
  'session_changed', // what the documents tell was changed while they were made
  'results_held', // the figures contradict each other: nobody has a result to be told
  'nothing_corrected', // no figure differs from those of the documents of an earlier revision
  'document_exists', // the document was made for this revision already
  'document_superseded', // a newer document or signature replaces this one
  'already_signed', // the signature field is filled already
  'no_such_signature_field', // the document has no field of that name
  'p12_unreadable', // the file is no PKCS#12 key store
  'p12_wrong_password', // the key store's password is wrong
  'cms_unreadable', // the signature is no CMS of one signer, or too long; detail.reason
  'cms_not_for_document', // the signature signs other bytes or does not verify; detail.step
  'pkcs11_unavailable', // no PKCS#11 binding: it could not be compiled when the program was installed
  'pkcs11_module_unreadable', // the file is no PKCS#11 module; detail.module
  'pkcs11_busy', // the module is open already in this process
  'pkcs11_no_token', // no such token in any slot; detail.tokens are those seen
  'pkcs11_which_token', // several tokens and none was named; detail.tokens
  'pkcs11_pin_wrong', // the PIN is wrong; detail.lastTry when one wrong PIN more locks the token
  'pkcs11_pin_locked', // the PIN is locked, expired or was never set
  'pkcs11_no_key', // no private key of that label on the token; detail.keys are those there
  'pkcs11_which_key', // several keys can sign and none was named; detail.keys
  'pkcs11_no_certificate', // the key has no certificate on the token, or none that may sign; detail.reason
  'pkcs11_key_unsupported', // neither RSA from 2048 bits nor EC P-256
  'pkcs11_failed', // any other error of the module; detail.error is its name
  'timestamp_refused', // the timestamp authority says no; detail.status, detail.failure
  'timestamp_unreadable', // its answer is no token for what was asked; detail.reason
  'timestamp_unreachable', // it gives no answer in time; detail.reason
  'image_unreadable', // the picture of a signature or seal is no PNG this program shows; detail.reason
  'insecure_server', // the command would send a password to another machine over plain http; detail.server
  'server_refused', // what the server says to the command; detail.said
  'server_unreachable', // no answer, or not that of this program; detail.server, detail.reason
  'prepared_differs', // what a server wants signed is not the document shown and one signature; detail.reason
  'rehearsal_certificate', // a real session is never signed with a rehearsal certificate
  'rehearsal_own_key', // a rehearsal is never signed with a real key
  'signing_out_of_turn', // another signature comes first; detail.turn says whose
  'signer_name_differs', // a member's field is signed with a certificate in that member's name only
  'seal_needs_own_certificate', // the seal is never set with the certificate of somebody who signed
  'preparation_expired', // the prepared signature was used, or waited too long
  'signed_file_differs', // the file sent does not begin with the stored version, byte for byte
  'signed_file_unsigned', // the file sent has no signature that the stored version has not
  'signed_file_several', // the file sent has more than one new signature
  'signed_field_differs', // the new signature stands in another field than the one whose turn it is
  'signed_file_changed', // something beside the signature was changed; detail.paths says where
  'signed_file_invalid', // the new signature does not verify; detail.step and detail.reason say why
  'no_token_here', // the server has no PKCS#11 module set
  'scan_unreadable', // the file is not of the type it is said to be
  'no_timestamp_authority', // no authority for timestamps is set
  'pdf_unreadable', // the file is no PDF this program can read
  'pdf_too_complex', // a PDF with more revisions, signatures or packed data than a document has; detail.reason
  'template_invalid', // a template breaks its rules; detail says file and place
  'template_changed', // the template is not the one the program was started with; detail.document
  'layout_unknown', // no layout profile of that id for the session's side
  'glyph_missing', // the document font lacks a character; detail says which and where
  'too_many_streams', // more pages are kept up to date than the server lets one log-in, or all, have
  'too_many_verifications', // files of this account, or of all, are being checked; detail.each, detail.all at most
  'port_in_use', // another program listens on the port
  'spreadsheet_unreadable', // the file is no table this program reads; detail.reason says why
  'spreadsheet_too_large', // more sheets, rows or columns than are read; detail says which
  'import_faults', // what was read has faults; detail.issues says where
  'import_changed', // the file, the list, the choice of columns or the draft is not the one that was shown
  'import_sheets_split', // a file of totals for a ballot kind whose ballots lie in several sheets
  'import_file_used', // another pass of the sheet was filled from the very same file
  'fingerprint_wrong', // the groups typed are not those of the roster's fingerprint
  'roots_unreadable', // the file holds no trusted certificate in PEM; detail.file says which
  'crl_unreadable', // the file is no certificate revocation list; detail.file says which
  'cross_site', // what would change something was not sent by a page of this site
  'host_unknown', // the request names a host that is none of this program's
  'too_many_requests', // more in a short time than the rule allows; detail.seconds until the next
  'network_beyond', // a network beyond the LAN is reachable and the setting closes the program; detail.signs
  'tls_required', // to be served to other machines without TLS; detail.host
  'loopback_only', // told to serve this machine only, and to listen for others; detail.host
  'tls_files_unreadable', // certificate and key of the settings are missing, at fault or not a pair; detail.reason
  'ca_unreadable', // the program's own certificate authority is damaged or over; detail.folder
  'confirmation_required', // a final act without the proof that goes with it; detail.act, detail.target
  'confirmation_stale', // what was shown has changed meanwhile: look again
  'confirmation_expired', // the confirmation was used, waited too long, or is for something else
  'second_person_missing', // nobody else has confirmed what is shown; detail.roles says who may
  'backup_exists', // the backup would replace a file that is there; detail.place
  'backup_only_sqlite', // the database is PostgreSQL, whose own tools copy it
  'backup_unreadable', // no backup of this program, or not as it was written; detail.reason
  'backup_newer', // made by a newer version of the program; detail.found
  'database_damaged', // the database does not hold together; detail.reason
  'passphrase_weak', // shorter than a password may be
  'passphrase_differs', // the two typings are not the same
  'passphrase_wrong', // the backup was locked with another one
  'backup_seal_wrong', // the seal on the backup is not that of whoever it names
  'backup_base_missing', // the backup that the increment belongs to is not beside it; detail.place
  'backup_running', // another backup is being made
  'backup_folder_unusable', // backups cannot be written there, or it is not there; detail.place
  'disk_full', // no room is left there; detail.place
  'backup_newer_there', // other backups of the same database know more; detail.seq is the newest entry of them
  'head_signs_wrong', // the signs typed are not those of the journal's entry; detail.seq
  'taken_over_elsewhere', // another machine goes on with this database; detail.seq is its entry
  'restore_over_data', // there is a database already; detail.place
  'retention_not_set', // the unit has not said how long ballots are kept; nothing is ever destroyed
  'retention_running', // the term is not over; detail.lastDay belongs to it
  'documents_unsigned', // papers of the session wait for signatures; detail.documents
  'destruction_not_proposed', // the chair confirms what a secretary proposed; nobody has
  'session_destroyed', // single ballots of the session were destroyed: no way back, nothing twice
  'thread_changed', // something was written in the thread since it was last seen; detail.seen, detail.last
  'thread_settled', // the thread is marked as settled: an auditor opens it again first
  'thread_open', // the thread is not settled: it is simply gone on with
  'comment_withdrawn', // its author took it back already
  'unsupported_media_type', // the body is not of the type the route reads
  'archive_unreadable', // no archive of a session, or one that is not to be trusted; detail.reason
  'archive_newer', // an archive in a later version of the format; detail.found
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/** Numbers, names and places that explain a code; never a sentence, never a secret. */
export type ErrorDetail = Readonly<Record<string, unknown>>

/** One malformed value: where it stands (JSON pointer), what rule it breaks, and what was found. */
export type InputIssue = {
  readonly path: string
  readonly rule: string
  readonly found?: string | undefined
}

/** A refusal or bad input. Anything else that is thrown is a fault. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly detail: ErrorDetail

  constructor(code: ErrorCode, detail: ErrorDetail = {}, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause })
    this.code = code
    this.detail = detail
  }
}

/** Ends a `switch` over a closed union; reached only by our own mistake. */
export function unreachable(value: never): never {
  throw new TypeError(`unreachable: ${JSON.stringify(value)}`)
}
