import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'

/** What is signed in the name of an installation; a signature for one purpose is none for another. */
export const SEAL_PURPOSES = ['journal-head', 'archive', 'backup', 'activity-report'] as const
export type SealPurpose = (typeof SEAL_PURPOSES)[number]

/** Signs in the name of an installation (Ed25519). */
export type Seal = {
  /** SHA-256 of the public key, 64 hexadecimal digits: what paper prints of it. */
  readonly id: string
  /** SubjectPublicKeyInfo (DER), base64. */
  readonly publicKey: string
  /** The signature over the bytes for that purpose, base64. */
  sign(purpose: SealPurpose, bytes: Uint8Array): string
}

/** PKCS #8 of an Ed25519 key is this and the 32 bytes of its seed (RFC 8410). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The seal whose key is made of a seed of 32 bytes: the same one each time. */
export function sealOf(seed: Uint8Array): Seal {
  if (seed.length !== 32) throw new RangeError('sealOf: 32 bytes')
  const key = createPrivateKey({
    key: Buffer.concat([PKCS8_HEAD, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64')
  return {
    id: sealId(publicKey),
    publicKey,
    sign: (purpose, bytes) => sign(null, sealedBytes(purpose, bytes), key).toString('base64'),
  }
}

/** What paper prints of a public key (SubjectPublicKeyInfo, base64): its SHA-256 in hexadecimal. */
export function sealId(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex')
}

/** Whether the owner of the key signed these bytes for that purpose; never throws, whatever the texts are. */
export function isSealed(
  { publicKey, signature }: { readonly publicKey: string; readonly signature: string },
  purpose: SealPurpose,
  bytes: Uint8Array,
): boolean {
  try {
    const key = createPublicKey({
      key: Buffer.from(publicKey, 'base64'),
      format: 'der',
      type: 'spki',
    })
    if (key.asymmetricKeyType !== 'ed25519') return false
    return verify(null, sealedBytes(purpose, bytes), key, Buffer.from(signature, 'base64'))
  } catch {
    return false // no such key
  }
}

function sealedBytes(purpose: SealPurpose, bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`tin-nhiem/${purpose}\0`), bytes])
}
