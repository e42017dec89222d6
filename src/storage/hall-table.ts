import type { Fixed } from './fixed.ts'

/** Open witness pages; working state, as log-ins are: the row goes when the page is closed. */
export type HallTable = {
  token_sha256: Fixed<string>
  session_id: Fixed<string>
  revision: Fixed<number>
  account_id: Fixed<string>
  opened_at: Fixed<string>
  expires_at: Fixed<string>
}
