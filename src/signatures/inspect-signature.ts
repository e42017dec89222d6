import { createHash } from 'node:crypto'
import { readSignedRange } from './byte-range.ts'
import type { SignedRange } from './byte-range.ts'
import type { CertificateFacts } from './certificate.ts'
import { checkChain } from './chain.ts'
import {
  checkCertificate,
  checkDigest,
  checkSignature,
  checkSigningCertificate,
  signerCertificate,
} from './check-cms.ts'
import { DerError } from './der.ts'
import { readCms } from './read-cms.ts'
import type { SignedCms } from './read-cms.ts'
import { isRehearsalCertificate } from './rehearsal-certificate.ts'
import type { SignatureDictionary } from './signature-dictionary.ts'
import type { CertificateSummary, VerificationCheck, VerificationReason } from './verdict.ts'

/** `roots` are trusted DER certificates, none if left out; `now` is an ISO instant. */
export type VerificationOptions = {
  readonly roots?: readonly Uint8Array[]
  readonly now: string
}

/** What one signature says by itself, without regard to the rest of the form; `checks` has the steps that were reached. */
export type Inspection = {
  readonly dictionary: SignatureDictionary
  readonly range: SignedRange | null
  readonly commonName: string | null
  readonly certificate: CertificateSummary | null
  readonly checks: readonly VerificationCheck[]
}

type Opened = {
  readonly signer: CertificateFacts | undefined
  readonly checks: readonly VerificationCheck[]
}

const SUB_FILTERS = new Set(['ETSI.CAdES.detached', 'adbe.pkcs7.detached'])
/** With these met, the signed bytes are as the signer signed them. */
const INTACT_STEPS = ['byte_range', 'container', 'digest', 'signature'] as const

/** The steps byte_range to chain for one signature dictionary of `file`. */
export function inspectSignature(
  file: Uint8Array,
  dictionary: SignatureDictionary,
  options: VerificationOptions,
): Inspection {
  const range = readSignedRange(file, dictionary.byteRange, dictionary.contents)
  const nothing = { dictionary, commonName: null, certificate: null }
  if (typeof range === 'string')
    return { ...nothing, range: null, checks: [failed('byte_range', range)] }
  const reached: VerificationCheck[] = [{ step: 'byte_range', result: 'ok' }]
  const pieces = [file.subarray(0, range.gapStart), file.subarray(range.gapEnd, range.end)]
  const opened = openContainer(range, dictionary, pieces, options)
  if (typeof opened === 'string')
    return { ...nothing, range, checks: [...reached, failed('container', opened)] }
  const { signer, checks } = opened
  return {
    dictionary,
    range,
    commonName: signer?.commonName ?? null,
    certificate: signer ? summarize(signer) : null,
    checks: [...reached, { step: 'container', result: 'ok' }, ...checks],
  }
}

/** Whether the signed bytes are unchanged and the signature value fits; says nothing of who signed. */
export function isIntact({ checks }: Inspection): boolean {
  const met = new Set(checks.filter(({ result }) => result === 'ok').map(({ step }) => step))
  return INTACT_STEPS.every((step) => met.has(step))
}

function openContainer(
  { contents }: SignedRange,
  dictionary: SignatureDictionary,
  pieces: readonly Uint8Array[],
  options: VerificationOptions,
): Opened | VerificationReason {
  if (!SUB_FILTERS.has(dictionary.subFilter)) return 'unsupported_format'
  try {
    const { cms, length } = readCms(contents)
    if (contents.subarray(length).some((byte) => byte !== 0)) return 'trailing_bytes'
    const signer = signerCertificate(cms)
    return { signer, checks: checkContents(cms, signer, pieces, dictionary, options) }
  } catch (error) {
    if (error instanceof DerError) return 'malformed_cms'
    throw error
  }
}

function checkContents(
  cms: SignedCms,
  signer: CertificateFacts | undefined,
  pieces: readonly Uint8Array[],
  { subFilter, signedAt }: SignatureDictionary,
  { roots = [], now }: VerificationOptions,
): readonly VerificationCheck[] {
  const checks = [checkDigest(cms, pieces), checkSignature(cms, signer)]
  if (!signer) return checks
  return [
    ...checks,
    checkSigningCertificate(cms, signer, subFilter),
    checkCertificate(signer, signedAt, now),
    checkChain(signer, cms.certificates, roots, signedAt ?? now),
  ]
}

function summarize({ der, notBefore, notAfter }: CertificateFacts): CertificateSummary {
  const sha256 = createHash('sha256').update(der).digest('hex')
  return { sha256, notBefore, notAfter, rehearsal: isRehearsalCertificate(der) }
}

function failed(step: VerificationCheck['step'], reason: VerificationReason): VerificationCheck {
  return { step, result: 'failed', reason }
}
