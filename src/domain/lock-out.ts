import type { Instant } from './time.ts'

/** What is counted: a user name whether or not it exists, an address of the network, a second factor. */
export type Counted = 'account' | 'address' | 'second_factor'

type Policy = {
  /** The failure that locks for the first time; each one after it doubles the wait. */
  readonly from: number
  /** In seconds: the first wait and the longest. */
  readonly first: number
  readonly longest: number
  /** In seconds: after so long without a failure the count starts anew. */
  readonly forget: number
}

/** A whole office may share one address, and everybody in it mistypes: it gets more failures than an account. */
const POLICIES: Readonly<Record<Counted, Policy>> = {
  account: { from: 5, first: 15, longest: 900, forget: 86_400 },
  second_factor: { from: 5, first: 15, longest: 900, forget: 86_400 },
  address: { from: 50, first: 15, longest: 900, forget: 3600 },
}

/** In seconds: nothing that was counted is kept longer. */
export const LONGEST_KEPT = 86_400

/** Failures in a row, the last one's instant, and until when nothing is tried any more. */
export type Attempts = {
  readonly failures: number
  readonly lastAt: Instant
  readonly lockedUntil: Instant | null
}

/**
 * The count after one more failure, and how many seconds nothing is tried then, `null` for none; `quiet` are
 * the seconds since the failure before it.
 */
export function afterFailure(
  counted: Counted,
  before: number,
  quiet: number,
): { readonly failures: number; readonly wait: number | null } {
  const { from, first, longest, forget } = POLICIES[counted]
  const failures = quiet >= forget ? 1 : before + 1
  if (failures < from) return { failures, wait: null }
  return { failures, wait: Math.min(first * 2 ** Math.min(failures - from, 20), longest) }
}
