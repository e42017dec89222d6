import type { BackupState } from '../actions/backup-keeping.ts'
import type { LoggedIn, whyEnded } from '../actions/log-in.ts'
import type { Beyond } from '../domain/air-gap.ts'

/** What travels with a request. */
export type WebEnv = {
  Variables: {
    requestId: string
    /** Whether nobody on the way reads along. */
    encrypted: boolean
    /** Who is logged in; `undefined` for nobody. */
    actor: LoggedIn | undefined
    /** Why the log-in that the browser still names has ended, if it names one. */
    ended: Awaited<ReturnType<typeof whyEnded>>
    /** Signs of a network beyond the LAN, where that is watched. */
    beyond: readonly Beyond[] | undefined
    /** Why no backup was made, for administrators, and whether another machine goes on with the database. */
    backups: Pick<BackupState, 'fault' | 'elsewhere'> | undefined
  }
}

export type ErrorStatus =
  400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 421 | 422 | 428 | 429 | 500 | 503
