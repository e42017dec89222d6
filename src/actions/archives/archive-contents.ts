import { AppError } from '../../errors.ts'
import {
  type ArchivedEntry,
  JOURNAL_FORMAT,
  parseArchivedJournal,
} from '../../formats/archive/archived-journal.ts'
import {
  type ArchivedFacts,
  FACT_FILES,
  factFormat,
  factText,
  parseFacts,
} from '../../formats/archive/archived-facts.ts'
import { sha256 } from '../../storage/sha256.ts'
import type { FoundStep } from '../verification-step.ts'
import type { OpenArchive } from './open-archive.ts'

/** What the files of an archive say, read. */
export type ArchiveContents = ArchivedFacts & {
  readonly entries: readonly ArchivedEntry[]
  /** The canonical texts of each revision that was computed, by its number. */
  readonly results: ReadonlyMap<
    number,
    { readonly tally: Uint8Array; readonly outcome: Uint8Array }
  >
  readonly regime: Uint8Array
}

/** Why this step fails. */
export const CONTENTS_REASONS = [
  'unknown_file',
  'contents_missing',
  'contents_invalid',
  'contents_disagree',
] as const

/** Every path an archive of this version may have, but for those its register of documents names. */
const KNOWN =
  /^(?:DOC-TOI\.txt|(?:session|roster|passes|documents|regime)\.json|journal\.jsonl|(?:earlier\/[1-9][0-9]{0,5}\/)?(?:tally|outcome)\.json|templates\/[0-9]{2,4}\/[a-z]+\/template\.yaml|templates\/layouts\/[0-9]{2,4}\.json|certificates\/root-[0-9]{2,4}\.cer)$/

/** Step `archive_contents`: every file is one of an archive, has its shape, and they speak of one session. */
export function readContents(archive: OpenArchive): {
  readonly step: FoundStep
  readonly contents: ArchiveContents | null
} {
  const id = 'archive_contents'
  try {
    const contents = contentsOf(archive)
    requireKnown(archive, contents)
    requireOneSession(archive, contents)
    const { entries, results } = contents
    return {
      step: { id, status: 'ok', detail: { entries: entries.length, revisions: results.size } },
      contents,
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { step: { id, status: 'failed', detail: error.detail }, contents: null }
  }
}

function refuse(reason: (typeof CONTENTS_REASONS)[number], detail: object, cause?: unknown): never {
  throw new AppError('archive_unreadable', { ...detail, reason }, cause)
}

function required(archive: OpenArchive, path: string): Uint8Array {
  return archive.bytes(path) ?? refuse('contents_missing', { file: path })
}

/** What is read of that file; whatever is wrong with it has its code beside the reason. */
function readAs<T>(archive: OpenArchive, path: string, read: (bytes: Uint8Array) => T): T {
  const bytes = required(archive, path)
  try {
    return read(bytes)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return refuse('contents_invalid', { ...error.detail, file: path, code: error.code }, error)
  }
}

function contentsOf(archive: OpenArchive): ArchiveContents {
  const facts = Object.fromEntries(
    FACT_FILES.map((name) => [
      name,
      readAs(archive, `${name}.json`, (bytes) => {
        const read = parseFacts(name, bytes)
        if (factText(name, read) !== new TextDecoder().decode(bytes))
          refuse('contents_invalid', { file: `${name}.json`, code: 'not_canonical' })
        return read
      }),
    ]),
  ) as unknown as ArchivedFacts
  return {
    ...facts,
    entries: readAs(archive, 'journal.jsonl', parseArchivedJournal),
    results: resultsOf(archive, facts.session.session.revision),
    regime: required(archive, 'regime.json'),
  }
}

function resultsOf(archive: OpenArchive, present: number): ArchiveContents['results'] {
  const folders = archive.paths.flatMap((path) => /^(.*)tally\.json$/.exec(path)?.[1] ?? [])
  return new Map(
    folders.map((folder) => {
      const revision = folder === '' ? present : Number(/^earlier\/(\d+)\/$/.exec(folder)?.[1])
      const file = (name: string) => required(archive, `${folder}${name}.json`)
      return [revision, { tally: file('tally'), outcome: file('outcome') }]
    }),
  )
}

function requireKnown({ manifest, paths }: OpenArchive, { documents }: ArchiveContents): void {
  const named = [...documents.documents, ...documents.scans].map(({ path }) => path)
  const papers = paths.filter((path) => /^(?:documents|scans)\//.test(path))
  const lost = named.find((path) => !papers.includes(path))
  if (lost !== undefined || new Set(named).size < named.length)
    refuse('contents_missing', { file: lost ?? 'documents.json' })
  for (const { path, format } of manifest.files) {
    if (!KNOWN.test(path) && !named.includes(path)) refuse('unknown_file', { file: path })
    const expected = formatOf(path)
    if (format !== expected) refuse('contents_invalid', { file: path, code: 'unknown_format' })
  }
}

function formatOf(path: string): string | null {
  const fact = FACT_FILES.find((name) => path === `${name}.json`)
  if (fact) return factFormat(fact)
  if (path === 'journal.jsonl') return JOURNAL_FORMAT
  const [, result] = /(?:^|\/)(tally|outcome)\.json$/.exec(path) ?? []
  return result === undefined ? null : `tin-nhiem/${result}@1`
}

/** Manifest, session, roster, passes and register name the same session and the same things in it. */
function requireOneSession({ manifest }: OpenArchive, contents: ArchiveContents): void {
  const { session } = contents.session
  const differ = (field: string, same: boolean) => {
    if (!same) refuse('contents_disagree', { field })
  }
  differ('session', session.id === manifest.session && session.shortId === manifest.shortId)
  differ('mode', session.mode === manifest.mode)
  differ('revision', session.revision === manifest.revision)
  differ('state', session.state === manifest.state)
  differ('organisation', session.organisation === contents.session.organisation.id)
  differ('regime', sha256(contents.regime) === session.regimeSha256)
  const sheets = contents.roster.ballotKinds.flatMap((kind) =>
    kind.sheets.map((sheet) => ({ ...sheet, ballotKind: kind.id })),
  )
  const same = contents.passes.sheets.every(({ id, number, ballotKind, ballots }) =>
    sheets.some(
      (each) =>
        each.id === id &&
        each.number === number &&
        each.ballotKind === ballotKind &&
        each.ballots === ballots,
    ),
  )
  differ('sheets', same && contents.passes.sheets.length === sheets.length)
  const digests = new Map(manifest.files.map(({ path, sha256: digest }) => [path, digest]))
  for (const each of [...contents.documents.documents, ...contents.documents.scans])
    if (digests.get(each.path) !== each.sha256)
      refuse('contents_disagree', { field: 'sha256', file: each.path })
}
