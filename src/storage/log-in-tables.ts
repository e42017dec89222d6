import type { ColumnType } from 'kysely'
import type { Fixed } from './fixed.ts'

export type LoginTable = {
  token_sha256: Fixed<string>
  account_id: Fixed<string>
  created_at: Fixed<string>
  expires_at: Fixed<string>
  /** The last sign of somebody at work, to the minute. */
  seen_at: string
  /** 1 once this log-in has shown the account's second factor. */
  factor_proven: Fixed<number>
  /** 1 where an identity provider has seen a second factor. */
  provider_factor: ColumnType<number, number | undefined, never>
  /** Why it ended before its time; the row stays until then to tell it. */
  ended_because: 'elsewhere' | 'revoked' | null
}

/** Failures by the keyed digest of what was counted; neither names nor addresses can be read from it. */
export type LogInAttemptTable = {
  key: Fixed<string>
  failures: number
  last_at: string
  locked_until: string | null
}

/** One second factor an account; the secret is sealed. */
export type SecondFactorTable = {
  account_id: Fixed<string>
  secret: Fixed<Uint8Array>
  made_at: Fixed<string>
  /** When its owner has shown a first code; until then it is only a draft. */
  confirmed_at: string | null
  /** The step of thirty seconds whose code was used last. */
  last_step: number | null
}

/** Codes for whoever lost the second factor, as keyed digests. */
export type RecoveryCodeTable = {
  account_id: Fixed<string>
  code_digest: Fixed<string>
  used_at: string | null
}

/** What an identity provider calls the owner of an account: one identity an account, one account an identity. */
export type AccountIdentityTable = {
  account_id: Fixed<string>
  issuer: Fixed<string>
  subject: Fixed<string>
  linked_at: Fixed<string>
}

/** First log-ins of identities without an account: an administrator types the code of the screen in front of them. */
export type IdentityCodeTable = {
  code_digest: Fixed<string>
  issuer: Fixed<string>
  subject: Fixed<string>
  told_name: Fixed<string | null>
  expires_at: Fixed<string>
}
