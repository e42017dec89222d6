import { type DigestName, digestOf } from './hash.ts'

/** The DER that stands before a digest in a signature (RFC 8017 §9.2, note 1). */
const DIGEST_INFO: Readonly<Record<DigestName, string>> = {
  sha1: '3021300906052b0e03021a05000414',
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
}

/** A public key; `bytes` is the length of its modulus. */
export type RsaKey = { readonly modulus: bigint; readonly exponent: bigint; readonly bytes: number }

/** Beyond these a key is none that anybody signs with, and only meant to take long. */
const MAX_BYTES = 2048
const MAX_EXPONENT = 2n ** 64n

/**
 * RSASSA-PKCS1-v1_5 (RFC 8017 §8.2.2): the whole encoded message is built and compared, so that nothing of the
 * signature is left unread.
 */
export function verifiesRsa(
  key: RsaKey,
  digest: DigestName,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (signature.length !== key.bytes || key.bytes > MAX_BYTES || key.exponent > MAX_EXPONENT)
    return false
  const value = numberOf(signature)
  if (value >= key.modulus) return false
  const ending = `00${DIGEST_INFO[digest]}${hexOf(digestOf(digest, data))}`
  const filled = key.bytes * 2 - 4 - ending.length
  if (filled < 16) return false
  const expected = `0001${'f'.repeat(filled)}${ending}`
  const opened = power(value, key.exponent, key.modulus).toString(16)
  return opened.padStart(key.bytes * 2, '0') === expected
}

/** The number that big-endian bytes write. */
export function numberOf(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${hexOf(bytes)}`)
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square] = [1n, base % modulus]
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}
