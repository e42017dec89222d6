import { ROLES, type Role } from '../../src/domain/roles.ts'

/** Somebody who asks, and from where the session is looked at. */
export type Caller = {
  readonly account: string
  readonly role: Role
  /** How the caller's organisation stands to that of the sessions. */
  readonly from: 'inside' | 'above' | 'beside' | 'below'
}

/** Everybody who asks: inside also a secretary who has taken no pass, below those who would reach upwards. */
export function callersOf(from: Caller['from'], organisation: string): readonly Caller[] {
  const of = (role: Role, name: string): Caller => ({
    account: `${organisation}-${name}`,
    role,
    from,
  })
  const asking = from === 'below' ? (['head', 'committee', 'auditor'] as const) : ROLES
  const own = asking.map((role) => of(role, role === 'secretary' ? 'first' : role))
  return from === 'inside' ? [...own, of('secretary', 'third')] : own
}
