import { createHash } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { readCertificate } from '../signatures/certificate.ts'
import {
  contextTag,
  encodeElement,
  encodeObjectIdentifier,
  encodeSequence,
  encodeSmallInteger,
  readChildren,
  readElement,
  TAG,
} from '../signatures/der.ts'
import { encodeBitString, makeCertificate } from '../signatures/make-certificate.ts'
import type { ExtensionToIssue } from '../signatures/make-certificate.ts'
import { OID } from '../signatures/object-identifiers.ts'
import type { MachineNames } from './machine-names.ts'
import { addressBytes, isPrivate, PRIVATE_NETWORKS } from './private-networks.ts'

/** A pair of keys and the certificate over the public one, DER. */
export type Identity = {
  readonly certificate: Uint8Array
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

/** Domains that nobody can own in the Internet (RFC 6762, 8375 and customary names of offices). */
const LOCAL_DOMAINS = ['localhost', 'local', 'lan', 'internal', 'home.arpa']
const CA_YEARS = 10
const LEAF_DAYS = 14
const DAY_MS = 86_400_000
/** GeneralName of RFC 5280. */
const DNS_NAME = contextTag(2, true)
const IP_ADDRESS = contextTag(7, true)

/**
 * The certificate of an authority for TLS servers with local names, those names, and addresses of private
 * networks; whoever steals its key can pretend to be no other site. Valid for ten years from the instant.
 */
export function makeCaCertificate(
  keys: Pick<Identity, 'publicKey' | 'privateKey'>,
  about: {
    readonly commonName: string
    readonly dns: readonly string[]
    readonly now: string
  },
): Uint8Array {
  const subject = [[OID.commonName, about.commonName]] as const
  const end = new Date(about.now)
  end.setUTCFullYear(end.getUTCFullYear() + CA_YEARS)
  return makeCertificate({
    issuer: subject,
    subject,
    notBefore: dayBefore(about.now),
    notAfter: end.toISOString(),
    publicKey: keys.publicKey,
    issuerKey: keys.privateKey,
    extensions: [
      {
        id: OID.basicConstraints,
        critical: true,
        value: encodeSequence(
          encodeElement(TAG.boolean, Uint8Array.of(0xff)),
          encodeSmallInteger(0), // no authority below it
        ),
      },
      // keyCertSign
      { id: OID.keyUsage, critical: true, value: encodeBitString(Uint8Array.of(0b0000_0100), 2) },
      FOR_SERVERS,
      nameConstraints([...LOCAL_DOMAINS, ...about.dns]),
      subjectKey(keys.publicKey),
    ],
  })
}

/**
 * The certificate of this machine's TLS server, valid for two weeks, for those of its names the authority may
 * vouch for; `left` are the others.
 */
export function makeServerCertificate(
  ca: Identity,
  publicKey: KeyObject,
  names: MachineNames,
  now: string,
): { readonly certificate: Uint8Array; readonly left: readonly string[] } {
  const permitted = permittedDomains(ca.certificate)
  const isPermitted = (name: string) =>
    permitted.some((domain) => name === domain || name.endsWith(`.${domain}`))
  const dns = names.dns.filter(isPermitted)
  const addresses = names.addresses.filter(isPrivate)
  const { commonName } = readCertificate(ca.certificate)
  const certificate = makeCertificate({
    issuer: [[OID.commonName, commonName]],
    subject: [[OID.commonName, 'Sổ Tín Nhiệm']],
    notBefore: dayBefore(now), // clocks of machines without a network differ
    notAfter: new Date(Date.parse(now) + LEAF_DAYS * DAY_MS).toISOString(),
    publicKey,
    issuerKey: ca.privateKey,
    extensions: [
      { id: OID.basicConstraints, critical: true, value: encodeSequence() },
      // digitalSignature
      { id: OID.keyUsage, critical: true, value: encodeBitString(Uint8Array.of(0b1000_0000), 7) },
      FOR_SERVERS,
      {
        id: OID.subjectAltName,
        critical: false,
        value: encodeSequence(
          ...dns.map((name) => encodeElement(DNS_NAME, Buffer.from(name, 'latin1'))),
          ...addresses.map((address) => encodeElement(IP_ADDRESS, addressBytes(address))),
        ),
      },
      subjectKey(publicKey),
      {
        id: OID.authorityKeyIdentifier,
        critical: false,
        value: encodeSequence(encodeElement(contextTag(0, true), keyId(ca.publicKey))),
      },
    ],
  })
  const left = [
    ...names.dns.filter((name) => !isPermitted(name)),
    ...names.addresses.filter((address) => !isPrivate(address)),
  ]
  return { certificate, left }
}

/** The domains an authority made by `makeCaCertificate` may vouch for. */
function permittedDomains(certificate: Uint8Array): readonly string[] {
  const value = readCertificate(certificate).extensions.get(OID.nameConstraints)?.value
  if (value === undefined) return []
  const subtrees = readChildren(readElement(value)).flatMap(readChildren)
  return subtrees
    .map((subtree) => readElement(subtree.content))
    .filter(({ tag }) => tag === DNS_NAME)
    .map(({ content }) => Buffer.from(content).toString('latin1'))
}

const FOR_SERVERS: ExtensionToIssue = {
  id: OID.extendedKeyUsage,
  critical: false,
  value: encodeSequence(encodeObjectIdentifier(OID.serverAuth)),
}

function nameConstraints(dns: readonly string[]): ExtensionToIssue {
  const domains = [...new Set(dns)].map((name) =>
    encodeSequence(encodeElement(DNS_NAME, Buffer.from(name, 'latin1'))),
  )
  const networks = PRIVATE_NETWORKS.map(([address, length]) => {
    const bytes = addressBytes(address)
    const mask = bytes.map((_, at) => (0xff00 >> Math.min(8, Math.max(0, length - at * 8))) & 0xff)
    return encodeSequence(encodeElement(IP_ADDRESS, bytes, mask))
  })
  const value = encodeSequence(encodeElement(contextTag(0), ...domains, ...networks))
  return { id: OID.nameConstraints, critical: true, value }
}

function subjectKey(publicKey: KeyObject): ExtensionToIssue {
  const value = encodeElement(TAG.octetString, keyId(publicKey))
  return { id: OID.subjectKeyIdentifier, critical: false, value }
}

/** 160 bits of the SHA-256 of the key, RFC 7093 §2 (1). */
function keyId(publicKey: KeyObject): Uint8Array {
  const spki = readElement(publicKey.export({ type: 'spki', format: 'der' }))
  const bits = readChildren(spki)[1]!.content.subarray(1)
  return createHash('sha256').update(bits).digest().subarray(0, 20)
}

function dayBefore(now: string): string {
  return new Date(Date.parse(now) - DAY_MS).toISOString()
}
