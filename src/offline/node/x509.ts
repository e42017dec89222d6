import { type CertificateFacts, readCertificate } from '../../signatures/certificate.ts'
import {
  contextTag,
  type DerElement,
  expectTag,
  readChildren,
  readElement,
  readObjectIdentifier,
  TAG,
} from '../../signatures/der.ts'
import { OID, SIGNATURE_DIGESTS } from '../../signatures/object-identifiers.ts'
import { type PublicKey, readPublicKey } from './key.ts'

const KEY_CERT_SIGN = 0b0000_0100
/** How the identifiers of the signatures of such a key begin. */
const ALGORITHMS = { rsa: '1.2.840.113549.1.1.', ec: '1.2.840.10045.4.', ed25519: OID.ed25519 }

/** What is asked of Node's `X509Certificate`. The constructor throws for what is no certificate with a known key. */
export class X509Certificate {
  readonly publicKey: PublicKey
  readonly #facts: CertificateFacts
  readonly #signed: Uint8Array
  readonly #signature: Uint8Array

  constructor(der: Uint8Array) {
    this.#facts = readCertificate(der)
    const [tbs, , signature] = readChildren(readElement(der))
    const fields = readChildren(expectTag(tbs, TAG.sequence, 'tbsCertificate'))
    const [, , , , , key] = fields[0]?.tag === contextTag(0) ? fields.slice(1) : fields
    this.publicKey = readPublicKey(expectTag(key, TAG.sequence, 'key').raw)
    this.#signed = tbs!.raw
    this.#signature = expectTag(signature, TAG.bitString, 'signature').content.subarray(1)
  }

  /** Whether it may sign certificates: said by the basic constraints and not denied by the key usage (RFC 5280 §4.2.1). */
  get ca(): boolean {
    const constraints = this.#facts.extensions.get(OID.basicConstraints)
    const [first] = constraints ? readChildren(readElement(constraints.value)) : []
    return first?.tag === TAG.boolean && first.content[0] !== 0 && this.#mayCertify()
  }

  /** Whether the other names itself as this one's issuer, and may be one; no signature is looked at. */
  checkIssued(issuer: X509Certificate): boolean {
    const [own, its] = [this.#facts, issuer.#facts]
    return (
      comparableName(own.issuer) === comparableName(its.subject) &&
      agrees(own.extensions.get(OID.authorityKeyIdentifier)?.value, its) &&
      issuer.#mayCertify() &&
      own.signatureAlgorithm.startsWith(ALGORITHMS[issuer.publicKey.asymmetricKeyType])
    )
  }

  /** Whether that key signed it. */
  verify(key: PublicKey): boolean {
    const digest = SIGNATURE_DIGESTS.get(this.#facts.signatureAlgorithm)
    if (!digest) return false
    try {
      return key.verifies(digest, this.#signed, this.#signature)
    } catch {
      return false // a key that makes no such signatures
    }
  }

  #mayCertify(): boolean {
    const usage = this.#facts.extensions.get(OID.keyUsage)
    if (!usage) return true
    const bits = expectTag(readElement(usage.value), TAG.bitString, 'keyUsage').content[1] ?? 0
    return (bits & KEY_CERT_SIGN) !== 0
  }
}

/** Whether an authority key identifier speaks of that issuer, where it says anything. */
function agrees(identifier: Uint8Array | undefined, issuer: CertificateFacts): boolean {
  if (!identifier) return true
  const parts = readChildren(readElement(identifier))
  const [keyId, serial] = [0, 2].map((number) =>
    parts.find(({ tag }) => tag === contextTag(number, true)),
  )
  const own = issuer.extensions.get(OID.subjectKeyIdentifier)
  const serialNumber = readElement(issuer.serialNumber).content
  return (
    (!keyId || !own || same(keyId.content, readElement(own.value).content)) &&
    (!serial || same(serial.content, serialNumber))
  )
}

/** A name in one spelling: letters of one size, blanks run together (RFC 5280 §7.1), whatever kind of text it was written as. */
function comparableName(name: Uint8Array): string {
  const sets = readChildren(readElement(name)).map((set) =>
    readChildren(set).map((pair) => {
      const [type, value] = readChildren(pair)
      return `${readObjectIdentifier(type)}=${comparableText(value)}`
    }),
  )
  return JSON.stringify(sets)
}

function comparableText(element: DerElement | undefined): string {
  const { tag, content } = element ?? { tag: 0, content: new Uint8Array() }
  const text =
    tag === TAG.bmpString
      ? new TextDecoder('utf-16be').decode(content)
      : new TextDecoder().decode(content)
  return text.trim().replaceAll(/\s+/g, ' ').toLowerCase()
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}
