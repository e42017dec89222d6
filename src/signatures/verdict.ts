/** The steps of a verification in the order they are shown. */
export const VERIFICATION_STEPS = [
  'field', // the signature is the value of exactly one signature field of the form
  'byte_range', // the signed ranges start at byte 0 and leave out exactly this signature's /Contents
  'container', // /Contents is one DER CMS SignedData with one signer, then only padding
  'digest', // the signed bytes have the digest that was signed
  'signature', // the signature value belongs to the signed attributes and the certificate's key
  'signing_certificate', // the certificate is the one named in the signed attributes
  'certificate', // the certificate held at the claimed time and is meant for signing
  'chain', // the certificate leads to a trusted root
  'coverage', // the signature covers the whole file, or only intact later signatures follow
  'later_changes', // later revisions only filled signature fields
] as const
export type VerificationStep = (typeof VERIFICATION_STEPS)[number]

/** Why a step failed, does not apply, or how it is met. */
export const VERIFICATION_REASONS = [
  'unreachable', // field: signed bytes in the file that no field of the form refers to
  'shared_value', // field: two fields show one signature
  'not_a_signature', // field: the value is no signature dictionary
  'malformed_range', // byte_range: not four whole numbers that fit the file
  'not_from_start', // byte_range: the first byte is not signed
  'gap_not_contents', // byte_range: what is left out is not exactly this /Contents
  'unsupported_format', // container: a SubFilter other than ETSI.CAdES.detached or adbe.pkcs7.detached
  'malformed_cms', // container: not the expected DER structure
  'trailing_bytes', // container: something other than padding follows the CMS
  'weak_digest', // digest, signature, chain: MD5, SHA-1 or an algorithm this program does not know
  'weak_key', // signature: RSA below 2048 bits
  'digest_differs', // digest: the signed bytes were changed
  'signature_wrong', // signature: the value does not verify
  'no_certificate', // signature: the signer's certificate is not in the CMS
  'certificate_differs', // signing_certificate: another certificate was signed for
  'not_stated', // signing_certificate: the attribute is missing
  'no_signing_time', // certificate: the signature claims no time
  'in_future', // certificate: the claimed time is later than now
  'not_yet_valid', // certificate: claimed time before notBefore
  'expired', // certificate: claimed time after notAfter
  'not_for_signing', // certificate: its key usage excludes signing
  'no_roots', // chain: no trusted roots were given
  'no_path', // chain: none of the certificates leads to a trusted root
  'whole_file', // coverage: nothing follows
  'later_signatures', // coverage: only what intact later signatures cover follows
  'unsigned_bytes', // coverage: bytes follow that no intact signature covers
  'damaged_file', // coverage: the file's cross-references had to be guessed
  'no_later_revision', // later_changes: there is none
  'unreadable_revision', // later_changes: the signed revision cannot be read by itself
  'other_changes', // later_changes: something else was changed; detail.paths says where
  'not_reached', // an earlier step failed, so this one says nothing
] as const
export type VerificationReason = (typeof VERIFICATION_REASONS)[number]

/** The outcome of one step; `detail` holds numbers, dates and places, never a sentence. */
export type VerificationCheck = {
  readonly step: VerificationStep
  readonly result: 'ok' | 'failed' | 'not_applicable'
  readonly reason?: VerificationReason
  readonly detail?: Readonly<Record<string, unknown>>
}

/**
 * What can be said of one signature. `field` is null for signed bytes that belong to no field; `signedAt` is the time the
 * signer claims (/M), an ISO instant. `certification` is the DocMDP level, 1 to 3, of the signature that certifies the document.
 * `checks` has every step once, in the order of VERIFICATION_STEPS.
 */
export type SignatureVerdict = {
  readonly field: string | null
  readonly commonName: string | null
  readonly signedAt: string | null
  readonly reason: string | null
  readonly location: string | null
  readonly subFilter: string | null
  readonly certificate: CertificateSummary | null
  readonly certification: 1 | 2 | 3 | null
  readonly checks: readonly VerificationCheck[]
}
export type CertificateSummary = {
  readonly sha256: string
  readonly notBefore: string
  readonly notAfter: string
  readonly rehearsal: boolean
}

/** Whether no step failed; steps that do not apply are not counted against it. */
export function signatureHolds(verdict: SignatureVerdict): boolean {
  return verdict.checks.every(({ result }) => result !== 'failed')
}
