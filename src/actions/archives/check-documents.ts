import { AppError } from '../../errors.ts'
import type { ArchivedDocument } from '../../formats/archive/archived-facts.ts'
import { sha256 } from '../../storage/sha256.ts'
import { type CheckBasis, checkBytes } from '../check-bytes.ts'
import type { InspectionTasks } from '../pdf-work.ts'
import type { ProvenData } from '../printed-data.ts'
import type { FoundStep } from '../verification-step.ts'
import type { ArchiveContents } from './archive-contents.ts'
import { archivedProceedings } from './archived-proceedings.ts'
import { drawingOf } from './drawing.ts'
import type { OpenArchive } from './open-archive.ts'

/** Why one of these steps fails or does not apply. */
export const PAPER_REASONS = [
  'version_not_continued',
  'document_fails',
  'figures_differ',
  'archive_mode_differs',
  'other_program',
  'nothing_to_draw',
  'drawn_differs',
  'archive_head_differs',
] as const

type Checks = {
  readonly basis: CheckBasis
  readonly tasks: InspectionTasks
  /** The version of this program. */
  readonly version: string
}

/** What was found of one document; `rehearsal` is `null` where it could not be read. */
export type CheckedPaper = { readonly step: FoundStep; readonly rehearsal: boolean | null }

/** Step `versions_continue`: every signed version begins with the bytes of the one it supersedes in its revision. */
export function checkVersions(archive: OpenArchive, { documents }: ArchiveContents): FoundStep {
  const id = 'versions_continue'
  const { documents: all } = documents
  const broken = all.find((each) => {
    const before = all.find((other) => other.id === each.supersedes)
    if (each.version === 1) return before !== undefined && before.revision >= each.revision
    if (!before || before.name !== each.name || before.version !== each.version - 1) return true
    const [start, whole] = [before, each].map(({ path }) => Buffer.from(archive.bytes(path)!))
    return whole!.length <= start!.length || !whole!.subarray(0, start!.length).equals(start!)
  })
  if (!broken) return { id, status: 'ok', detail: { versions: all.length } }
  return {
    id,
    status: 'failed',
    detail: { reason: 'version_not_continued', file: broken.path },
  }
}

/**
 * Step `archived_document` of the newest version of each document: all steps that `verify` takes on the file by itself, in
 * one; and it carries the figures of its revision. What an earlier version says is the beginning of this one. Whether one
 * of them is a rehearsal's comes with them.
 */
export async function checkPapers(
  archive: OpenArchive,
  contents: ArchiveContents,
  { basis, tasks }: Checks,
): Promise<readonly CheckedPaper[]> {
  const { documents } = contents.documents
  const newest = documents.filter(
    (each) =>
      !documents.some(({ supersedes, revision }) => {
        return supersedes === each.id && revision === each.revision
      }),
  )
  return Promise.all(
    newest.map(async (document): Promise<CheckedPaper> => {
      const id = 'archived_document'
      const { path: file, name, revision, version, signedField } = document
      const told = { file, name, revision, version }
      try {
        const { steps, rehearsal } = await checkBytes(basis, archive.bytes(file)!, tasks)
        const failed = steps
          .filter(({ status }) => status === 'failed')
          .filter(({ id: own }) => own !== 'signatures_present' || signedField !== null)
          .map(({ id: own, detail: { reason, code } }) => ({ step: own, reason: reason ?? code }))
        const { tallySha256 } = steps.find((each) => each.id === 'data_attached')?.detail ?? {}
        const tally = contents.results.get(revision)?.tally
        const none = name === 'destruction' && tallySha256 === undefined // it carries no figures
        const same = none || (tally !== undefined && tallySha256 === sha256(tally))
        const reason = failed.length > 0 ? 'document_fails' : same ? null : 'figures_differ'
        const detail = { ...told, ...(reason ? { reason, failed } : {}) }
        return { step: { id, status: reason ? 'failed' : 'ok', detail }, rehearsal }
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        const detail = { ...told, reason: 'document_fails', code: error.code }
        return { step: { id, status: 'failed', detail }, rehearsal: null }
      }
    }),
  )
}

/**
 * Step `drawn_again` of each unsigned first version that tells how: drawn from the facts, template and layout in the archive
 * it is byte for byte the stored version, and the head of the journal it carries is that of the archived entry.
 */
export async function checkDrawing(
  archive: OpenArchive,
  contents: ArchiveContents,
  proven: ProvenData | null,
  { basis, tasks, version }: Checks,
): Promise<readonly FoundStep[]> {
  const id = 'drawn_again'
  const regime = basis.regimes.find(({ sha256: digest }) => digest === proven?.regime.sha256)
  const drawable = contents.documents.documents.filter(({ drawn }) => drawn !== null)
  const skipped = (reason: string): FoundStep => ({
    id,
    status: 'not_applicable',
    detail: { reason },
  })
  if (drawable.length === 0) return [skipped('nothing_to_draw')]
  const proceedings = proven && regime && archivedProceedings(contents, proven, regime)
  if (!proceedings) return [skipped('not_reached')]
  const text = (path: string) => new TextDecoder().decode(archive.bytes(path))
  const texts = {
    tally: text('tally.json'),
    outcome: text('outcome.json'),
    regime: text('regime.json'),
  }
  const { shortId } = contents.session.session
  return Promise.all(
    drawable.map(async (document): Promise<FoundStep> => {
      const drawn = document.drawn!
      const { path: file, name } = document
      if (name === 'destruction')
        return { id, status: 'failed', detail: { file, reason: 'drawn_differs' } }
      if (drawn.program !== version)
        return { id, status: 'not_applicable', detail: { file, reason: 'other_program' } }
      if (!carriesHead(contents, document))
        return { id, status: 'failed', detail: { file, reason: 'archive_head_differs' } }
      const [template, layout] = [text(drawn.template), text(drawn.layout)]
      const facts = {
        proceedings,
        shortId,
        document: { ...document, name },
        drawn,
        texts,
        template,
        layout,
      }
      try {
        const bytes = await tasks.drawAgain(drawingOf(facts))
        if (Buffer.from(bytes).equals(archive.bytes(file)!))
          return { id, status: 'ok', detail: { file } }
        return { id, status: 'failed', detail: { file, reason: 'drawn_differs' } }
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        const detail = { file, reason: 'drawn_differs', code: error.code }
        return { id, status: 'failed', detail }
      }
    }),
  )
}

/** An entry of the session that has the number of the head carried has its hash; other entries are not here. */
function carriesHead({ entries }: ArchiveContents, { drawn }: ArchivedDocument): boolean {
  const head = drawn!.journalHead
  const entry = entries.find(({ seq }) => seq === head.seq)
  return entry === undefined || entry.journalHash === head.hash
}
