import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  drawActivityReport,
  getActivityReport,
} from '../../../src/actions/activity/activity-files.ts'
import {
  type ActivityFiles,
  activityFilesOf,
} from '../../../src/actions/activity/activity-report.ts'
import { activityZip } from '../../../src/actions/activity/activity-zip.ts'
import { verifyArchive } from '../../../src/actions/archives/verify-archive.ts'
import { getSession } from '../../../src/actions/sessions.ts'
import { type Verifier, verifyDocument } from '../../../src/actions/verification.ts'
import type { Context } from '../../../src/context.ts'
import type { ActivityReport } from '../../../src/domain/activity-report.ts'
import {
  activityReportText,
  activitySignatureText,
  parseActivitySignature,
} from '../../../src/formats/activity-report.ts'
import { sourceOf } from '../../../src/formats/archive/read-stored-zip.ts'
import { ACTIVITY_WORDS } from '../../../src/messages/activity-words.ts'
import { type Seal, sealOf } from '../../../src/signatures/seal.ts'
import { sha256 } from '../../../src/storage/sha256.ts'
import { type People, seatPeople, testContext } from '../../support/context.ts'
import { enteredSession } from '../../support/entered-session.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)

/** The same files with that report, signed by the seal. */
function signedBy(seal: Seal, files: ActivityFiles, change: Partial<ActivityReport> = {}) {
  const report = { ...files.report, sealId: seal.id, ...change }
  const reportFile = bytesOf(activityReportText(report))
  const signature = seal.sign('activity-report', reportFile)
  const { id: keyId, publicKey } = seal
  const signatureFile = bytesOf(activitySignatureText({ keyId, publicKey, signature }))
  return { ...files, report, reportFile, signatureFile }
}

