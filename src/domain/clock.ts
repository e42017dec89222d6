import type { Instant } from './time.ts'

/** In milliseconds: what the clock may go wrong by between two looks, or since the newest entry, before it is told. */
export const CLOCK_TOLERANCE_MS = 5_000

/** Where the clock should have been, where it was found, and the whole seconds between: below 0 it went back. */
export type ClockJump = {
  readonly expected: Instant
  readonly found: Instant
  readonly jumpSeconds: number
}

/** What two clocks show at one moment, in milliseconds: the one people set, and one that only goes on. */
export type ClockReading = { readonly wall: number; readonly steady: number }

/** Where a clock should have been and where it was found, in milliseconds since 1970. */
export type ClockOff = { readonly expected: number; readonly found: number }

/** How the clock people set jumped between two readings; `null` within the tolerance, which itself is no jump. */
export function jumpBetween(before: ClockReading, after: ClockReading): ClockOff | null {
  const off = { expected: before.wall + (after.steady - before.steady), found: after.wall }
  return hasJumped(off) ? off : null
}

/** Whether the clock is off by more than the tolerance. */
export function hasJumped({ expected, found }: ClockOff): boolean {
  return Math.abs(found - expected) > CLOCK_TOLERANCE_MS
}
