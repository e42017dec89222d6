import { mayActAsSigner, mayStamp } from './certificate.ts'
import type { CertificateFacts } from './certificate.ts'
import type { VerificationCheck, VerificationReason } from './verdict.ts'

/** Clocks of two machines may differ by this much. */
export const CLOCK_TOLERANCE_MS = 5 * 60_000

/**
 * When something was signed, ISO instants: what the signer claims, what a trusted timestamp proves it was not later than,
 * and when it is looked at.
 */
export type SigningTime = {
  readonly claimed: string | null
  readonly proven: string | null
  readonly now: string
}

/**
 * Step `certificate`: it held at the proven time of signing, else at the claimed one, and its key may be used so. One that
 * expired by now without such a proof is not failed: nobody can tell, and the reason says so.
 */
export function checkCertificate(
  certificate: CertificateFacts,
  { claimed, proven, now }: SigningTime,
  purpose: 'signing' | 'stamping' = 'signing',
): VerificationCheck {
  const { notBefore, notAfter } = certificate
  const step = 'certificate'
  const detail = { signedAt: claimed, provenAt: proven, notBefore, notAfter }
  const failed = (reason: VerificationReason): VerificationCheck => {
    return { step, result: 'failed', reason, detail }
  }
  if (purpose === 'stamping' && !mayStamp(certificate)) return failed('not_for_stamping')
  if (!mayActAsSigner(certificate)) return failed('not_for_signing')
  const at = proven ?? claimed
  if (at === null) return { step, result: 'not_applicable', reason: 'no_signing_time', detail }
  if (Date.parse(at) > Date.parse(now) + CLOCK_TOLERANCE_MS) return failed('in_future')
  if (at < notBefore) return failed('not_yet_valid')
  if (at > notAfter) return failed('expired')
  if (now <= notAfter) return { step, result: 'ok', detail }
  if (proven !== null) return { step, result: 'ok', reason: 'expired_since', detail }
  return { step, result: 'not_applicable', reason: 'expired_unproven', detail }
}
