import { type DigestName, Hash } from './hash.ts'
import { type PublicKey, readPublicKey } from './key.ts'

export { X509Certificate } from './x509.ts'

/** As `createHash` of Node. */
export function createHash(name: DigestName): Hash {
  return new Hash(name)
}

/** As `verify` of Node; `digest` is null for Ed25519 alone. */
export function verify(
  digest: string | null,
  data: Uint8Array,
  key: PublicKey,
  signature: Uint8Array,
): boolean {
  return key.verifies(digest, data, signature)
}

/** As `createPublicKey` of Node for a SubjectPublicKeyInfo in DER. */
export function createPublicKey({ key }: { readonly key: Uint8Array }): PublicKey {
  return readPublicKey(key)
}

function onlyWhereKeysAre(): never {
  throw new TypeError('nothing is signed and no key is made here')
}

export const createPrivateKey = onlyWhereKeysAre
export const generateKeyPair = onlyWhereKeysAre
export const randomBytes = onlyWhereKeysAre
export const sign = onlyWhereKeysAre
export const webcrypto = undefined
