import { workerData } from 'piscina'
import { drawingTasks } from './actions/pdf-work.ts'
import { ROOT } from './program.ts'
import { loadFonts } from './reports/fonts.ts'
import { signatureAppearance } from './reports/signature-appearance.ts'
import { readTemplates } from './reports/template.ts'
import { answering } from './worker-task.ts'

/** What each thread is begun with. */
export type PdfWorkerData = { readonly templatesFolder: string | null }

const { templatesFolder } = workerData as PdfWorkerData
const fonts = loadFonts()
const { templates, own } = readTemplates(`${ROOT}/templates`, templatesFolder)

/** What runs in each thread that draws: fonts and templates are read once, when the thread begins. */
export const work = answering(drawingTasks({ templates, own, fonts }))

/** The first page of a process takes ten times as long as the second: drawn before anybody waits for one. */
await signatureAppearance(
  { signerName: 'Sổ Tín Nhiệm', signedAt: '2026-01-01T00:00:00.000Z', width: 200, height: 60 },
  fonts,
)
