import type { SessionState } from '../../src/domain/session.ts'
import { type Act, PERMISSIONS, type Role } from '../../src/domain/roles.ts'
import type { Asked } from '../../src/http/permissions.ts'
import type { Caller } from './permission-callers.ts'

/** How a request has to end, the worst first. */
const ENDS = ['forbidden', 'not_found', 'wrong_state', 'not_own', 'allowed'] as const
export type End = 'open' | 'not_authenticated' | (typeof ENDS)[number]

/** What of a request the table asks about. */
export type Situation = {
  /** `null` for a stranger. */
  readonly caller: Caller | null
  /** The state of the session it is about; `null` where it is about none. */
  readonly state: SessionState | null
  readonly own: boolean
  /** The acts it needs, where the route would do with one of several. */
  readonly needs?: readonly Act[] | undefined
}

type Grant = {
  readonly roles: readonly Role[]
  readonly states?: readonly SessionState[]
  readonly below?: readonly Role[]
  readonly everywhere?: true
  readonly own?: 'only' | 'never'
}

/** What the table itself says of one act, read without the program's own functions. */
export function endOf(act: Act, { caller, state, own }: Situation): End {
  const { role, from } = caller!
  const grants: readonly Grant[] = PERMISSIONS[act]
  const granted = grants.filter(({ roles }) => roles.includes(role))
  if (granted.length === 0) return 'forbidden'
  const near = granted.filter(
    ({ below, everywhere }) =>
      everywhere || from === 'inside' || (from === 'above' && below?.includes(role)),
  )
  if (state !== null && near.length === 0) return 'not_found'
  const timely = near.filter(({ states }) => state === null || (states?.includes(state) ?? true))
  if (state !== null && timely.length === 0) return 'wrong_state'
  const free = (state === null ? granted : timely).filter(
    (grant) => grant.own !== (own ? 'never' : 'only'),
  )
  return free.length === 0 ? 'not_own' : 'allowed'
}

/** How a request to a route that asks for that has to end: by the table alone. */
export function expectedEnd(asked: Asked, situation: Situation): End {
  if (asked === 'public' || asked === 'hall_token') return 'open'
  if (situation.caller === null) return 'not_authenticated'
  if (asked === 'anyone_logged_in') return 'allowed'
  const worstFirst = (acts: readonly Act[]) =>
    acts.map((act) => endOf(act, situation)).toSorted((a, b) => rankOf(a) - rankOf(b))
  const any = worstFirst(typeof asked === 'string' ? [asked] : asked).at(-1)!
  if (situation.needs === undefined || any === 'forbidden') return any
  return worstFirst(situation.needs)[0]!
}

function rankOf(end: End): number {
  return (ENDS as readonly End[]).indexOf(end)
}
