import type { InspectionTasks } from './actions/pdf-work.ts'
import { AppError } from './errors.ts'
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
  readonly failed: (error: unknown) => void
}

/**
 * Threads that read files of strangers, begun when they are needed. What takes longer or more memory than its limits is
 * ended with its thread and refused, `pdf_too_complex` (detail.reason time, memory); a file that waits for a thread loses
 * none of its time.
 */
export function inspectionWorkers({ worker, limits = LIMITS, failed }: Settings) {
  const pool = workerPool<WorkerTask<InspectionTasks>>({
    worker,
    threads: THREADS,
    kept: false,
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb },
    failed,
  })
  const inTurn = turns(THREADS)
  return {
    run: <T>(task: WorkerTask<InspectionTasks>): Promise<T> =>
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

/** Lets so many run at once; the others wait in the order they came. */
function turns(most: number): <T>(run: () => Promise<T>) => Promise<T> {
  let running = 0
  const waiting: (() => void)[] = []
  return async (run) => {
    if (running < most) running += 1
    else await new Promise<void>((go) => waiting.push(go)) // whose place it takes over
    try {
      return await run()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
