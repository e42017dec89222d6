import type { InspectionTasks } from './actions/pdf-work.ts'
import { AppError } from './errors.ts'
import { turns } from './turns.ts'
import { workerPool } from './worker-pool.ts'
import { type WorkerTask, received } from './worker-task.ts'

/** What one file may take: the whole time of its thread, and the heap. */
export type InspectionLimits = { readonly ms: number; readonly heapMb: number }

/** A report of 200 people takes half a second and 150 MB; a file within all other limits, some seconds. */
const LIMITS: InspectionLimits = { ms: 30_000, heapMb: 512 }
const THREADS = 2

type Settings = {
  /** Address of the module with the `work`. */
  readonly worker: string
  readonly limits?: InspectionLimits
  /** Threads at most, ≥ 1. */
  readonly threads?: number
  /** What each thread is begun with. */
  readonly workerData?: unknown
  readonly failed: (error: unknown) => void
}

/**
 * Threads that read files of strangers, begun when they are needed. What takes longer or more memory than its limits is
 * ended with its thread and refused, `pdf_too_complex` (detail.reason time, memory); a file that waits for a thread loses
 * none of its time.
 */
export function inspectionWorkers<Known = InspectionTasks>({
  worker,
  limits = LIMITS,
  threads = THREADS,
  workerData,
  failed,
}: Settings) {
  const pool = workerPool<WorkerTask<Known>>({
    worker,
    threads,
    kept: false,
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb },
    failed,
  })
  const inTurn = turns(threads)
  return {
    run: <T>(task: WorkerTask<Known>): Promise<T> =>
      inTurn(async () => {
        const signal = AbortSignal.timeout(limits.ms)
        const result = await pool.run(task, signal).catch((error: unknown) => {
          const reason = signal.aborted ? 'time' : isOutOfMemory(error) ? 'memory' : null
          if (reason === null) throw error
          throw new AppError('pdf_too_complex', { reason }, error)
        })
        return received(result) as T
      }),
    close: () => pool.close(),
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
