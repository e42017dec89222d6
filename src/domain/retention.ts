import { type Day, addMonths } from './time.ts'

/** How long a unit keeps the ballots of a session after it was closed, in months; `null`: it has not said. */
export type RetentionMonths = number | null

/** The longest term a unit can set: no text we can cite names one, and none is guessed. */
export const MOST_MONTHS = 600

/** Since when the term runs: the session was published, or it was cancelled. */
export const CLOSINGS = ['published', 'cancelled'] as const
export type Closing = { readonly how: (typeof CLOSINGS)[number]; readonly on: Day }

/**
 * The last day of the term: the same day of the month so many months after the session was closed, which
 * itself does not count; the month's last day where it has no such day. So the Civil Code counts a term of
 * months (91/2015/QH13, Điều 147.2 and 148.3).
 */
export function lastDayOfTerm(closed: Day, months: number): Day {
  return addMonths(closed, months)
}

/** Whether the term is over: its last day belongs to it. */
export function isTermOver(lastDay: Day, today: Day): boolean {
  return today > lastDay
}
