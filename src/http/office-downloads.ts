import {
  EDITABLE_DOCUMENTS,
  type OfficeFile,
  getCanonicalFile,
  getEditableDocument,
  getResultsFile,
  getRosterFile,
} from '../actions/office-files.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { Act } from '../domain/roles.ts'
import { word } from '../messages/message.ts'
import { OFFICE_WORDS } from '../messages/office-words.ts'

/** A file of a session: where it is fetched below the session's address, and how it is made. */
export type OfficeDownload = {
  readonly path: string
  readonly act: Act
  readonly summary: string
  readonly type: string
  readonly make: (ctx: Context, actor: Actor, id: string) => Promise<OfficeFile>
}

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const CSV = 'text/csv; charset=utf-8'
const JSON_TYPE = 'application/json'

/** Every file of a session for an office, the same for the API and the pages. */
export const OFFICE_DOWNLOADS: readonly OfficeDownload[] = [
  {
    path: 'results.xlsx',
    act: 'read_outcome',
    summary: 'Kết quả thành bảng tính, có công thức và biểu đồ',
    type: XLSX,
    make: (ctx, actor, id) => getResultsFile(ctx, actor, id, 'xlsx', OFFICE_WORDS),
  },
  {
    path: 'results.csv',
    act: 'read_outcome',
    summary: 'Kết quả thành CSV',
    type: CSV,
    make: (ctx, actor, id) => getResultsFile(ctx, actor, id, 'csv', OFFICE_WORDS),
  },
  {
    path: 'tally.json',
    act: 'read_outcome',
    summary: 'Số liệu kiểm phiếu (tally@1), đúng từng byte như kèm trong văn bản',
    type: JSON_TYPE,
    make: (ctx, actor, id) => getCanonicalFile(ctx, actor, id, 'tally'),
  },
  {
    path: 'outcome.json',
    act: 'read_outcome',
    summary: 'Kết quả (outcome@1), đúng từng byte như kèm trong văn bản',
    type: JSON_TYPE,
    make: (ctx, actor, id) => getCanonicalFile(ctx, actor, id, 'outcome'),
  },
  {
    path: 'roster.xlsx',
    act: 'read_session',
    summary: 'Danh sách người được lấy phiếu thành bảng tính, nạp lại được',
    type: XLSX,
    make: (ctx, actor, id) => getRosterFile(ctx, actor, id, 'xlsx', OFFICE_WORDS),
  },
  {
    path: 'roster.csv',
    act: 'read_session',
    summary: 'Danh sách người được lấy phiếu thành CSV, nạp lại được',
    type: CSV,
    make: (ctx, actor, id) => getRosterFile(ctx, actor, id, 'csv', OFFICE_WORDS),
  },
  ...EDITABLE_DOCUMENTS.map((name): OfficeDownload => ({
    path: `documents/${name}.docx`,
    act: 'read_documents',
    summary: `${word('documents', name)} thành tệp Word để biên tập`,
    type: DOCX,
    make: (ctx, actor, id) => getEditableDocument(ctx, actor, id, name, word('office', 'editable')),
  })),
]

/** What an answer with such a file says of it. */
export function downloadHeaders({ type }: OfficeDownload, { fileName }: OfficeFile) {
  return {
    'content-type': type,
    'content-disposition': `attachment; filename="${fileName}"`,
  }
}
