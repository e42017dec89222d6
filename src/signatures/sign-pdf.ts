import { signCms } from './cms.ts'
import { completeSignature } from './complete-signature.ts'
import { prepareSignature } from './prepare-signature.ts'
import type { SignatureRequest } from './prepare-signature.ts'
import type { Signer } from './signer.ts'
import { stampSignature } from './timestamp.ts'
import type { Timestamps } from './timestamp.ts'

/** What is asked for, the key it is signed with, and the authority, if any, that stamps the signature with its time. */
export type PdfSigning = Omit<SignatureRequest, 'commonName'> & {
  readonly signer: Signer
  readonly timestamps?: Timestamps
}

/**
 * The PDF with that empty field signed (PAdES B-B, with a timestamp B-T), as an incremental update: the bytes given are an exact prefix.
 *
 * Throws as `prepareSignature` does; AppError `cms_unreadable` (too_long) when the certificates need more room than is kept;
 * and as the authority does.
 */
export async function signPdf(
  bytes: Uint8Array,
  { signer, timestamps, ...wanted }: PdfSigning,
): Promise<Uint8Array> {
  const prepared = await prepareSignature(bytes, { ...wanted, commonName: signer.commonName })
  const cms = await signCms(signer, prepared.digest)
  return completeSignature(prepared, timestamps ? await stampSignature(cms, timestamps) : cms)
}
