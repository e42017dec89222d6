import { X509Certificate } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

const known = new WeakMap<Uint8Array, KeyObject>()

/**
 * The public key of that certificate (DER), parsed once for as long as these bytes are kept: OpenSSL takes longer for it than
 * for a signature. Throws for what is no X.509 certificate with a key.
 */
export function publicKeyOf(certificate: Uint8Array): KeyObject {
  let key = known.get(certificate)
  if (!key) {
    key = new X509Certificate(certificate).publicKey
    known.set(certificate, key)
  }
  return key
}
