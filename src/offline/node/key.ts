import { ed25519 } from '@noble/curves/ed25519.js'
import { p256, p384, p521 } from '@noble/curves/nist.js'
import {
  expectTag,
  readChildren,
  readElement,
  readObjectIdentifier,
  TAG,
} from '../../signatures/der.ts'
import { OID } from '../../signatures/object-identifiers.ts'
import { digestOf, isDigestName } from './hash.ts'
import { type RsaKey, numberOf, verifiesRsa } from './rsa.ts'

const EC_PUBLIC_KEY = '1.2.840.10045.2.1'
const CURVES = {
  '1.2.840.10045.3.1.7': { name: 'prime256v1', curve: p256 },
  '1.3.132.0.34': { name: 'secp384r1', curve: p384 },
  '1.3.132.0.35': { name: 'secp521r1', curve: p521 },
} as const

/** What a public key is, as Node's `KeyObject` tells it, and whether it made a signature. */
export type PublicKey = {
  readonly asymmetricKeyType: 'rsa' | 'ec' | 'ed25519'
  readonly asymmetricKeyDetails: { readonly modulusLength?: number; readonly namedCurve?: string }
  /** `digest` is null for Ed25519 alone. Throws TypeError for a digest such keys do not sign. */
  verifies(digest: string | null, data: Uint8Array, signature: Uint8Array): boolean
}

/** The key in a SubjectPublicKeyInfo (DER): RSA, EC on P-256, P-384 and P-521, Ed25519. TypeError for any other, DerError. */
export function readPublicKey(spki: Uint8Array): PublicKey {
  const whole = expectTag(readElement(spki), TAG.sequence, 'SubjectPublicKeyInfo')
  if (whole.end !== spki.length) throw new TypeError('bytes follow the key')
  const [algorithm, value] = readChildren(whole)
  const [id, parameters] = readChildren(expectTag(algorithm, TAG.sequence, 'algorithm'))
  const bits = expectTag(value, TAG.bitString, 'subjectPublicKey').content
  if (bits[0] !== 0) throw new TypeError('a key of broken bytes')
  const bytes = bits.subarray(1)
  const kind = readObjectIdentifier(id)
  if (kind === OID.rsaEncryption) return rsaKey(bytes)
  if (kind === OID.ed25519) return ed25519Key(bytes)
  if (kind === EC_PUBLIC_KEY) return ecKey(readObjectIdentifier(parameters), bytes)
  throw new TypeError(`no key of kind ${kind} is known here`)
}

function rsaKey(bytes: Uint8Array): PublicKey {
  const numbers = readChildren(expectTag(readElement(bytes), TAG.sequence, 'RSAPublicKey'))
  const [modulus, exponent] = numbers.map((each) =>
    numberOf(expectTag(each, TAG.integer, 'RSAPublicKey').content),
  )
  if (!modulus || !exponent || numbers.length !== 2) throw new TypeError('no RSA key')
  const modulusLength = modulus.toString(2).length
  const key: RsaKey = { modulus, exponent, bytes: Math.ceil(modulusLength / 8) }
  return {
    asymmetricKeyType: 'rsa',
    asymmetricKeyDetails: { modulusLength },
    verifies: (digest, data, signature) => verifiesRsa(key, requireDigest(digest), data, signature),
  }
}

function ecKey(curveId: string, point: Uint8Array): PublicKey {
  const known = Object.entries(CURVES).find(([id]) => id === curveId)?.[1]
  if (!known) throw new TypeError(`no curve ${curveId} is known here`)
  const { name, curve } = known
  curve.Point.fromBytes(point) // refuses what is not on the curve
  return {
    asymmetricKeyType: 'ec',
    asymmetricKeyDetails: { namedCurve: name },
    verifies: (digest, data, signature) => {
      const hash = digestOf(requireDigest(digest), data)
      return curve.verify(signature, hash, point, { prehash: false, lowS: false, format: 'der' })
    },
  }
}

function ed25519Key(bytes: Uint8Array): PublicKey {
  if (bytes.length !== 32) throw new TypeError('an Ed25519 key has 32 bytes')
  return {
    asymmetricKeyType: 'ed25519',
    asymmetricKeyDetails: {},
    verifies: (digest, data, signature) => {
      if (digest !== null) throw new TypeError('Ed25519 signs no digest')
      return ed25519.verify(signature, data, bytes, { zip215: false })
    },
  }
}

function requireDigest(digest: string | null) {
  if (digest !== null && isDigestName(digest)) return digest
  throw new TypeError(`digest ${digest}`)
}
