import type { Role } from './roles.ts'

/** The account that acts. */
export type Actor = {
  readonly account: string
  readonly fullName: string
  readonly role: Role
  readonly organisation: string
}
