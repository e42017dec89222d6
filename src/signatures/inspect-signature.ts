import { createHash } from 'node:crypto'
import { readSignedRange } from './byte-range.ts'
import type { SignedRange } from './byte-range.ts'
import type { CertificateFacts } from './certificate.ts'
import { checkChain } from './chain.ts'
import type { FoundChain } from './chain.ts'
import { checkCertificate } from './check-certificate.ts'
import {
  checkDigest,
  checkSignature,
  checkSigningCertificate,
  signerCertificate,
} from './check-cms.ts'
import { checkRevocation } from './check-revocation.ts'
import { checkTimestamp } from './check-timestamp.ts'
import { DerError } from './der.ts'
import { inspectToken } from './inspect-token.ts'
import type { Trust } from './inspect-token.ts'
import { readCms } from './read-cms.ts'
import type { SignedCms } from './read-cms.ts'
import { isRehearsalCertificate } from './rehearsal-certificate.ts'
import type { SignatureDictionary } from './signature-dictionary.ts'
import type {
  CertificateSummary,
  VerificationCheck,
  VerificationReason,
  VerificationStep,
} from './verdict.ts'

/** A trusted timestamp over the file's bytes up to `end`. */
export type CoveringTime = { readonly end: number; readonly time: string }

/** What one signature says by itself, without regard to the rest of the form; `checks` has the steps that were reached. */
export type Inspection = {
  readonly dictionary: SignatureDictionary
  readonly range: SignedRange | null
  readonly commonName: string | null
  readonly certificate: CertificateSummary | null
  readonly provenAt: string | null
  readonly checks: readonly VerificationCheck[]
}
type Opened = Omit<Inspection, 'dictionary' | 'range'>

const SUB_FILTERS = new Set(['ETSI.CAdES.detached', 'adbe.pkcs7.detached'])
/** With these met, the signed bytes are as the signer signed them. */
const INTACT_STEPS = ['byte_range', 'container', 'digest', 'signature'] as const

/** Whether the dictionary is a timestamp of the document (ISO 32000-2 §12.8.5) and no signature of a person. */
export function isDocumentTimestamp({ type, subFilter }: SignatureDictionary): boolean {
  return type === 'DocTimeStamp' || subFilter === 'ETSI.RFC3161'
}

/**
 * The steps byte_range to revocation for one signature dictionary of `file`; `covering` are the document timestamps that may
 * prove its time beside its own.
 */
export function inspectSignature(
  file: Uint8Array,
  dictionary: SignatureDictionary,
  trust: Trust,
  covering: readonly CoveringTime[],
): Inspection {
  const range = readSignedRange(file, dictionary)
  if (typeof range === 'string')
    return { ...NOTHING, dictionary, range: null, checks: [failed('byte_range', range)] }
  const pieces = [file.subarray(0, range.gapStart), file.subarray(range.gapEnd, range.end)]
  const times = covering.filter(({ end }) => end > range.end).map(({ time }) => time)
  const opened = isDocumentTimestamp(dictionary)
    ? openTimestamp(range, pieces, trust)
    : openSignature(range, dictionary, pieces, trust, times)
  const checks = [{ step: 'byte_range', result: 'ok' } as const, ...opened.checks]
  return { ...opened, dictionary, range, checks }
}

const NOTHING = { commonName: null, certificate: null, provenAt: null }

/** Whether the signed bytes are unchanged and the signature value fits; says nothing of who signed. */
export function isIntact({ checks }: Inspection): boolean {
  const met = new Set(checks.filter(({ result }) => result === 'ok').map(({ step }) => step))
  return INTACT_STEPS.every((step) => met.has(step))
}

function openTimestamp(
  { contents }: SignedRange,
  pieces: readonly Uint8Array[],
  trust: Trust,
): Opened {
  const { checks, time, authority, proves } = inspectToken(contents, pieces, trust)
  return {
    commonName: authority?.commonName ?? null,
    certificate: authority ? summarize(authority) : null,
    provenAt: proves ? time : null,
    checks: [...checks, { step: 'timestamp', result: 'not_applicable', reason: 'is_timestamp' }],
  }
}

function openSignature(
  { contents }: SignedRange,
  dictionary: SignatureDictionary,
  pieces: readonly Uint8Array[],
  trust: Trust,
  covering: readonly string[],
): Opened {
  const nothing = (reason: VerificationReason) => {
    return { ...NOTHING, checks: [failed('container', reason)] }
  }
  if (!SUB_FILTERS.has(dictionary.subFilter)) return nothing('unsupported_format')
  try {
    const { cms, length } = readCms(contents)
    if (contents.subarray(length).some((byte) => byte !== 0)) return nothing('trailing_bytes')
    return judge(cms, dictionary, pieces, trust, covering)
  } catch (error) {
    if (error instanceof DerError) return nothing('malformed_cms')
    throw error
  }
}

function judge(
  cms: SignedCms,
  { subFilter, signedAt }: SignatureDictionary,
  pieces: readonly Uint8Array[],
  trust: Trust,
  covering: readonly string[],
): Opened {
  const signer = signerCertificate(cms)
  const checks: VerificationCheck[] = [
    { step: 'container', result: 'ok' },
    checkDigest(cms, pieces),
    checkSignature(cms, signer),
  ]
  if (!signer) return { ...NOTHING, checks }
  const stamp = checkTimestamp(cms, signedAt, trust)
  const proven = [stamp.provenAt, ...covering].flatMap((time) => time ?? []).toSorted()[0] ?? null
  const time = { claimed: signedAt, proven, now: trust.now }
  const at = proven ?? signedAt ?? trust.now
  const chain = chainOf(signer, cms, trust, at)
  checks.push(checkSigningCertificate(cms, signer, subFilter), stamp.check)
  checks.push(checkCertificate(signer, time), chain.check)
  if (chain.path) checks.push(checkRevocation(chain.path, trust.crls, time))
  const { commonName } = signer
  return { commonName, certificate: summarize(signer), provenAt: proven, checks }
}

/** A rehearsal's certificate is made by the program: it leads nowhere, which is told and not held against it. */
function chainOf(signer: CertificateFacts, cms: SignedCms, trust: Trust, at: string): FoundChain {
  const found = checkChain(signer, cms.certificates, trust.roots, at)
  if (found.path || !isRehearsalCertificate(signer.der)) return found
  const check = {
    step: 'chain',
    result: 'not_applicable',
    reason: 'rehearsal_certificate',
  } as const
  return { path: null, check }
}

function summarize({ der, notBefore, notAfter }: CertificateFacts): CertificateSummary {
  const sha256 = createHash('sha256').update(der).digest('hex')
  return { sha256, notBefore, notAfter, rehearsal: isRehearsalCertificate(der) }
}

function failed(step: VerificationStep, reason: VerificationReason): VerificationCheck {
  return { step, result: 'failed', reason }
}
