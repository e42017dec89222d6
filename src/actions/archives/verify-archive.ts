import { createHash } from 'node:crypto'
import type { Context } from '../../context.ts'
import type { Actor } from '../../domain/actor.ts'
import { type ByteSource, sourceOf } from '../../formats/archive/read-stored-zip.ts'
import { sha256 } from '../../storage/sha256.ts'
import { findEntryAt, sessionHead } from '../../storage/session-journal.ts'
import type { FoundStep } from '../verification-step.ts'
import { type Verification, type Verifier, basisOf } from '../verification.ts'
import { requireAct } from '../access.ts'
import { activityFilesIn, verifyActivityFiles } from '../activity/activity-zip.ts'
import { type ArchiveContents, readContents } from './archive-contents.ts'
import { type CheckedPaper, checkDrawing, checkPapers, checkVersions } from './check-documents.ts'
import { checkJournal } from './check-journal.ts'
import { checkResults } from './check-results.ts'
import { type OpenArchive, openArchive } from './open-archive.ts'

/** Why `archive_mode` or `session_here` fails, or does not apply. */
export const ARCHIVE_REASONS = [
  'rehearsal_key',
  'not_here',
  'older_archive',
  'other_history',
] as const

/** What a verification of an archive needs beside that of a document. */
export type ArchiveVerifier = Verifier & {
  readonly version: string
  /** The keys of this installation; none where there is no installation. */
  readonly seals: Context['seals'] | null
}

/** What was found, and what the archive says where it could be read. */
export type ArchiveVerification = {
  readonly verification: Verification
  readonly contents: ArchiveContents | null
}

/**
 * Checks an archive, or the files of an activity report, in numbered steps, as docs/archive.md lists them. Nothing is written anywhere, and nothing an archive
 * brings is trusted: not its regulation, its templates or its certificates.
 *
 * @law 96-qd-tw-2023 Điều 6.3, Điều 11.2, Điều 11.3
 */
export async function verifyArchive(
  verifier: ArchiveVerifier,
  source: ByteSource,
): Promise<ArchiveVerification> {
  const report = activityFilesIn(source)
  if (report)
    return { verification: await verifyActivityFiles(verifier, source, report), contents: null }
  const opening = openArchive(source)
  const { archive } = opening
  const { step, contents } = archive ? readContents(archive) : NOT_READ
  const found = archive && contents ? await checkContents(verifier, archive, contents) : null
  const all = [...opening.steps, step, ...(found?.steps ?? [])]
  const steps = all.map((each, at) => ({ number: at + 1, ...each }))
  const holds = steps.every(({ status }) => status !== 'failed')
  const rehearsal = archive?.manifest.mode === 'rehearsal' || found?.rehearsal === true
  const verification: Verification = {
    sha256: digestOf(source),
    rehearsal,
    verdict: !holds ? 'fails' : rehearsal ? 'holds_rehearsal' : 'holds',
    steps,
    holds,
    figures: found?.figures ?? null,
  }
  return { verification, contents }
}

/** The same for somebody who is logged in, over the bytes they sent. Refusals as of `verifyFor`. */
export async function verifyArchiveFor(
  ctx: Context,
  actor: Actor,
  bytes: Uint8Array,
): Promise<ArchiveVerification> {
  requireAct(actor, 'verify_document')
  return inTurn(ctx, actor, bytes)
}

/** The same for somebody who may also look at what the archive says. */
export async function openArchiveFor(
  ctx: Context,
  actor: Actor,
  bytes: Uint8Array,
): Promise<ArchiveVerification> {
  requireAct(actor, 'open_archive')
  return inTurn(ctx, actor, bytes)
}

async function inTurn(ctx: Context, actor: Actor, bytes: Uint8Array): Promise<ArchiveVerification> {
  const leave = ctx.verifying.take(actor.account)
  try {
    return await verifyArchive({ ...ctx, asker: actor }, sourceOf(bytes))
  } finally {
    leave()
  }
}

const NOT_READ = {
  step: {
    id: 'archive_contents',
    status: 'not_applicable',
    detail: { reason: 'not_reached' },
  },
  contents: null,
} as const

async function checkContents(
  verifier: ArchiveVerifier,
  archive: OpenArchive,
  contents: ArchiveContents,
) {
  const basis = await basisOf(verifier)
  const checks = { basis, tasks: verifier.pdf, version: verifier.version }
  const results = checkResults(archive, contents, basis.regimes)
  const papers = await checkPapers(archive, contents, checks)
  const mode = modeStep(verifier, archive, papers)
  return {
    rehearsal: papers.some(({ rehearsal }) => rehearsal === true),
    figures: results.figures,
    steps: [
      ...checkJournal(archive, contents),
      ...results.steps,
      checkVersions(archive, contents),
      ...papers.map(({ step }) => step),
      mode,
      ...(await checkDrawing(archive, contents, results.proven, checks)),
      await hereStep(verifier, archive, contents),
    ],
  }
}

/** Step `archive_mode`: papers and the key that signed are those of a rehearsal, or none of them is. */
function modeStep(
  { seals }: ArchiveVerifier,
  { manifest, signature }: OpenArchive,
  papers: readonly CheckedPaper[],
): FoundStep {
  const id = 'archive_mode'
  const { mode } = manifest
  const practised = mode === 'rehearsal'
  const other = papers.find(({ rehearsal }) => rehearsal === !practised)
  if (other)
    return {
      id,
      status: 'failed',
      detail: { reason: 'archive_mode_differs', mode, file: other.step.detail['file'] },
    }
  const wrong = seals?.[mode === 'real' ? 'rehearsal' : 'real']
  if (wrong?.id === signature.keyId)
    return { id, status: 'failed', detail: { reason: 'rehearsal_key', mode } }
  const known = seals?.[mode].id === signature.keyId
  return { id, status: 'ok', detail: { mode, knownKey: known } }
}

/** Step `session_here`: where this program has the session, its journal begins as the archive says. */
async function hereStep(
  { store }: ArchiveVerifier,
  { manifest }: OpenArchive,
  { entries }: ArchiveContents,
): Promise<FoundStep> {
  const id = 'session_here'
  const head = store && (await sessionHead(store.db, manifest.session))
  if (!store || !head || head.entries === 0)
    return { id, status: 'not_applicable', detail: { reason: 'not_here' } }
  const same = await findEntryAt(store.db, manifest.session, entries.length)
  if (same?.hash !== manifest.journal.hash)
    return { id, status: 'failed', detail: { reason: 'other_history' } }
  const detail = { entries: head.entries }
  if (head.entries === entries.length) return { id, status: 'ok', detail }
  return { id, status: 'not_applicable', detail: { reason: 'older_archive', ...detail } }
}

const PIECE = 1 << 20

function digestOf(source: ByteSource): string {
  if (source.size <= PIECE) return sha256(source.read(0, source.size))
  const hash = createHash('sha256')
  for (let at = 0; at < source.size; at += PIECE)
    hash.update(source.read(at, Math.min(PIECE, source.size - at)))
  return hash.digest('hex')
}
