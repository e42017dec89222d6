import type { PaperHead } from '../domain/paper-head.ts'
import type { Store } from '../storage/dialect.ts'
import {
  type DatabaseBasis,
  type DatabaseVerification,
  checkDatabase,
} from './database-verification.ts'
import { runMemory } from './run-memory.ts'
import { type SessionVerification, checkOneSession } from './session-verification.ts'

/** What is verified away from who works with the database, which is read as it is at one moment. */
export type VerificationTasks = {
  /** Every step of the database; `null` when the run was asked to stop. */
  wholeDatabase(shared: SharedArrayBuffer): Promise<DatabaseVerification | null>
  oneSession(session: string, paper: PaperHead | null): Promise<SessionVerification>
}

/** The tasks, and how to end them. */
export type VerificationWork = VerificationTasks & { close(): Promise<void> }

/** Gives `work` the database as it is at one moment. */
type Reading = <T>(work: (store: Store) => Promise<T>) => Promise<T>

/** The tasks over a database that is read by `reading`. */
export function verificationTasks(
  reading: Reading,
  { recount, trusted }: Pick<DatabaseBasis, 'recount' | 'trusted'>,
): VerificationTasks {
  return {
    async wholeDatabase(shared) {
      const memory = runMemory(shared)
      try {
        return await reading((store) =>
          checkDatabase({ store, recount, trusted, paper: null }, ({ what, done, of }) => {
            if (memory.stopped()) throw new Stopped()
            memory.tell({ stage: what, done, of })
          }),
        )
      } catch (error) {
        if (error instanceof Stopped) return null
        throw error
      }
    },
    oneSession: (session, paper) =>
      reading((store) => checkOneSession({ store, recount, trusted, paper }, session)),
  }
}

/** Ends a verification that nobody wants any more. */
class Stopped extends Error {}
