import { backupTasks } from './actions/backup-work.ts'
import { answering } from './worker-task.ts'

/** What runs in the thread that copies, checks and writes backups. */
export const work = answering(backupTasks)
