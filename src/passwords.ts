import { hash, verify } from '@node-rs/argon2'
import type { Passwords } from './context.ts'

/** Argon2id, 19 MiB, two passes, one lane: the least that OWASP's password storage guide accepts. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Password hashing by Argon2id. */
export const passwords: Passwords = {
  hash: (password) => hash(password.normalize('NFC'), COST),
  verify: (stored, password) => verify(stored, password.normalize('NFC')),
}
