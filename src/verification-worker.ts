import { workerData } from 'piscina'
import type { TrustedSeals } from './actions/checkpoint-check.ts'
import { verificationTasks } from './actions/verification-work.ts'
import { recount } from './recount/recount.ts'
import { readAtOneMoment } from './storage/one-moment.ts'
import { answering } from './worker-task.ts'

/** What each thread is begun with. */
export type VerificationWorkerData = {
  /** Where the database is, as in the settings. */
  readonly database: string
  readonly trusted: TrustedSeals
}

const { database, trusted } = workerData as VerificationWorkerData

/** What runs in each thread that verifies. */
export const work = answering(
  verificationTasks((look) => readAtOneMoment(database, look), { recount, trusted }),
)