describe('an activity report', () => {
  let ctx: Context
  let people: People
  let id: string
  let stored: Awaited<ReturnType<typeof getSession>>
  let files: ActivityFiles
  beforeAll(async () => {
    ctx = await testContext('sqlite')
    people = await seatPeople(ctx)
    id = (await enteredSession(ctx, people)).session.id
    stored = await getSession(ctx, people.auditor, id)
    files = await activityFilesOf(ctx, stored, ACTIVITY_WORDS)
  })
  afterAll(async () => ctx.store.db.destroy())

  /** The steps that do not hold, or do not apply, with their reasons. */
  const open = (steps: readonly { id: string; status: string; detail: object }[]) =>
    steps
      .filter(({ status }) => status !== 'ok')
      .map(({ id: step, status, detail }) => {
        const reason = 'reason' in detail ? ` ${String(detail.reason)}` : ''
        return `${step} ${status}${reason}`
      })
  const failed = async (made: ActivityFiles, verifier: Partial<Verifier> = {}) => {
    const pdf = await drawActivityReport(ctx, made, stored)
    const { steps } = await verifyDocument({ ...ctx, ...verifier }, pdf)
    return open(steps).filter((step) => step.includes(' failed'))
  }
  const failedInZip = async (made: ActivityFiles) => {
    const zip = activityZip([
      { name: 'activity.json', bytes: made.reportFile },
      { name: 'activity.sig.json', bytes: made.signatureFile },
      { name: 'activity.csv', bytes: made.table },
      { name: 'journal.jsonl', bytes: made.journal },
    ])
    const { verification } = await verifyArchive(ctx, sourceOf(zip))
    return open(verification.steps).filter((step) => step.includes(' failed'))
  }

  test('verifies as it was handed out, on the machine that made it', async () => {
    const { bytes } = await getActivityReport(ctx, people.auditor, id, 'pdf', ACTIVITY_WORDS)
    const verification = await verifyDocument(ctx, bytes)
    expect(open(verification.steps)).toEqual([
      'outcome_recomputed not_applicable no_figures',
      'recount_agrees not_applicable no_figures',
      'signatures_present not_applicable machine_sealed',
      'fields_filled not_applicable no_fields',
      'newest_version not_applicable not_registered',
    ])
    expect(verification.verdict).toBe('holds')
  })

  test('verifies without a database, but for what only a database can tell', async () => {
    const pdf = await drawActivityReport(ctx, files, stored)
    const { seals: _, ...bare } = ctx
    const { steps, holds } = await verifyDocument({ ...bare, store: null }, pdf)
    expect(holds).toBe(true)
    expect(open(steps).slice(4)).toEqual([
      'report_seal_known not_applicable no_seal_known',
      'report_mode not_applicable no_seal_known',
      'report_here not_applicable not_here',
      'newest_version not_applicable no_register',
    ])
    const trusted = { ...bare, store: null, trustedSeals: [ctx.seals.real.id] }
    expect(open((await verifyDocument(trusted, pdf)).steps)).not.toContain(
      'report_seal_known not_applicable no_seal_known',
    )
  })

  test('verifies as a zip of its files', async () => {
    const { bytes, fileName } = await getActivityReport(ctx, people.head, id, 'zip', ACTIVITY_WORDS)
    expect(fileName).toBe(`bao-cao-hoat-dong-${stored.session.shortId}.zip`)
    const { verification, contents } = await verifyArchive(ctx, sourceOf(bytes))
    expect(contents).toBeNull()
    expect(verification.verdict).toBe('holds')
    expect(verification.sha256).toBe(sha256(bytes))
  })

  test('fails report_sealed alone when the signature is of another report', async () => {
    const other = signedBy(ctx.seals.real, files, { title: 'Kỳ khác' })
    const made = { ...files, signatureFile: other.signatureFile }
    expect(await failed(made)).toEqual(['report_sealed failed report_seal_wrong'])
    expect(await failedInZip(made)).toEqual(['report_sealed failed report_seal_wrong'])
  })

  test('fails report_sealed alone when it was signed for another purpose', async () => {
    const told = parseActivitySignature(files.signatureFile)
    const signature = ctx.seals.real.sign('archive', files.reportFile)
    const made = {
      ...files,
      signatureFile: bytesOf(activitySignatureText({ ...told, signature })),
    }
    expect(await failed(made)).toEqual(['report_sealed failed report_seal_wrong'])
  })

  test('fails report_sealed alone when there is no signature', async () => {
    const made = { ...files, signatureFile: bytesOf('{}\n') }
    expect(await failed(made)).toEqual(['report_sealed failed report_not_sealed'])
  })

  test('fails report_seal_known alone when a stranger signed it', async () => {
    const made = signedBy(sealOf(new Uint8Array(32).fill(99)), files)
    expect(await failed(made)).toEqual(['report_seal_known failed report_seal_unknown'])
    expect(await failedInZip(made)).toEqual(['report_seal_known failed report_seal_unknown'])
    const elsewhere = { store: null, seals: null, trustedSeals: [ctx.seals.real.id] }
    expect(await failed(made, elsewhere)).toEqual(['report_seal_known failed report_seal_unknown'])
  })

  test('fails report_mode alone when the seal of rehearsals signed it for real', async () => {
    const made = signedBy(ctx.seals.rehearsal, files)
    expect(await failed(made)).toEqual(['report_mode failed report_of_rehearsal'])
  })

  test('fails report_table alone when a line of the table was changed', async () => {
    const table = bytesOf(textOf(files.table).replace('Nộp lượt nhập', 'Nộp lượt khác'))
    expect(await failed({ ...files, table })).toEqual(['report_table failed report_table_differs'])
    expect(await failedInZip({ ...files, table })).toEqual([
      'report_table failed report_table_differs',
    ])
  })

  test('fails report_table alone when a table was signed that leaves out a line', async () => {
    const lines = textOf(files.table).split('\r\n')
    const table = bytesOf([...lines.slice(0, 5), ...lines.slice(6)].join('\r\n'))
    const made = signedBy(ctx.seals.real, { ...files, table }, { tableSha256: sha256(table) })
    expect(await failed(made)).toEqual(['report_table failed report_table_differs'])
  })

  test('fails report_entries alone when an entry was changed', async () => {
    const journal = bytesOf(textOf(files.journal).replace('Đọc lại bảng', 'Đọc lại phiếu'))
    expect(await failed({ ...files, journal })).toEqual([
      'report_entries failed report_entries_differ',
    ])
  })

  test('fails report_counted alone when a signed number does not follow from the entries', async () => {
    const { statistics } = files.report
    const totals = { ...statistics.totals, thrown: 0 }
    const made = signedBy(ctx.seals.real, files, { statistics: { ...statistics, totals } })
    expect(await failed(made)).toEqual(['report_counted failed report_counts_differ'])
  })

  test('fails report_here alone where the session went another way', async () => {
    const other = await testContext('sqlite')
    const others = await seatPeople(other)
    await enteredSession(other, others, { mode: 'real', title: 'Kỳ cùng mã' })
    expect(await failed(files, { store: other.store })).toEqual([
      'report_here failed report_other_history',
    ])
    await other.store.db.destroy()
  })

  test('fails printed_figures alone when the pages print another number', async () => {
    const { statistics } = files.report
    const report = {
      ...files.report,
      statistics: { ...statistics, totals: { ...statistics.totals, submitted: 4 } },
    }
    expect(await failed({ ...files, report })).toEqual(['printed_figures failed not_printed'])
  })

  test('fails data_attached when the report is not as the program writes it', async () => {
    const reportFile = bytesOf(`${textOf(files.reportFile)}\n`)
    expect(await failed({ ...files, reportFile })).toEqual(['data_attached failed'])
  })

  test('fails files_listed when a zip has a file more', async () => {
    const zip = activityZip([
      { name: 'activity.json', bytes: files.reportFile },
      { name: 'activity.sig.json', bytes: files.signatureFile },
      { name: 'activity.csv', bytes: files.table },
      { name: 'journal.jsonl', bytes: files.journal },
      { name: 'more.txt', bytes: bytesOf('x') },
    ])
    const { verification } = await verifyArchive(ctx, sourceOf(zip))
    expect(open(verification.steps).filter((step) => step.includes('failed'))).toEqual([
      'files_listed failed manifest_differs',
    ])
  })
})
