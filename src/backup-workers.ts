import type { BackupTasks, BackupWork } from './actions/backup-work.ts'
import { workerPool } from './worker-pool.ts'
import { type WorkerTask, received } from './worker-task.ts'

/** The steps of backups in a thread of their own, so that whoever types is not held up by them. */
export function backupWorkers(failed: (error: unknown) => void): BackupWork {
  const worker = import.meta.url.replace(/backup-workers(?=\.[jt]s$)/, 'backup-worker')
  const pool = workerPool<WorkerTask<BackupTasks>>({ worker, threads: 1, kept: false, failed })
  const done = async <T>(task: WorkerTask<BackupTasks>): Promise<T> =>
    received(await pool.run(task)) as T
  return {
    copy: (...given) => done({ name: 'copy', given }),
    examine: (...given) => done({ name: 'examine', given }),
    pagesOf: (...given) => done({ name: 'pagesOf', given }),
    difference: (...given) => done({ name: 'difference', given }),
    write: (...given) => done({ name: 'write', given }),
    readBack: (...given) => done({ name: 'readBack', given }),
    close: () => pool.close(),
  }
}
