import { createHash } from 'node:crypto'
import type { Context } from '../../context.ts'
import type { Actor } from '../../domain/actor.ts'
import type { JournalEntry } from '../../domain/journal.ts'
import type { Mode } from '../../domain/proceedings.ts'
import type { Session } from '../../domain/session.ts'
import { JOURNAL_FORMAT, archivedEntryLine } from '../../formats/archive/archived-journal.ts'
import { factFormat, factText } from '../../formats/archive/archived-facts.ts'
import {
  type ArchivedFile,
  MANIFEST,
  MANIFEST_SIGNATURE,
  archiveManifestText,
  archiveSignatureText,
} from '../../formats/archive/archive-manifest.ts'
import { storedZip } from '../../formats/archive/stored-zip.ts'
import { commit } from '../../storage/commit.ts'
import { sha256 } from '../../storage/sha256.ts'
import { sessionFor } from '../access.ts'
import { type SessionFacts, factsOf } from './archive-facts.ts'
import {
  type ArchiveFile,
  collectedTexts,
  documentFile,
  scanFile,
  textFile,
  toldOf,
} from './archive-parts.ts'

/** The readme in Vietnamese, for whoever finds an archive without the program. */
export type ReadmeOf = (about: {
  readonly shortId: string
  readonly mode: Mode
  readonly heldOn: string
  readonly organisation: string
}) => string

/** An archive to be taken away: its name as a file, and its bytes as they are made. */
export type MadeArchive = {
  readonly fileName: string
  readonly pieces: AsyncGenerator<Uint8Array, void>
}

/**
 * The archive of a session whose documents are issued, for whoever may have it. One document is held in memory at a time;
 * the journal tells of the archive by its digest once its last byte is given. Refusals: `session_changed`,
 * `unknown_regime`, those of access.
 */
export async function exportArchive(
  ctx: Context,
  actor: Actor,
  id: string,
  readme: ReadmeOf,
): Promise<MadeArchive> {
  const session = await sessionFor(ctx.store.db, actor, id, 'export_archive')
  return makeArchive(ctx, actor, session, readme)
}

/** The same for whoever is at the machine itself, who is no account. */
export async function makeArchive(
  ctx: Context,
  actor: Actor | null,
  session: Session,
  readme: ReadmeOf,
): Promise<MadeArchive> {
  const facts = await factsOf(ctx, ctx.store.db, session)
  return { fileName: `ho-so-${session.shortId}.zip`, pieces: told(ctx, actor, facts, readme) }
}

async function* told(ctx: Context, actor: Actor | null, facts: SessionFacts, readme: ReadmeOf) {
  const hash = createHash('sha256')
  for await (const piece of piecesOf(ctx, facts, readme)) {
    hash.update(piece)
    yield piece
  }
  const { id } = facts.session.session
  const entries = facts.head.entries
  await commit(ctx.store, { actor, at: ctx.now() }, async (_trx, record) =>
    record({ type: 'archive_made', archived: id, entries, sha256: hash.digest('hex') }),
  )
}

/** The bytes of the archive: the same facts give the same bytes, whenever they are asked for. */
export async function* piecesOf(
  ctx: Context,
  facts: SessionFacts,
  readme: ReadmeOf,
): AsyncGenerator<Uint8Array, void> {
  const zip = storedZip()
  const files: ArchivedFile[] = []
  for await (const { bytes, ...file } of filesOf(ctx, facts, readme)) {
    files.push({ ...file, size: bytes.length, sha256: sha256(bytes) })
    yield* zip.add(file.path, bytes)
  }
  const manifest = new TextEncoder().encode(manifestOf(ctx, facts, files))
  yield* zip.add(MANIFEST, manifest)
  const seal = ctx.seals[facts.session.session.mode]
  const { id: keyId, publicKey } = seal
  const signature = seal.sign('archive', manifest)
  yield* zip.add(
    MANIFEST_SIGNATURE,
    new TextEncoder().encode(archiveSignatureText({ keyId, publicKey, signature })),
  )
  yield zip.end()
}

function manifestOf(ctx: Context, facts: SessionFacts, files: readonly ArchivedFile[]): string {
  const { id, shortId, mode, revision, state } = facts.session.session
  const { entries, hash } = facts.head
  const last = facts.entries.at(-1)
  if (!last) throw new TypeError('a session without a journal')
  const { at: asOf } = JSON.parse(last.entry) as JournalEntry
  return archiveManifestText({
    program: ctx.version,
    mode,
    session: id,
    shortId,
    revision,
    state,
    asOf,
    journal: { entries, hash, seq: last.seq },
    files: [...files],
  })
}

async function* filesOf(
  ctx: Context,
  facts: SessionFacts,
  readme: ReadmeOf,
): AsyncGenerator<ArchiveFile, void> {
  const { session } = facts.session
  const { name: organisation } = facts.session.organisation
  const words = readme({ ...session, organisation })
  yield textFile('DOC-TOI.txt', words, null, 'text/plain; charset=utf-8')
  for (const name of ['session', 'roster', 'passes'] as const)
    yield textFile(`${name}.json`, factText(name, facts[name]), factFormat(name))
  yield textFile('regime.json', facts.regime, null)
  yield textFile(
    'journal.jsonl',
    facts.entries.map(archivedEntryLine).join(''),
    JOURNAL_FORMAT,
    'application/jsonl',
  )
  for (const { revision, tally, outcome } of facts.outcomes) {
    const folder = revision === session.revision ? '' : `earlier/${revision}/`
    yield textFile(`${folder}tally.json`, tally, 'tin-nhiem/tally@1')
    yield textFile(`${folder}outcome.json`, outcome, 'tin-nhiem/outcome@1')
  }
  yield* papersOf(ctx, facts)
  for (const [at, bytes] of ctx.trustedRoots.entries()) {
    const path = `certificates/root-${String(at + 1).padStart(2, '0')}.cer`
    yield { path, mediaType: 'application/pkix-cert', format: null, bytes }
  }
}

/** Documents, scans, their register, and the templates they were drawn with. */
async function* papersOf(ctx: Context, facts: SessionFacts): AsyncGenerator<ArchiveFile, void> {
  const told = toldOf(facts)
  const { texts, files } = await collectedTexts(ctx)
  const documents = []
  for (const [at, document] of facts.documents.entries()) {
    const made = await documentFile(ctx, document, at + 1, told, texts)
    documents.push(made.listed)
    yield made.file
  }
  const scans = []
  for (const [at, scan] of facts.scans.entries()) {
    const made = await scanFile(ctx, scan, at + 1)
    scans.push(made.listed)
    yield made.file
  }
  yield textFile(
    'documents.json',
    factText('documents', { documents, scans }),
    factFormat('documents'),
  )
  yield* files
}
