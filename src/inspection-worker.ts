import { INSPECTION_TASKS } from './actions/pdf-work.ts'
import { answering } from './worker-task.ts'

/** What runs in each thread that reads the files of strangers. */
export const work = answering(INSPECTION_TASKS)
