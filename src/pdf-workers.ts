import { Piscina } from 'piscina'
import type { PdfTasks, PdfWork } from './actions/pdf-work.ts'
import { AppError } from './errors.ts'
import type { PdfTask, PdfTaskResult, PdfWorkerData } from './pdf-worker.ts'

/** The worker beside this file: `.js` in a built program, `.ts` under a loader of TypeScript. */
const WORKER = import.meta.url.replace(/pdf-workers(?=\.[jt]s$)/, 'pdf-worker')

/** In milliseconds: how long closing waits for what is under way. */
const CLOSING_MS = 10_000

type Pool = Piscina<PdfTask, PdfTaskResult>

type Settings = {
  /** Threads, ≥ 1. */
  readonly threads: number
  /** The organisation's own templates, as in the settings. */
  readonly templatesFolder: string | null
  /** Told of a thread that ended without a task to fail. */
  failed(error: unknown): void
  /** Another module with a `work`, for tests. */
  readonly worker?: string
}

/**
 * The work on PDFs in so many threads, which begin with `start` or the first task. A refusal keeps its code and
 * detail; a thread that breaks fails the task it had with an Error, and another one takes its place.
 */
export function pdfWorkers(settings: Settings): PdfWork {
  let pool: Pool | undefined
  let closed = false
  const started = () => {
    if (closed) throw new Error('the PDF workers are closed')
    if (!pool) {
      const opened = openPool(settings)
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
  const done = async <T>(task: PdfTask): Promise<T> => {
    const result = await started().run(task)
    if ('done' in result) return result.done as T
    throw new AppError(result.refused, result.detail, result.cause)
  }
  const tasks: PdfTasks = {
    renderDocument: (...given) => done({ name: 'renderDocument', given }),
    renderForm: (...given) => done({ name: 'renderForm', given }),
    renderPrint: (...given) => done({ name: 'renderPrint', given }),
    prepareSignature: (...given) => done({ name: 'prepareSignature', given }),
  }
  return {
    ...tasks,
    start: () => void started(),
    close: async () => {
      closed = true
      await pool?.close()
    },
  }
}

function openPool({ threads, templatesFolder, worker = WORKER }: Settings): Pool {
  return new Piscina({
    filename: worker,
    name: 'work',
    workerData: { templatesFolder } satisfies PdfWorkerData,
    minThreads: threads,
    maxThreads: threads,
    idleTimeout: Infinity,
    closeTimeout: CLOSING_MS,
    recordTiming: false,
    niceIncrement: 10, // whoever types goes first, where the system knows how
    // A thread that blocks between tasks never gets to free what they held outside the heap.
    atomics: 'disabled',
    ...(worker.endsWith('.ts') ? { execArgv: typescript() } : {}),
  })
}

/** What lets a thread read TypeScript, whatever reads it here. */
function typescript(): string[] {
  const tsx = JSON.stringify(import.meta.resolve('tsx/esm/api'))
  const module = `import { register } from ${tsx}; register()`
  return ['--import', `data:text/javascript,${encodeURIComponent(module)}`]
}
