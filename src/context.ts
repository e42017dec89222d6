import type { Logger } from 'pino'
import type { BackupKeeping } from './actions/backup-keeping.ts'
import type { PdfWork } from './actions/pdf-work.ts'
import type { Places } from './actions/places.ts'
import type { VerificationRuns } from './actions/verification-runs.ts'
import type { VerificationWork } from './actions/verification-work.ts'
import type { Role } from './domain/roles.ts'
import type { Day, Instant } from './domain/time.ts'
import type { AppError } from './errors.ts'
import type { RegimeFile } from './formats/regime-file.ts'
import type { recount } from './recount/recount.ts'
import type { FoundFault } from './reports/template-fault.ts'
import type { DocumentResources } from './reports/render.ts'
import type { Seal } from './signatures/seal.ts'
import type { Signer } from './signatures/signer.ts'
import type { Store } from './storage/dialect.ts'

/** Makes and checks password hashes. */
export type Passwords = {
  hash(password: string): Promise<string>
  verify(hash: string, password: string): Promise<boolean>
}

/** Seals and opens what may not be read from the database alone; the key is the machine's. */
export type Secrets = {
  /** The sealed bytes, other ones each time; `open` with the same purpose gives `plain` back. */
  seal(plain: Uint8Array, purpose: string): Uint8Array
  /** `secret_unreadable` when sealed under another key or for another purpose, or changed since. */
  open(sealed: Uint8Array, purpose: string): Uint8Array
  /** A keyed digest (64 hexadecimal digits), for what is only ever compared. */
  digest(text: string, purpose: string): string
}

/** What signs in the name of this installation; rehearsals have a key of their own. */
export type Seals = { readonly real: Seal; readonly rehearsal: Seal }

/** Codes that change with the time (RFC 6238), for a second factor. */
export type Totp = {
  newSecret(): Uint8Array
  /** The step of thirty seconds whose code this is, one off at most; `null` for no code of now. */
  stepOf(secret: Uint8Array, code: string, at: Instant): number | null
  /** The secret as people type it, and as the address a QR code carries. */
  describe(secret: Uint8Array, username: string): { readonly text: string; readonly uri: string }
}

/** How people get in, as this installation sets it. */
export type LogInRules = {
  /** After so many minutes without work a log-in ends. */
  readonly idleMinutes: number
  /** The roles that must have a second factor. */
  readonly secondFactorRoles: readonly Role[]
}

/** A log-in at an identity provider that is under way: what its answer must belong to. */
export type IdentityRequest = {
  readonly state: string
  readonly nonce: string
  /** Without it the code that comes back is worth nothing (PKCE). */
  readonly verifier: string
}

/** Whom an identity provider vouches for, its signature checked. */
export type ProvenIdentity = {
  readonly issuer: string
  /** What it calls the person, for ever and nobody else. */
  readonly subject: string
  /** The name it tells, for people to compare; decides nothing. */
  readonly name: string | null
  /** It says that a second factor was shown, in a way this installation accepts. */
  readonly secondFactor: boolean
}

/** Where people of the unit log in elsewhere (OpenID Connect). */
export type IdentityProvider = {
  readonly issuer: string
  /** What the unit calls it; `null` for the words of the program. */
  readonly label: string | null
  /** A request and the address that a browser takes it to. `identity_provider_unreachable`, `identity_provider_untrusted`. */
  begin(): Promise<IdentityRequest & { readonly address: string }>
  /** Who came back with this query. `identity_refused` {reason}, and as `begin`. */
  finish(answer: URLSearchParams, request: IdentityRequest): Promise<ProvenIdentity>
}

/** A token at this machine: its PIN, typed for one signature and forgotten, and which key is meant. */
export type TokenChoice = { readonly pin: string; readonly keyLabel: string | null }
type OpenToken = Signer & { close(): void }

/** Everything impure, built once in `main.ts` and handed down. */
export type Context = {
  readonly store: Store
  readonly regimes: readonly RegimeFile[]
  /** Why each other regulation file is set aside. */
  readonly refusedRegimes: readonly AppError[]
  readonly reports: DocumentResources
  /** What was wrong with the templates when the program started. */
  readonly templateFaults: readonly FoundFault[]
  /** Where papers are drawn and prepared for signing; actions draw none themselves. */
  readonly pdf: PdfWork
  /** The verifications under way. */
  readonly verifying: Places
  /** Where the database is verified, out of the way of who works with it. */
  readonly verification: VerificationWork
  /** The newest verification of the whole database. */
  readonly verifications: VerificationRuns
  /** The second computation, which must agree with the first before a result is stored. */
  readonly recount: typeof recount
  readonly passwords: Passwords
  /** Words that many passwords are made of, folded. */
  readonly commonWords: readonly string[]
  readonly secrets: Secrets
  readonly seals: Seals
  readonly totp: Totp
  readonly backups: BackupKeeping
  readonly logInRules: LogInRules
  /** `null` where none is set. */
  readonly identityProvider: IdentityProvider | null
  /** The proxies whose word is taken for where a request comes from. */
  readonly trustedProxies: readonly string[]
  /** The code that opens the set-up page; `null` once an administrator exists. */
  readonly setupCode: string | null
  /** Certificates (DER) that signatures must lead to; empty when none are configured. */
  readonly trustedRoots: readonly Uint8Array[]
  /** Opens the token of this machine with the PIN of its owner; `null` where no module is set. */
  readonly openToken: ((choice: TokenChoice) => Promise<OpenToken>) | null
  /** Revocation lists (DER) of the authorities; empty when none are configured. */
  readonly crls: readonly Uint8Array[]
  /** A token (DER, RFC 3161) of a trusted time for a SHA-256; `null` when no authority is set. May take minutes. */
  readonly timestamps: ((digest: Uint8Array) => Promise<Uint8Array>) | null
  readonly version: string
  readonly log: Logger
  now(): Instant
  /** The civil day where the program runs. */
  today(): Day
  /** A new identity, unguessable, in text. */
  newId(): string
  /** `length` characters of 0–9 A–Z without I, L, O, U, for people to read and type. */
  newCode(length: number): string
}
