import type { FoundStep } from '../../actions/verification-step.ts'
import { AppError } from '../../errors.ts'
import type { VerificationOptions } from '../../signatures/verify-pdf.ts'
import { checkPdf } from '../check-pdf.ts'
import { sha256 } from '../sha256.ts'
import type { Contents, ListedDocument } from './contents.ts'
import type { OpenArchive } from './open.ts'

/** What was found of a document; `rehearsal` is null where it could not be read. */
export type CheckedPaper = { readonly step: FoundStep; readonly rehearsal: boolean | null }

/** Step `versions_continue`: every signed version begins with the bytes of the one it supersedes. */
export function checkVersions({ files }: OpenArchive, { documents }: Contents): FoundStep {
  const id = 'versions_continue'
  const broken = documents.find((each) => {
    const before = documents.find((other) => other.id === each.supersedes)
    if (each.version === 1) return before !== undefined && before.revision >= each.revision
    if (!before || before.name !== each.name || before.version !== each.version - 1) return true
    return !continues(files.get(before.path)!, files.get(each.path)!)
  })
  if (!broken) return { id, status: 'ok', detail: {} }
  const detail = { reason: 'version_not_continued', file: broken.path }
  return { id, status: 'failed', detail }
}

function continues(before: Uint8Array, after: Uint8Array): boolean {
  return after.length > before.length && before.every((byte, at) => after[at] === byte)
}

/** Step `archived_document` of the newest version of each document: its own steps in one, and that it carries its revision's figures. */
export async function checkPapers(
  archive: OpenArchive,
  contents: Contents,
  trust: VerificationOptions,
): Promise<readonly CheckedPaper[]> {
  const { documents } = contents
  const newest = documents.filter(
    ({ id, revision }) =>
      !documents.some((each) => each.supersedes === id && each.revision === revision),
  )
  const papers: CheckedPaper[] = []
  for (const document of newest) papers.push(await checkPaper(archive, contents, document, trust))
  return papers
}

async function checkPaper(
  { files }: OpenArchive,
  { results }: Contents,
  { path: file, name, revision, signedField }: ListedDocument,
  trust: VerificationOptions,
): Promise<CheckedPaper> {
  const id = 'archived_document'
  try {
    const { steps, rehearsal } = await checkPdf(files.get(file)!, trust)
    const failed = steps
      .filter(({ status }) => status === 'failed')
      .filter((step) => step.id !== 'signatures_present' || signedField !== null)
      .map((step) => ({ step: step.id, reason: step.detail['reason'] ?? step.detail['code'] }))
    const digest = steps.find((step) => step.id === 'data_attached')?.detail['tallySha256']
    const own = results.find((each) => each.revision === revision)
    const none = name === 'destruction' && digest === undefined // it carries no figures
    const same = none || (own !== undefined && digest === sha256(own.tally))
    const reason = failed.length > 0 ? 'document_fails' : same ? null : 'figures_differ'
    if (reason === null) return { step: { id, status: 'ok', detail: { file } }, rehearsal }
    return { step: { id, status: 'failed', detail: { file, reason, failed } }, rehearsal }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const detail = { file, reason: 'document_fails', code: error.code }
    return { step: { id, status: 'failed', detail }, rehearsal: null }
  }
}
