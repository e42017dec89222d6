import { X509Certificate } from 'node:crypto'
import type { SigningAlgorithm } from './signer.ts'

/** The key of a certificate: how one signs with it, or null with what it is for a key that is not signed with here. */
export type KeyAlgorithm = {
  readonly algorithm: SigningAlgorithm | null
  readonly detail: Readonly<Record<string, unknown>>
}

/** RSA from 2048 bits and EC P-256 are signed with. */
export function keyAlgorithm(certificate: Uint8Array): KeyAlgorithm {
  const key = new X509Certificate(certificate).publicKey
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {}
  const detail = { key: key.asymmetricKeyType, bits: modulusLength, curve: namedCurve }
  if (key.asymmetricKeyType === 'rsa' && modulusLength >= 2048)
    return { algorithm: 'rsa-sha256', detail }
  if (key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1')
    return { algorithm: 'ecdsa-p256-sha256', detail }
  return { algorithm: null, detail }
}

/** The certificates of `all` that lead from `leaf` upwards, nearest issuer first, without `leaf`. */
export function issuersOf(leaf: Uint8Array, all: readonly Uint8Array[]): readonly Uint8Array[] {
  const chain: Uint8Array[] = []
  let current = new X509Certificate(leaf)
  let rest = all.filter((der) => Buffer.compare(der, leaf) !== 0)
  while (rest.length > 0) {
    const issuer = rest.find((der) => current.checkIssued(new X509Certificate(der)))
    if (!issuer) break
    chain.push(issuer)
    current = new X509Certificate(issuer)
    rest = rest.filter((der) => der !== issuer)
  }
  return chain
}
