/** The steps of a verification in the order they are shown. */
export const VERIFICATION_STEPS = [
  'field', // the signature is the value of exactly one signature field of the form
  'byte_range', // the signed ranges start at byte 0 and leave out exactly this signature's /Contents
  'container', // /Contents is one DER CMS SignedData with one signer, then only padding
  'digest', // the signed bytes have the digest that was signed
  'signature', // the signature value belongs to the signed attributes and the certificate's key
  'signing_certificate', // the certificate is the one named in the signed attributes
  'timestamp', // a trusted authority's token (RFC 3161) tells when this signature value was there
  'certificate', // the certificate held at the time of signing and is meant for it
  'chain', // the certificate leads to a trusted root
  'revocation', // no certificate of that path was revoked when it was used
  'coverage', // the signature covers the whole file, or only intact later signatures follow
  'certification', // the document's only certification is the first signature, and what it forbids was not done
  'order', // nobody who signs before this signer signed after
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
  'second_contents', // byte_range: the dictionary writes /Contents or /ByteRange more than once
  'wrapped_signature', // byte_range: the gap lies in another object than the one the field refers to
  'unsupported_format', // container: a SubFilter this program does not read
  'malformed_cms', // container: not the expected DER structure
  'trailing_bytes', // container: something other than padding follows the CMS
  'weak_digest', // digest, signature, chain: MD5, SHA-1 or an algorithm this program does not know
  'weak_key', // signature: RSA below 2048 bits
  'digest_differs', // digest: the signed bytes were changed
  'signature_wrong', // signature: the value does not verify
  'no_certificate', // signature: the signer's certificate is not in the CMS
  'certificate_differs', // signing_certificate: another certificate was signed for
  'not_stated', // signing_certificate: the attribute is missing
  'no_timestamp', // timestamp: the signature has none
  'timestamp_malformed', // timestamp: the token is not the expected DER structure
  'timestamp_of_other', // timestamp: the token was made for another signature value
  'timestamp_wrong', // timestamp: the token's own signature does not verify
  'timestamp_certificate', // timestamp: the authority's certificate did not hold or is not for timestamps
  'timestamp_not_trusted', // timestamp: the authority's certificate leads to no trusted root
  'timestamp_unchecked', // timestamp: no trusted roots were given, so the time proves nothing
  'timestamp_revoked', // timestamp: the authority's certificate was revoked, or its list cannot be relied on
  'claimed_later', // timestamp: the signature claims a later time than its timestamp
  'is_timestamp', // timestamp, certification, order: this is itself a timestamp of the document
  'no_signing_time', // certificate: the signature claims no time and none is proven
  'in_future', // certificate: the time of signing is later than now
  'not_yet_valid', // certificate: time of signing before notBefore
  'expired', // certificate: time of signing after notAfter
  'expired_since', // certificate: it expired later than a timestamp proves the signature
  'expired_unproven', // certificate: expired by now, and only the signer says that it was used before
  'not_for_signing', // certificate: its key usage excludes signing
  'not_for_stamping', // certificate: not made for timestamps and for nothing else
  'no_roots', // chain: no trusted roots were given
  'no_path', // chain: none of the certificates leads to a trusted root
  'self_signed', // chain: the signer made the certificate; anybody can make one in any name
  'rehearsal_certificate', // chain: made for a rehearsal, of no official value
  'no_crl', // revocation: no revocation list of the issuer was given
  'revoked', // revocation: revoked when it was used, or its key was no longer the holder's alone
  'revoked_since', // revocation: revoked later than a timestamp proves the signature
  'revoked_unproven', // revocation: revoked by now, and only the signer says that it was used before
  'crl_expired', // revocation: the list was out of date at the time of signing
  'crl_not_trusted', // revocation: the list is not signed by the issuer, from the future, or of an unknown kind
  'whole_file', // coverage: nothing follows
  'later_signatures', // coverage: only what intact later signatures cover follows
  'unsigned_bytes', // coverage: bytes follow that no intact signature covers
  'damaged_file', // coverage: the file's cross-references had to be guessed
  'not_certified', // certification: the signature does not certify
  'certified_late', // certification: an earlier signature was there when this one certified
  'certified_twice', // certification: it certifies a document that another signature certifies
  'certification_removed', // certification: it certifies, but the catalog does not name it as the one that does
  'not_permitted', // certification: a later revision did what this certification forbids
  'no_order', // order: the field has no place in the order of signers
  'earlier_open', // order: a field that should be signed before is still empty
  'out_of_order', // order: a field that should be signed before was signed after
  'no_later_revision', // later_changes: there is none
  'unreadable_revision', // later_changes: the signed revision cannot be read by itself
  'layers_changed', // later_changes: layers that show or hide content
  'appearance_replaced', // later_changes: what a signed or foreign field shows
  'annotation_changed', // later_changes: something laid over a page or taken off it
  'page_changed', // later_changes: the pages themselves
  'attachment_changed', // later_changes: the files attached
  'other_changes', // later_changes: anything else; of all of them detail.paths says where
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
 * signer claims (/M), an ISO instant, and `provenAt` the time by which a trusted timestamp proves it. `certification` is the DocMDP level, 1 to 3, of the signature that certifies the document.
 * `checks` has every step once, in the order of VERIFICATION_STEPS.
 */
export type SignatureVerdict = {
  readonly kind: 'signature' | 'document_timestamp'
  readonly field: string | null
  readonly commonName: string | null
  readonly signedAt: string | null
  readonly provenAt: string | null
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
