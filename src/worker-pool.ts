import { Piscina } from 'piscina'
import type { ResourceLimits } from 'node:worker_threads'
import type { WorkerResult } from './worker-task.ts'

/** In milliseconds: how long closing waits for what is under way. */
const CLOSING_MS = 10_000
/** In milliseconds: how long a thread that is not always kept waits for the next task. */
const IDLE_MS = 60_000

type Settings = {
  /** Address of a module with a `work` that takes a task and gives a `WorkerResult`. */
  readonly worker: string
  /** Threads at most, ≥ 1. */
  readonly threads: number
  /** Whether they begin with the pool and stay; else each begins when it is needed. */
  readonly kept: boolean
  readonly workerData?: unknown
  readonly resourceLimits?: ResourceLimits
  /** Told of a thread that ended without a task to fail. */
  failed(error: unknown): void
}

/** Threads that begin with `start` or the first task; one that breaks fails its task, and another takes its place. */
export type WorkerPool<Task> = {
  start(): void
  /** What the worker gives back. With a signal, the thread is ended as soon as it says so. */
  run(task: Task, signal?: AbortSignal): Promise<WorkerResult>
  /** Finishes what is under way and ends; later tasks are refused. */
  close(): Promise<void>
}

/** The pool, of which nothing runs yet. */
export function workerPool<Task>(settings: Settings): WorkerPool<Task> {
  let pool: Piscina<Task, WorkerResult> | undefined
  let closed = false
  const started = () => {
    if (closed) throw new Error('the workers are closed')
    if (!pool) {
      const opened = openPool<Task>(settings)
      opened.on('error', (error: unknown) => {
        settings.failed(error)
        if (opened.threads.length > 0) return
        // None of them can begin: whoever waits is told, and the next task tries anew.
        void opened.destroy()
        if (pool === opened) pool = undefined
      })
      pool = opened
    }
    return pool
  }
  return {
    start: () => void started(),
    run: async (task, signal) => started().run(task, signal ? { signal } : {}),
    close: async () => {
      closed = true
      await pool?.close()
    },
  }
}

function openPool<Task>(settings: Settings): Piscina<Task, WorkerResult> {
  const { worker, threads, kept, workerData, resourceLimits } = settings
  return new Piscina({
    filename: worker,
    name: 'work',
    workerData,
    minThreads: kept ? threads : 0,
    maxThreads: threads,
    idleTimeout: kept ? Infinity : IDLE_MS,
    closeTimeout: CLOSING_MS,
    recordTiming: false,
    niceIncrement: 10, // whoever types goes first, where the system knows how
    // A thread that blocks between tasks never gets to free what they held outside the heap.
    atomics: 'disabled',
    ...(resourceLimits ? { resourceLimits } : {}),
    ...(worker.endsWith('.ts') ? { execArgv: typescript() } : {}),
  })
}

/** What lets a thread read TypeScript, whatever reads it here. */
function typescript(): string[] {
  const tsx = JSON.stringify(import.meta.resolve('tsx/esm/api'))
  const module = `import { register } from ${tsx}; register()`
  return ['--import', `data:text/javascript,${encodeURIComponent(module)}`]
}
