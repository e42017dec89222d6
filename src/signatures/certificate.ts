import {
  contextTag,
  DerError,
  expectTag,
  readChildren,
  readElement,
  readObjectIdentifier,
  TAG,
} from './der.ts'
import type { DerElement } from './der.ts'
import { OID } from './object-identifiers.ts'

/** What a verifier and a signer need of an X.509 certificate; `issuer` and `serialNumber` are whole DER elements. */
export type CertificateFacts = {
  readonly der: Uint8Array
  readonly issuer: Uint8Array
  readonly subject: Uint8Array
  readonly serialNumber: Uint8Array
  readonly signatureAlgorithm: string
  readonly commonName: string
  readonly organizationalUnits: readonly string[]
  readonly notBefore: string
  readonly notAfter: string
  readonly extensions: ReadonlyMap<string, CertificateExtension>
}
type CertificateExtension = { readonly critical: boolean; readonly value: Uint8Array }

/** The facts of a DER certificate; throws DerError for anything else. */
export function readCertificate(der: Uint8Array): CertificateFacts {
  const whole = expectTag(readElement(der), TAG.sequence, 'certificate')
  if (whole.end !== der.length) throw new DerError('bytes follow the certificate')
  const [tbs, algorithm] = readChildren(whole)
  const fields = readChildren(expectTag(tbs, TAG.sequence, 'tbsCertificate'))
  const rest = fields[0]?.tag === contextTag(0) ? fields.slice(1) : fields
  const [serialNumber, , issuer, validity, subject] = rest
  const [notBefore, notAfter] = readChildren(expectTag(validity, TAG.sequence, 'validity'))
  const subjectName = expectTag(subject, TAG.sequence, 'subject')
  const identified = readChildren(expectTag(algorithm, TAG.sequence, 'signatureAlgorithm'))
  return {
    der,
    issuer: expectTag(issuer, TAG.sequence, 'issuer').raw,
    subject: subjectName.raw,
    serialNumber: expectTag(serialNumber, TAG.integer, 'serialNumber').raw,
    signatureAlgorithm: readObjectIdentifier(identified[0]),
    commonName: nameParts(subjectName, OID.commonName).at(-1) ?? '',
    organizationalUnits: nameParts(subjectName, OID.organizationalUnit),
    notBefore: readTime(notBefore),
    notAfter: readTime(notAfter),
    extensions: readExtensions(rest.find((field) => field.tag === contextTag(3))),
  }
}

/** Whether the key may make signatures of documents: no keyUsage, or digitalSignature or nonRepudiation in it. */
export function mayActAsSigner(certificate: CertificateFacts): boolean {
  const usage = certificate.extensions.get(OID.keyUsage)
  if (!usage) return true
  const bits = expectTag(readElement(usage.value), TAG.bitString, 'keyUsage').content[1] ?? 0
  return (bits & 0b1100_0000) !== 0
}

/** Whether the certificate is for timestamps and nothing else, as RFC 3161 §2.3 wants: the usage alone and critical. */
export function mayStamp({ extensions }: CertificateFacts): boolean {
  const usage = extensions.get(OID.extendedKeyUsage)
  if (!usage?.critical) return false
  const list = expectTag(readElement(usage.value), TAG.sequence, 'extKeyUsage')
  const purposes = readChildren(list)
  if (list.end !== usage.value.length) return false
  return purposes.length === 1 && readObjectIdentifier(purposes[0]) === OID.timeStamping
}

function nameParts(name: DerElement, type: string): readonly string[] {
  return readChildren(name)
    .flatMap((set) => readChildren(set))
    .map((pair) => readChildren(pair))
    .filter(([oid]) => readObjectIdentifier(oid) === type)
    .map(([, value]) => readText(value))
}

function readText(element: DerElement | undefined): string {
  if (!element) throw new DerError('name without a value')
  const bytes = Buffer.from(element.content)
  const isBmp = element.tag === TAG.bmpString
  const isUtf8 = element.tag === TAG.utf8String
  if (isBmp && bytes.length % 2 === 0) return bytes.swap16().toString('utf16le').normalize('NFC')
  return bytes.toString(isUtf8 ? 'utf8' : 'latin1').normalize('NFC')
}

/** UTCTime or GeneralizedTime in the only spelling DER allows (seconds, Z), as an ISO instant; else DerError. */
export function readTime(element: DerElement | undefined): string {
  const text = Buffer.from(element?.content ?? []).toString('latin1')
  const match =
    element?.tag === TAG.utcTime
      ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text)
      : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (!match) throw new DerError(`time: ${text}`)
  const [, shortYear = '', month, day, hour, minute, second] = match
  // RFC 5280 §4.1.2.5.1: two digits below 50 are 20xx
  const century = shortYear.length === 4 ? '' : Number(shortYear) < 50 ? '20' : '19'
  const time = new Date(`${century}${shortYear}-${month}-${day}T${hour}:${minute}:${second}Z`)
  if (Number.isNaN(time.getTime())) throw new DerError(`time: ${text}`)
  return time.toISOString()
}

/** The extensions inside the context tag of a certificate or a list, by identifier; DerError if one stands twice. */
export function readExtensions(
  wrapper: DerElement | undefined,
): ReadonlyMap<string, CertificateExtension> {
  const list = wrapper ? readChildren(wrapper)[0] : undefined
  const extensions = new Map<string, CertificateExtension>()
  for (const extension of list ? readChildren(list) : []) {
    const parts = readChildren(extension)
    const id = readObjectIdentifier(parts[0])
    if (extensions.has(id)) throw new DerError(`extension twice: ${id}`)
    const critical = parts[1]?.tag === TAG.boolean && parts[1].content[0] !== 0
    const value = expectTag(parts.at(-1), TAG.octetString, 'extension value').content
    extensions.set(id, { critical, value })
  }
  return extensions
}
