import type { Fixed } from './fixed.ts'

export type SettlementTable = {
  id: Fixed<string>
  sheet_id: Fixed<string>
  ordinal: Fixed<number>
  decision: Fixed<string>
  pass_no: Fixed<number>
  pass_ids: Fixed<string>
  /** 1 where the pass chosen contradicts itself because its paper does. */
  as_on_paper: Fixed<number>
  reason: Fixed<string>
  account_id: Fixed<string>
  settled_at: Fixed<string>
}

export type AcknowledgementTable = {
  id: Fixed<string>
  session_id: Fixed<string>
  code: Fixed<string>
  path: Fixed<string>
  numbers: Fixed<string>
  reason: Fixed<string>
  account_id: Fixed<string>
  acknowledged_at: Fixed<string>
}

export type OutcomeTable = {
  session_id: Fixed<string>
  revision: Fixed<number>
  tally: Fixed<string>
  outcome: Fixed<string>
  tally_sha256: Fixed<string>
  outcome_sha256: Fixed<string>
  computed_at: Fixed<string>
}

/** A sample of sheets to be looked at again, with what it was drawn from. */
export type RecheckDrawTable = {
  id: Fixed<string>
  session_id: Fixed<string>
  revision: Fixed<number>
  dice: Fixed<string>
  journal_seq: Fixed<number>
  journal_hash: Fixed<string>
  sheet_ids: Fixed<string>
  account_id: Fixed<string>
  drawn_at: Fixed<string>
}

export type RecheckResultTable = {
  id: Fixed<string>
  draw_id: Fixed<string>
  ordinal: Fixed<number>
  sheet_id: Fixed<string>
  counts_sha256: Fixed<string>
  agrees: Fixed<number>
  note: Fixed<string | null>
  account_id: Fixed<string>
  recorded_at: Fixed<string>
}
