import type { Beyond } from './air-gap.ts'
import type { ClockJump } from './clock.ts'
import type { Counted } from './lock-out.ts'
import type { Role } from './roles.ts'
import type { Side } from './tally.ts'
import type { Instant } from './time.ts'

/** The number of the newest entry and its hash. */
type JournalEnd = { readonly seq: number; readonly hash: string }

/** What can be recorded of the program itself: its starts, its people and what lies beside the sessions. */
export type ProgramEvent =
  | {
      type: 'program_started'
      /** Its version. */
      program: string
      /** The newest step of the database's shape. */
      migration: string
      regulations: readonly { readonly regime: string; readonly sha256: string }[]
      /** SHA-256 of the public key that heads of the journal are signed with. */
      sealId: string
    }
  /** Only what the clock does; the order of entries is their numbers' alone. */
  | ({ type: 'clock_jumped' } & ClockJump)
  | { type: 'program_set_up'; organisation: string; account: string; username: string }
  | {
      type: 'organisation_saved'
      organisation: string
      parent: string | null
      side: Side
      name: string
      superior: string | null
      locality: string | null
      symbol: string | null
    }
  | {
      type: 'account_created'
      account: string
      username: string
      fullName: string
      role: Role
      organisation: string
    }
  | { type: 'account_disabled'; account: string }
  | { type: 'account_data_exported'; account: string }
  | { type: 'account_erased'; account: string }
  | { type: 'password_changed'; account: string }
  /** An administrator gave out a new one. */
  | { type: 'password_reset'; account: string }
  /** Somebody at the machine itself made an administrator usable again, without the second factor. */
  | { type: 'admin_reset_at_machine'; account: string }
  /** Entries from before there were two ways do not say which. */
  | { type: 'logged_in'; account: string; way: 'password' | 'identity' }
  | { type: 'identity_linked'; account: string; issuer: string; subject: string }
  | { type: 'identity_unlinked'; account: string; issuer: string; subject: string }
  /** From then on only the identity provider opens the account. */
  | { type: 'password_removed'; account: string }
  | { type: 'logged_out'; account: string }
  | { type: 'network_seen'; signs: readonly Beyond[]; locks: boolean }
  | { type: 'network_gone' }
  /** All log-ins of the account, by itself or by an administrator. */
  | { type: 'log_ins_ended'; account: string; logIns: number }
  /** Nothing is tried for so long; `account` is `null` for an address or a name that nobody has. */
  | { type: 'log_in_locked'; counted: Counted; account: string | null; seconds: number }
  | { type: 'log_in_unlocked'; account: string }
  | { type: 'second_factor_shown'; account: string }
  | { type: 'second_factor_set'; account: string }
  | { type: 'second_factor_removed'; account: string }
  | { type: 'recovery_code_used'; account: string; left: number }
  /** `head` is the newest entry that the backup holds. */
  | { type: 'backup_made'; head: JournalEnd; sha256: string; encrypted: boolean }
  /** An administrator took the file of a backup away; `head` as its label says, `null` where that cannot be read. */
  | { type: 'backup_taken'; head: JournalEnd | null; encrypted: boolean }
  /** Every step of the database was taken up to its entry `head`; `failed` are the numbers of those that failed. */
  | {
      type: 'database_verified'
      head: JournalEnd
      entries: number
      failed: readonly number[]
    }
  /** The archive of a session up to its entry of that number. Not of the session itself, whose archive stays the same. */
  | { type: 'archive_made'; archived: string; entries: number; sha256: string }
  /** The activity report of a session up to its entry of that number, by the digest of its file; not of the session itself. */
  | { type: 'activity_report_made'; reported: string; entries: number; sha256: string }
  /**
   * The database was brought back from a backup with that seal on it, whose newest entry is `head`; every log-in ended.
   * `newerLeft`: ends of later backups that were seen and knowingly not gone on with.
   */
  | {
      type: 'restored'
      head: JournalEnd
      sha256: string
      madeAt: Instant
      seal: string
      newerLeft: readonly JournalEnd[]
    }
  /** The installation with the seal `newSeal` goes on where the one with `oldSeal` stopped; that one must not go on. */
  | {
      type: 'taken_over'
      head: JournalEnd
      sha256: string
      madeAt: Instant
      oldSeal: string
      newSeal: string
    }
  | { type: 'regime_adopted'; regime: string; sha256: string }
  | { type: 'template_recorded'; document: string; sha256: string }
