import type { DrawingTasks, InspectionTasks, PdfWork } from './actions/pdf-work.ts'
import { type InspectionLimits, inspectionWorkers } from './inspection-workers.ts'
import type { PdfWorkerData } from './pdf-worker.ts'
import { workerPool } from './worker-pool.ts'
import { type WorkerTask, received } from './worker-task.ts'

type Settings = {
  /** Threads that draw, ≥ 1. */
  readonly threads: number
  /** The organisation's own templates, as in the settings. */
  readonly templatesFolder: string | null
  /** Told of a thread that ended without a task to fail. */
  readonly failed: (error: unknown) => void
  /** Other modules with a `work` in the place of those that draw and that read, and other limits, for tests. */
  readonly worker?: string
  readonly inspector?: string
  readonly limits?: InspectionLimits
}

/**
 * The work on PDFs in threads: so many that draw, and others that read what strangers sent, so that nobody's file holds up a
 * document. A refusal keeps its code and detail; a thread that breaks fails the task it had with an Error, and another one
 * takes its place.
 */
export function pdfWorkers(settings: Settings): PdfWork {
  const { threads, templatesFolder, failed } = settings
  const drawers = workerPool<WorkerTask<DrawingTasks>>({
    worker: settings.worker ?? beside('pdf-worker'),
    threads,
    kept: true,
    workerData: { templatesFolder } satisfies PdfWorkerData,
    failed,
  })
  const readers = inspectionWorkers({
    worker: settings.inspector ?? beside('inspection-worker'),
    failed,
    ...(settings.limits ? { limits: settings.limits } : {}),
  })
  const drawn = async <T>(task: WorkerTask<DrawingTasks>): Promise<T> =>
    received(await drawers.run(task)) as T
  const drawing: DrawingTasks = {
    renderDocument: (...given) => drawn({ name: 'renderDocument', given }),
    renderForm: (...given) => drawn({ name: 'renderForm', given }),
    renderPrint: (...given) => drawn({ name: 'renderPrint', given }),
    renderDocx: (...given) => drawn({ name: 'renderDocx', given }),
    officeWorkbook: (...given) => drawn({ name: 'officeWorkbook', given }),
    prepareSignature: (...given) => drawn({ name: 'prepareSignature', given }),
  }
  const reading: InspectionTasks = {
    inspectPdf: (...given) => readers.run({ name: 'inspectPdf', given }),
    readPages: (...given) => readers.run({ name: 'readPages', given }),
    comparePrint: (...given) => readers.run({ name: 'comparePrint', given }),
    readAddedSignature: (...given) => readers.run({ name: 'readAddedSignature', given }),
    drawAgain: (...given) => readers.run({ name: 'drawAgain', given }),
  }
  return {
    ...drawing,
    ...reading,
    start: () => drawers.start(),
    close: async () => void (await Promise.all([drawers.close(), readers.close()])),
  }
}

/** The module of that name beside this file: `.js` in a built program, `.ts` under a loader of TypeScript. */
function beside(name: string): string {
  return import.meta.url.replace(/pdf-workers(?=\.[jt]s$)/, name)
}
