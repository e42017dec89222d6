import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { AppError } from '../errors.ts'
import { type KeyProtection, openLocalCa, pemOf, UNPROTECTED } from './local-ca.ts'
import type { MachineNames } from './machine-names.ts'
import { makeServerCertificate } from './tls-certificates.ts'

/** What a TLS server shows and proves, PEM: its certificate and those above it, and the key. */
export type TlsMaterial = { readonly cert: string; readonly key: string }

/** The server's TLS, and how to have it fresh; without an authority of our own nothing is ever fresh. */
export type Tls = {
  readonly material: TlsMaterial
  /** The certificate (DER) of the installation's own authority, `null` where the organisation brings one. */
  readonly ca: Uint8Array | null
  /** Hosts that certificate of the organisation is for; none where it is our own. */
  readonly hosts: readonly string[]
  /** Names of the machine the certificate cannot be for. */
  readonly left: readonly string[]
}

/**
 * TLS with a new key and a certificate of the installation's own authority for those names, which lasts two
 * weeks. `ca_unreadable`.
 */
export function localTls(
  folder: string,
  names: MachineNames,
  now: string,
  protection: KeyProtection = UNPROTECTED,
): Tls {
  const ca = openLocalCa({ folder, dns: names.dns, now, protection })
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { certificate, left } = makeServerCertificate(ca, publicKey, names, now)
  const key = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const cert = `${pemOf(certificate)}${pemOf(ca.certificate)}`
  return { material: { cert, key }, ca: ca.certificate, hosts: [], left }
}

/**
 * TLS with the organisation's own certificate (PEM, those above it after it) and key.
 *
 * `tls_files_unreadable` {reason: 'missing' | 'unreadable' | 'not_a_pair' | 'expired'}.
 */
export function tlsOfFiles(certFile: string | null, keyFile: string | null, now: string): Tls {
  if (certFile === null || keyFile === null) throw unreadable('missing')
  const [cert, key, first, privateKey] = readPair(certFile, keyFile)
  if (!first.checkPrivateKey(privateKey)) throw unreadable('not_a_pair')
  const [from, to] = [Date.parse(first.validFrom), Date.parse(first.validTo)]
  if (!(from <= Date.parse(now) && Date.parse(now) < to)) throw unreadable('expired')
  return { material: { cert, key }, ca: null, hosts: hostsIn(first), left: [] }
}

/** The names of a certificate that are one host each; what stands for many is left to the settings. */
function hostsIn({ subjectAltName = '' }: X509Certificate): readonly string[] {
  return [...subjectAltName.matchAll(/\bDNS:([^,"*]+)(?=,|$)/g)].map((match) => match[1]!)
}

function readPair(certFile: string, keyFile: string): [string, string, X509Certificate, KeyObject] {
  try {
    const [cert, key] = [readFileSync(certFile, 'utf8'), readFileSync(keyFile, 'utf8')]
    return [cert, key, new X509Certificate(cert), createPrivateKey(key)]
  } catch (error) {
    throw unreadable('unreadable', error)
  }
}

function unreadable(reason: string, cause?: unknown): AppError {
  return new AppError('tls_files_unreadable', { reason }, cause)
}
