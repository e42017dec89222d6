import { CLOCK_TOLERANCE_MS } from './check-certificate.ts'
import { OID } from './object-identifiers.ts'
import { inspectToken } from './inspect-token.ts'
import type { InspectedToken, Trust } from './inspect-token.ts'
import type { SignedCms } from './read-cms.ts'
import type { VerificationCheck, VerificationReason, VerificationStep } from './verdict.ts'

/** What a failed step of the token means for the signature it stamps. */
const MEANINGS: Partial<Record<VerificationStep, VerificationReason>> = {
  container: 'timestamp_malformed',
  digest: 'timestamp_of_other',
  signature: 'timestamp_wrong',
  signing_certificate: 'timestamp_wrong',
  certificate: 'timestamp_certificate',
  chain: 'timestamp_not_trusted',
  revocation: 'timestamp_revoked',
}

/**
 * Step `timestamp`: the token in the unsigned attributes was made over this signature value by a trusted authority, and not
 * before the time that the signer claims. `provenAt` is the token's time where all of that holds, else null.
 */
export function checkTimestamp(
  cms: SignedCms,
  claimed: string | null,
  trust: Trust,
): { readonly check: VerificationCheck; readonly provenAt: string | null } {
  const step = 'timestamp'
  const attribute = cms.unsignedAttributes.get(OID.timestampToken)
  if (!attribute)
    return { check: { step, result: 'not_applicable', reason: 'no_timestamp' }, provenAt: null }
  const token = inspectToken(attribute.raw, [cms.signature], trust)
  const { time, authority } = token
  const detail = { provenAt: time, authority: authority?.commonName ?? null }
  const fault = faultOf(token) ?? (isClaimedLater(claimed, time) ? 'claimed_later' : null)
  if (fault) return { check: { step, result: 'failed', reason: fault, detail }, provenAt: null }
  if (!token.proves)
    return {
      check: { step, result: 'not_applicable', reason: 'timestamp_unchecked', detail },
      provenAt: null,
    }
  return { check: { step, result: 'ok', detail }, provenAt: time }
}

function faultOf({ checks }: InspectedToken): VerificationReason | null {
  const failed = checks.find(({ result }) => result === 'failed')
  return failed ? (MEANINGS[failed.step] ?? 'timestamp_malformed') : null
}

function isClaimedLater(claimed: string | null, time: string | null): boolean {
  if (claimed === null || time === null) return false
  return Date.parse(claimed) > Date.parse(time) + CLOCK_TOLERANCE_MS
}
