import type { Fixed } from './fixed.ts'

/** What a secretary proposed to destroy, and why; the latest of a session stands. */
export type DestructionProposalTable = {
  id: Fixed<string>
  session_id: Fixed<string>
  ordinal: Fixed<number>
  reason: Fixed<string>
  basis: Fixed<string>
  packets: Fixed<string | null>
  account_id: Fixed<string>
  proposed_at: Fixed<string>
}

/** Destructions that the chair confirmed: at most one for each session. */
export type DestructionTable = {
  session_id: Fixed<string>
  proposal_id: Fixed<string>
  account_id: Fixed<string>
  confirmed_at: Fixed<string>
}
