import type { Fixed } from './fixed.ts'

/** The journal: every entry as written, chained to the one before it. */
export type JournalTable = {
  seq: Fixed<number>
  session_id: Fixed<string | null>
  entry: Fixed<string>
  prev_hash: Fixed<string>
  hash: Fixed<string>
}

/** The place of an entry among those of its session, with its hash in the session's own chain. */
export type SessionJournalTable = {
  session_id: Fixed<string>
  place: Fixed<number>
  /** The entry's number in the whole journal. */
  seq: Fixed<number>
  prev_hash: Fixed<string>
  hash: Fixed<string>
}

/** A head of the journal signed by the installation. */
export type CheckpointTable = {
  /** 1, 2, … without a gap. */
  number: Fixed<number>
  /** The newest entry that it covers. */
  seq: Fixed<number>
  /** What is signed, byte for byte. */
  body: Fixed<string>
  /** SubjectPublicKeyInfo (DER), base64. */
  public_key: Fixed<string>
  /** Ed25519 over the body, base64. */
  signature: Fixed<string>
}
