import { workerData } from 'piscina'
import { type PdfTasks, pdfTasks } from './actions/pdf-work.ts'
import { AppError, type ErrorCode, type ErrorDetail } from './errors.ts'
import { ROOT } from './program.ts'
import { loadFonts } from './reports/fonts.ts'
import { signatureAppearance } from './reports/signature-appearance.ts'
import { readTemplates } from './reports/template.ts'

/** One task as it travels to the worker: its name and what it is given. */
export type PdfTask = {
  readonly [Name in keyof PdfTasks]: { name: Name; given: Parameters<PdfTasks[Name]> }
}[keyof PdfTasks]

/** What travels back: what came of it, or the refusal, which would lose its code as an error. */
export type PdfTaskResult =
  | { readonly done: unknown }
  | { readonly refused: ErrorCode; readonly detail: ErrorDetail; readonly cause: unknown }

/** What each thread is begun with. */
export type PdfWorkerData = { readonly templatesFolder: string | null }

const { templatesFolder } = workerData as PdfWorkerData
const fonts = loadFonts()
const { templates, own } = readTemplates(`${ROOT}/templates`, templatesFolder)
const tasks = pdfTasks({ templates, own, fonts })

/** What runs in each worker thread: fonts and templates are read once, when the thread begins. */
export async function work({ name, given }: PdfTask): Promise<PdfTaskResult> {
  try {
    const task = tasks[name] as (...given: unknown[]) => Promise<unknown>
    return { done: await task(...given) }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { code: refused, detail, cause } = error
    return { refused, detail, cause: cause instanceof Error ? cause : undefined }
  }
}

/** The first page of a process takes ten times as long as the second: drawn before anybody waits for one. */
await signatureAppearance(
  { signerName: 'Sổ Tín Nhiệm', signedAt: '2026-01-01T00:00:00.000Z', width: 200, height: 60 },
  fonts,
)
