import type { Fixed } from './fixed.ts'

/** Every version of every stored document, with its bytes. */
export type DocumentTable = {
  id: Fixed<string>
  session_id: Fixed<string>
  revision: Fixed<number>
  name: Fixed<string>
  version: Fixed<number>
  supersedes: Fixed<string | null>
  signed_field: Fixed<string | null>
  open_fields: Fixed<string>
  sha256: Fixed<string>
  bytes: Fixed<Uint8Array>
  created_at: Fixed<string>
  /** How the signature of this version came to be; null where it adds none, or before this was kept. */
  way: Fixed<string | null>
  /** The common name of the certificate that signed this version. */
  signer: Fixed<string | null>
}

/** Printed copies, numbered on through all versions. */
export type DocumentCopyTable = {
  id: Fixed<string>
  session_id: Fixed<string>
  revision: Fixed<number>
  name: Fixed<string>
  number: Fixed<number>
  document_id: Fixed<string>
  recipient: Fixed<string>
  account_id: Fixed<string>
  printed_at: Fixed<string>
}
