/** Minutes until the next try after the first, second, … failed one; the last stands for all that follow. */
const WAITS = [1, 5, 15, 60, 180, 360] as const

/** How many minutes to wait before a timestamp is asked for again, after that many tries (1 or more). */
export function minutesUntilNextTry(tries: number): number {
  return WAITS[Math.min(tries, WAITS.length) - 1] ?? WAITS[0]
}
