/** How a signer signs; the digest is always SHA-256. */
export type SigningAlgorithm = 'rsa-sha256' | 'ecdsa-p256-sha256'

/**
 * A private key one may sign with, wherever it lives: a PKCS#12 file, a token, an HSM, a remote service.
 *
 * `certificates` are DER, the signer's own first, then its issuers as far as known. `notBefore` and `notAfter` are
 * ISO instants in UTC, both included. `sign` digests `tbs` with SHA-256 and returns the signature value:
 * PKCS#1 v1.5 for RSA, DER `ECDSA-Sig-Value` for EC.
 */
export type Signer = {
  readonly certificates: readonly Uint8Array[]
  readonly commonName: string
  readonly notBefore: string
  readonly notAfter: string
  readonly algorithm: SigningAlgorithm
  sign(tbs: Uint8Array): Promise<Uint8Array>
}
