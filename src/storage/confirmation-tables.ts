import type { Fixed } from './fixed.ts'

/** Proofs given for one final act each, until they are used or run out. */
export type ConfirmationTable = {
  token_sha256: Fixed<string>
  /** The digest of the log-in's token the proof was given in. */
  login_sha256: Fixed<string>
  account_id: Fixed<string>
  act: Fixed<string>
  target: Fixed<string>
  digest: Fixed<string>
  expires_at: Fixed<string>
}

/** What a second person confirmed, until the act is done or it runs out. */
export type SecondConfirmationTable = Omit<ConfirmationTable, 'token_sha256' | 'login_sha256'>
