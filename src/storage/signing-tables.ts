import type { Fixed } from './fixed.ts'

/** Papers signed by hand, as they were scanned; a better scan replaces one, none is overwritten. */
export type DocumentScanTable = {
  id: Fixed<string>
  /** The version that was printed. */
  document_id: Fixed<string>
  /** JSON: the fields signed by hand on it. */
  fields: Fixed<string>
  media_type: Fixed<string>
  sha256: Fixed<string>
  bytes: Fixed<Uint8Array>
  supersedes: Fixed<string | null>
  reason: Fixed<string | null>
  account_id: Fixed<string>
  filed_at: Fixed<string>
}

/** A version in which everything is in place but the signature, which is made elsewhere. */
export type PreparedSignatureTable = {
  id: Fixed<string>
  document_id: Fixed<string>
  field: Fixed<string>
  account_id: Fixed<string>
  bytes: Fixed<Uint8Array>
  /** JSON: four whole numbers. */
  byte_range: Fixed<string>
  digest: Fixed<string>
  signed_at: Fixed<string>
  expires_at: Fixed<string>
}

/** Documents with a signature that still lacks a time of the authority for timestamps. */
export type TimestampQueueTable = {
  session_id: Fixed<string>
  revision: Fixed<number>
  name: Fixed<string>
  attempts: number
  next_at: string
}
