import type { Instant } from './time.ts'

/** A window that has a pass open: its own name, and since when. */
export type Tab = { readonly tab: string; readonly since: Instant }

/** How long a window counts as open after it was last heard of. */
const TAB_SECONDS = 60

/** How long an unfinished pass stays its author's after they were last heard of. */
const IDLE_MINUTES = 15

/** Whether a window last heard of at `heardAt` still counts as open. */
export function isOpen(heardAt: Instant, now: Instant): boolean {
  return secondsBetween(heardAt, now) < TAB_SECONDS
}

/** Whether an unfinished pass whose author was last heard of at `heardAt` may be taken over. */
export function isIdle(heardAt: Instant, now: Instant): boolean {
  return secondsBetween(heardAt, now) >= IDLE_MINUTES * 60
}

function secondsBetween(from: Instant, to: Instant): number {
  return (Date.parse(to) - Date.parse(from)) / 1000
}
