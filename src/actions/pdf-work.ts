import type { FormName } from '../domain/proceedings.ts'
import {
  type DocumentInput,
  type DocumentResources,
  type FormInput,
  renderDocument,
  renderForm,
} from '../reports/render.ts'
import { type PrintInput, renderPrint } from '../reports/render-print.ts'
import type { PreparedSignature } from '../signatures/prepare-signature.ts'
import { type VisibleRequest, prepareVisibleSignature } from './visible-signature.ts'

/**
 * The work on PDFs that takes long enough to hold up somebody's typing. What goes in and what comes out is plain
 * data, so that a worker thread can do it; keys never go in.
 */
export type PdfTasks = {
  /** As `renderDocument` of the reports. */
  renderDocument(input: DocumentInput): Promise<Uint8Array>
  /** As `renderForm` of the reports. */
  renderForm<Name extends FormName>(input: FormInput<Name>): Promise<Uint8Array>
  /** As `renderPrint` of the reports. */
  renderPrint(input: PrintInput): Promise<Uint8Array>
  /** As `prepareVisibleSignature`. */
  prepareSignature(pdf: Uint8Array, request: VisibleRequest): Promise<PreparedSignature>
}

/** The tasks, done here or elsewhere. */
export type PdfWork = PdfTasks & {
  /** Gets ready for the first task; without it, the first task waits. */
  start(): void
  /** Finishes what is under way and ends; later tasks are refused. */
  close(): Promise<void>
}

/** The tasks done in this thread. */
export function pdfTasks(resources: DocumentResources): PdfTasks {
  return {
    renderDocument: (input) => renderDocument(input, resources),
    renderForm: (input) => renderForm(input, resources),
    renderPrint: (input) => renderPrint(input, resources),
    prepareSignature: (pdf, request) => prepareVisibleSignature(pdf, request, resources.fonts),
  }
}

/** The work done in this thread: for a command that makes one document, and for tests. */
export function pdfWorkHere(resources: DocumentResources): PdfWork {
  return { ...pdfTasks(resources), start: () => undefined, close: async () => undefined }
}
