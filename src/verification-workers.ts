import type { VerificationTasks, VerificationWork } from './actions/verification-work.ts'
import type { VerificationWorkerData } from './verification-worker.ts'
import { workerPool } from './worker-pool.ts'
import { type WorkerTask, received } from './worker-task.ts'

/** One for the whole database, of which one at most is verified at a time, and one for single sessions. */
const THREADS = 2

/** Threads that verify the database, each with a connection of its own that only reads; begun when they are needed. */
export function verificationWorkers(
  settings: VerificationWorkerData & {
    /** Told of a thread that ended without a task to fail. */
    readonly failed: (error: unknown) => void
  },
): VerificationWork {
  const { database, trusted, failed } = settings
  const pool = workerPool<WorkerTask<VerificationTasks>>({
    worker: import.meta.url.replace(/verification-workers(?=\.[jt]s$)/, 'verification-worker'),
    threads: THREADS,
    kept: false,
    workerData: { database, trusted } satisfies VerificationWorkerData,
    failed,
  })
  const done = async <T>(task: WorkerTask<VerificationTasks>): Promise<T> =>
    received(await pool.run(task)) as T
  return {
    wholeDatabase: (...given) => done({ name: 'wholeDatabase', given }),
    oneSession: (...given) => done({ name: 'oneSession', given }),
    close: () => pool.close(),
  }
}
