import { signCms } from './cms.ts'
import { completeSignature } from './complete-signature.ts'
import { prepareSignature } from './prepare-signature.ts'
import type { SignatureRequest } from './prepare-signature.ts'
import type { Signer } from './signer.ts'

/** What is asked for, and the key it is signed with. */
export type PdfSigning = Omit<SignatureRequest, 'commonName'> & { readonly signer: Signer }

/**
 * The PDF with that empty field signed (PAdES B-B), as an incremental update: the bytes given are an exact prefix.
 *
 * Throws as `prepareSignature` does; AppError `cms_unreadable` (too_long) when the certificates need more room than is kept.
 */
export async function signPdf(
  bytes: Uint8Array,
  { signer, ...wanted }: PdfSigning,
): Promise<Uint8Array> {
  const prepared = await prepareSignature(bytes, { ...wanted, commonName: signer.commonName })
  return completeSignature(prepared, await signCms(signer, prepared.digest))
}
