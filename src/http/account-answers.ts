import { z } from '@hono/zod-openapi'
import { STANDINGS } from '../domain/standing.ts'
import { id, role, side } from './schemas.ts'

export const organisation = z.object({
  id,
  parent: id.nullable(),
  side,
  name: z.string(),
  superior: z.string().nullable(),
  locality: z.string().nullable(),
  symbol: z.string().nullable(),
})
export const account = z.object({
  account: id,
  username: z.string(),
  fullName: z.string(),
  role,
  organisation: id,
  disabled: z.boolean(),
  mustChange: z.boolean(),
})
/** Who is logged in, and what is open: all, or the one thing to be done next. */
export const loggedIn = account
  .omit({ disabled: true, mustChange: true })
  .extend({ standing: z.enum(STANDINGS) })
export const managedAccount = account.extend({
  withoutPassword: z.boolean(),
  logIn: z.object({ startedAt: z.string(), seenAt: z.string() }).nullable(),
  lockedUntil: z.string().nullable(),
  hasFactor: z.boolean(),
  identity: z.object({ issuer: z.string(), subject: z.string(), linkedAt: z.string() }).nullable(),
})
export const ownLogIn = z.object({
  startedAt: z.string(),
  expiresAt: z.string(),
  seenAt: z.string(),
})
export const factorState = z.object({
  confirmedAt: z.string().nullable(),
  recoveryCodes: z.int(),
})
export const factorDraft = z.object({ text: z.string(), uri: z.string() })
