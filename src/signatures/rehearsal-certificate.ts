import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { readCertificate } from './certificate.ts'
import { encodeElement, encodeSequence, TAG } from './der.ts'
import { encodeBitString, makeCertificate } from './make-certificate.ts'
import type { ExtensionToIssue } from './make-certificate.ts'
import { makeP12 } from './make-p12.ts'
import { OID } from './object-identifiers.ts'

/** The organizational unit that marks a certificate as good for practice only. */
const REHEARSAL_UNIT = 'TẬP DƯỢT'
/** The same in an extension that certificate viewers show; IA5, so without diacritics. */
const REHEARSAL_COMMENT = 'TAP DUOT - REHEARSAL ONLY - no legal value'

const REHEARSAL_MARK = `${REHEARSAL_UNIT} – `

/** X.520 lets a common name have 64 characters; the mark takes 11. */
const MAX_COMMON_NAME = 64

const EXTENSIONS: readonly ExtensionToIssue[] = [
  { id: OID.basicConstraints, critical: true, value: encodeSequence() },
  // digitalSignature and nonRepudiation
  { id: OID.keyUsage, critical: true, value: encodeBitString(Uint8Array.of(0b1100_0000), 6) },
  {
    id: OID.netscapeComment,
    critical: false,
    value: encodeElement(TAG.ia5String, Buffer.from(REHEARSAL_COMMENT, 'latin1')),
  },
]

/** `now` is the ISO instant from which the certificate holds, for one year. */
export type RehearsalIdentity = {
  readonly commonName: string
  readonly password: string
  readonly now: string
}

/** The common name of that person's rehearsal certificates; an overlong name is cut to what X.520 allows. */
export function rehearsalCommonName(name: string): string {
  return `${REHEARSAL_MARK}${name.normalize('NFC').trim()}`.slice(0, MAX_COMMON_NAME)
}

/**
 * A PKCS#12 key store with a new EC P-256 key and a self-signed certificate whose name (`TẬP DƯỢT – …`), organizational unit
 * and comment say that it is for rehearsal. Throws RangeError for a name that is empty or longer than 53 characters.
 */
export async function makeRehearsalP12(identity: RehearsalIdentity): Promise<Uint8Array> {
  const name = identity.commonName.normalize('NFC').trim()
  const commonName = `${REHEARSAL_MARK}${name}`
  if (name === '' || commonName.length > MAX_COMMON_NAME)
    throw new RangeError('commonName: 1 to 53 characters')
  const keys = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' })
  const end = new Date(identity.now)
  end.setUTCFullYear(end.getUTCFullYear() + 1)
  const subject = [
    [OID.organizationalUnit, REHEARSAL_UNIT],
    [OID.commonName, commonName],
  ] as const
  const certificate = makeCertificate({
    issuer: subject,
    subject,
    notBefore: identity.now,
    notAfter: end.toISOString(),
    publicKey: keys.publicKey,
    issuerKey: keys.privateKey,
    extensions: EXTENSIONS,
  })
  return makeP12({
    privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'der' }),
    certificates: [certificate],
    friendlyName: commonName,
    password: identity.password,
  })
}

/** Whether the DER certificate carries either mark of a rehearsal; false for bytes that are no certificate. */
export function isRehearsalCertificate(der: Uint8Array): boolean {
  try {
    const { organizationalUnits, extensions } = readCertificate(der)
    const comment = Buffer.from(extensions.get(OID.netscapeComment)?.value ?? [])
    return organizationalUnits.includes(REHEARSAL_UNIT) || comment.includes(REHEARSAL_COMMENT)
  } catch {
    return false
  }
}
