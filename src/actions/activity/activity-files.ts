import type { Context } from '../../context.ts'
import type { Actor } from '../../domain/actor.ts'
import type { ActivityPaper } from '../../domain/activity-report.ts'
import type { ActivityWords } from '../../formats/activity-table.ts'
import type { Attachment } from '../../reports/draw.ts'
import { commit } from '../../storage/commit.ts'
import { sha256 } from '../../storage/sha256.ts'
import { sessionFor } from '../access.ts'
import { listedFiles, recordTemplate } from '../carried-files.ts'
import type { Form } from '../forms.ts'
import { type StoredSession, conferenceOf } from '../proceedings.ts'
import { getSession } from '../sessions.ts'
import { ENTRIES_FILE, REPORT_FILE, SIGNATURE_FILE, TABLE_FILE } from './activity-file-names.ts'
import { activityZip } from './activity-zip.ts'
import { type ActivityFiles, activityFilesOf } from './activity-report.ts'

/** What is handed out of a report: the paper with everything inside, the files beside each other, or the table alone. */
export const ACTIVITY_TYPES = ['pdf', 'zip', 'csv'] as const
export type ActivityType = (typeof ACTIVITY_TYPES)[number]

/**
 * The activity report of a session, made anew each time and kept nowhere; the journal of the program tells that it was
 * taken away, by its digest. Refusals: `session_changed`, those of access.
 */
export async function getActivityReport(
  ctx: Context,
  actor: Actor,
  id: string,
  type: ActivityType,
  words: ActivityWords,
): Promise<Form> {
  await sessionFor(ctx.store.db, actor, id, 'read_activity_report')
  const stored = await getSession(ctx, actor, id)
  const files = await activityFilesOf(ctx, stored, words)
  const bytes = await MAKERS[type](ctx, files, stored)
  const { entries } = files.report
  await commit(ctx.store, { actor, at: ctx.now() }, async (trx, record) => {
    if (type === 'pdf') await recordTemplate(trx, 'activity_report', ctx.reports.templates, record)
    record({
      type: 'activity_report_made',
      reported: id,
      entries,
      sha256: sha256(files.reportFile),
    })
  })
  return { bytes, fileName: `bao-cao-hoat-dong-${stored.session.shortId}.${type}` }
}

type Maker = (ctx: Context, files: ActivityFiles, stored: StoredSession) => Promise<Uint8Array>
const MAKERS: Readonly<Record<ActivityType, Maker>> = {
  pdf: drawActivityReport,
  csv: async (_, { table }) => table,
  zip: async (_, files) => activityZip(carried(files)),
}

/** The report as a paper that carries its files and the list of them. */
export async function drawActivityReport(
  { pdf, reports, version: programVersion }: Pick<Context, 'pdf' | 'reports' | 'version'>,
  files: ActivityFiles,
  stored: StoredSession,
): Promise<Uint8Array> {
  const { report, reportFile, signatureFile } = files
  const known: ActivityPaper = {
    ...report,
    ...conferenceOf(stored),
    reportSha256: sha256(reportFile),
    signatureSha256: sha256(signatureFile),
  }
  const form = 'activity_report' as const
  const { shortId: session, to: createdAt } = report
  const template = reports.templates[form].source.sha256
  return pdf.renderForm({
    known,
    identity: { form, session, createdAt, programVersion },
    attachments: listedFiles(form, template, carried(files)),
  })
}

function carried({ table, journal, reportFile, signatureFile }: ActivityFiles): Attachment[] {
  return [
    {
      name: REPORT_FILE,
      description: 'Nội dung báo cáo hoạt động (activity-report@1)',
      bytes: reportFile,
    },
    {
      name: SIGNATURE_FILE,
      description: 'Chữ ký của khóa niêm phong trên activity.json',
      bytes: signatureFile,
    },
    { name: TABLE_FILE, description: 'Mọi mục nhật ký của kỳ, dạng bảng', bytes: table },
    {
      name: ENTRIES_FILE,
      description: 'Mọi mục nhật ký của kỳ như đã lưu, kèm mã chuỗi',
      bytes: journal,
    },
  ]
}
