import type { Day, Instant } from './domain/time.ts'

/** The present moment in UTC. */
export function now(): Instant {
  return new Date().toISOString()
}

/** The civil day by this machine's clock and time zone. */
export function today(): Day {
  const date = new Date()
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
