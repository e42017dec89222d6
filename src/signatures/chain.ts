import { X509Certificate } from 'node:crypto'
import { readCertificate } from './certificate.ts'
import type { CertificateFacts } from './certificate.ts'
import { readChildren, readElement, TAG } from './der.ts'
import { OID, SIGNATURE_DIGESTS } from './object-identifiers.ts'
import type { VerificationCheck } from './verdict.ts'

const MAX_CHAIN = 8
/** Critical extensions of an issuer whose meaning is honoured here; any other (name constraints, policies) ends the path. */
const UNDERSTOOD = new Set<string>([OID.basicConstraints, OID.keyUsage])

type Candidate = { readonly x509: X509Certificate; readonly facts: CertificateFacts }

/** Certificates from a leaf to a trusted root, both included. */
export type CertificatePath = readonly CertificateFacts[]

/** What stands for the path when it does not lead to a root. */
export type FoundChain = {
  readonly check: VerificationCheck
  readonly path: CertificatePath | null
}

/**
 * Step `chain`: a path from the certificate over the others in the CMS to one of the roots (DER), every certificate in it
 * valid at `at`, every issuer a CA, no signature weaker than SHA-256. A certificate that is itself a root needs no path; one
 * that its holder made without being a root is failed even where there are no roots. Of revocation see `checkRevocation`.
 */
export function checkChain(
  leaf: CertificateFacts,
  others: readonly Uint8Array[],
  roots: readonly Uint8Array[],
  at: string,
): FoundChain {
  const step = 'chain'
  const path = findPath(leaf, others, roots, at)
  if (path) {
    const names = path.map(({ commonName }) => commonName)
    return { path, check: { step, result: 'ok', detail: { path: names } } }
  }
  if (isSelfSigned(toCandidate(leaf.der)))
    return { path, check: { step, result: 'failed', reason: 'self_signed' } }
  if (roots.length === 0)
    return { path, check: { step, result: 'not_applicable', reason: 'no_roots' } }
  return { path, check: { step, result: 'failed', reason: 'no_path' } }
}

function isSelfSigned({ x509, facts }: Candidate): boolean {
  return Buffer.compare(facts.issuer, facts.subject) === 0 && x509.verify(x509.publicKey)
}

function findPath(
  leaf: CertificateFacts,
  others: readonly Uint8Array[],
  roots: readonly Uint8Array[],
  at: string,
): CertificatePath | null {
  const trusted = roots.map(toCandidate)
  const pool = [...trusted, ...others.flatMap(readable)]
  const isTrusted = (one: Candidate): boolean =>
    trusted.some(({ facts }) => Buffer.compare(facts.der, one.facts.der) === 0)
  const search = (path: readonly Candidate[]): readonly Candidate[] | undefined => {
    const last = path.at(-1)!
    if (isTrusted(last)) return path
    if (path.length >= MAX_CHAIN) return undefined
    for (const issuer of pool) {
      if (path.includes(issuer) || !issued(issuer, last, path.length - 1, at)) continue
      const found = search([...path, issuer])
      if (found) return found
    }
    return undefined
  }
  return search([toCandidate(leaf.der)])?.map(({ facts }) => facts) ?? null
}

function toCandidate(der: Uint8Array): Candidate {
  return { x509: new X509Certificate(der), facts: readCertificate(der) }
}

/** Certificates in a CMS are the sender's: one that cannot be read is passed over. */
function readable(der: Uint8Array): readonly Candidate[] {
  try {
    return [toCandidate(der)]
  } catch {
    return []
  }
}

/** `below` counts the CA certificates between `issuer` and the leaf. */
function issued(issuer: Candidate, subject: Candidate, below: number, at: string): boolean {
  const { facts, x509 } = issuer
  return (
    subject.x509.checkIssued(x509) &&
    x509.ca &&
    facts.notBefore <= at &&
    at <= facts.notAfter &&
    below <= pathLength(facts) &&
    [...facts.extensions].every(([id, { critical }]) => !critical || UNDERSTOOD.has(id)) &&
    SIGNATURE_DIGESTS.has(subject.facts.signatureAlgorithm) &&
    subject.x509.verify(x509.publicKey)
  )
}

function pathLength({ extensions }: CertificateFacts): number {
  const constraints = extensions.get(OID.basicConstraints)
  const parts = constraints ? readChildren(readElement(constraints.value)) : []
  const limit = parts.find(({ tag }) => tag === TAG.integer)
  return limit ? (limit.content.length === 1 ? limit.content[0]! : 0) : Infinity
}
