import type { Instant } from '../domain/time.ts'

/** The instant so many seconds later, or earlier when negative. */
export function later(at: Instant, seconds: number): Instant {
  return new Date(Date.parse(at) + seconds * 1000).toISOString()
}

/** How many seconds from one instant to another, a part of one counted whole. */
export function secondsBetween(from: Instant, to: Instant): number {
  return Math.ceil((Date.parse(to) - Date.parse(from)) / 1000)
}
