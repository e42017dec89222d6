import type { DrawingTasks } from '../../src/actions/pdf-work.ts'
import type { WorkerResult, WorkerTask } from '../../src/worker-task.ts'

/** A worker thread that ends in the middle of a form, cannot draw a document, and answers everything else. */
export function work({ name }: WorkerTask<DrawingTasks>): WorkerResult {
  if (name === 'renderForm') process.exit(3)
  if (name === 'renderDocument') throw new RangeError('a mistake of the program')
  return { done: 'still here' }
}
