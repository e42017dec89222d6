import type { FormName } from '../domain/proceedings.ts'
import type { OfficeSheet } from '../formats/office-sheet.ts'
import { type OfficeAbout, officeWorkbook } from '../formats/office-workbook.ts'
import { type DocxInput, renderDocx } from '../reports/docx/render-docx.ts'
import { type PrintFault, comparePrint } from '../reports/compare-print.ts'
import type { ExpectedPrint } from '../reports/expected-print.ts'
import { type DrawnAgain, drawAgain } from '../reports/draw-again.ts'
import { type PrintedPage, type WrittenPage, readPages } from '../reports/read-print.ts'
import {
  type DestructionInput,
  type DocumentInput,
  type DocumentResources,
  type FormInput,
  renderDocument,
  renderForm,
} from '../reports/render.ts'
import { type PrintInput, renderPrint } from '../reports/render-print.ts'
import { type AddedSignature, readAddedSignature } from '../signatures/added-signature.ts'
import type { PreparedSignature } from '../signatures/prepare-signature.ts'
import type { VerificationOptions } from '../signatures/verify-pdf.ts'
import { type PdfInspection, inspectPdf } from './pdf-inspection.ts'
import { type VisibleRequest, prepareVisibleSignature } from './visible-signature.ts'

/** Making papers, of the program's own data; keys never go in. */
export type DrawingTasks = {
  /** As `renderDocument` of the reports. */
  renderDocument(input: DocumentInput | DestructionInput): Promise<Uint8Array>
  /** As `renderForm` of the reports. */
  renderForm<Name extends FormName>(input: FormInput<Name>): Promise<Uint8Array>
  /** As `renderPrint` of the reports. */
  renderPrint(input: PrintInput): Promise<Uint8Array>
  /** As `renderDocx` of the reports. */
  renderDocx(input: DocxInput): Promise<Uint8Array>
  /** As `officeWorkbook` of the formats. */
  readonly officeWorkbook: (
    sheets: readonly OfficeSheet[],
    about: OfficeAbout,
  ) => Promise<Uint8Array>
  /** As `prepareVisibleSignature`. */
  prepareSignature(pdf: Uint8Array, request: VisibleRequest): Promise<PreparedSignature>
}

/**
 * Reading files that strangers made, which may be meant to take long or much memory: in threads they are given a time and
 * no more, and else refused, `pdf_too_complex` (detail.reason time, memory).
 */
export type InspectionTasks = {
  /** As `inspectPdf`. */
  readonly inspectPdf: (pdf: Uint8Array, trust: VerificationOptions) => Promise<PdfInspection>
  /** As `readPages` of the reports. */
  readonly readPages: (pdf: Uint8Array) => Promise<readonly WrittenPage[]>
  /** As `comparePrint` of the reports, over what the pages say. */
  readonly comparePrint: (
    pages: readonly PrintedPage[],
    expected: ExpectedPrint,
  ) => Promise<readonly PrintFault[]>
  /** As `readAddedSignature` of the signatures. */
  readonly readAddedSignature: (
    before: Uint8Array,
    after: Uint8Array,
    asked: { readonly field: string; readonly now: string },
  ) => Promise<AddedSignature>
  /** As `drawAgain` of the reports: template and layout may be a stranger's. */
  readonly drawAgain: (drawn: DrawnAgain) => Promise<Uint8Array>
}

/**
 * The work on PDFs and office files that takes long enough to hold up somebody's typing. What goes in and what comes out is
 * plain data, so that a worker thread can do it.
 */
export type PdfTasks = DrawingTasks & InspectionTasks

/** The tasks, done here or elsewhere. */
export type PdfWork = PdfTasks & {
  /** Gets ready for the first task; without it, the first task waits. */
  start(): void
  /** Finishes what is under way and ends; later tasks are refused. */
  close(): Promise<void>
}

/** Papers drawn in this thread. */
export function drawingTasks(resources: DocumentResources): DrawingTasks {
  return {
    renderDocument: (input) => renderDocument(input, resources),
    renderForm: (input) => renderForm(input, resources),
    renderPrint: (input) => renderPrint(input, resources),
    renderDocx: (input) => renderDocx(input, resources),
    officeWorkbook,
    prepareSignature: (pdf, request) => prepareVisibleSignature(pdf, request, resources.fonts),
  }
}

/** Files read in this thread, however long they take. */
export const INSPECTION_TASKS: InspectionTasks = {
  inspectPdf,
  readPages,
  comparePrint: async (pages, expected) => comparePrint(pages, expected),
  readAddedSignature,
  drawAgain,
}

/** The tasks done in this thread. */
export function pdfTasks(resources: DocumentResources): PdfTasks {
  return { ...drawingTasks(resources), ...INSPECTION_TASKS }
}

/** The work done in this thread: for a command that makes one document, and for tests. */
export function pdfWorkHere(resources: DocumentResources): PdfWork {
  return { ...pdfTasks(resources), start: () => undefined, close: async () => undefined }
}
