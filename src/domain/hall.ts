import type { Session, SessionState } from './session.ts'
import type { Instant } from './time.ts'

/** How long a witness page stays open at most. */
export const HALL_HOURS = 12

/** The states in which witnesses watch: from the first sheet until the count is closed. */
export const HALL_STATES = [
  'counting',
  'paused',
  'entered',
] as const satisfies readonly SessionState[]

/** A witness page (trang theo dõi) as opened: for one count of one session, for some hours. */
export type Hall = {
  readonly session: string
  /** The count it was opened for: opening the session again never brings it back. */
  readonly revision: number
  readonly openedAt: Instant
  readonly expiresAt: Instant
}

/** Whether there is a counting to be watched. */
export function isWatched(state: SessionState): boolean {
  return (HALL_STATES as readonly SessionState[]).includes(state)
}

/** Whether the page still shows anything: its count is not closed, its hours have not passed. */
export function isHallOpen(
  { revision, expiresAt }: Hall,
  session: Pick<Session, 'state' | 'revision'>,
  now: Instant,
): boolean {
  return isWatched(session.state) && revision === session.revision && now < expiresAt
}
