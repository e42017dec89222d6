import type { FoundStep } from '../../actions/verification-step.ts'
import { isListOf, isText, readCanonicalJson } from '../canonical-json.ts'
import { sha256 } from '../sha256.ts'
import { type JournalLine, readJournal } from './journal.ts'
import type { OpenArchive } from './open.ts'

/** What the files of an archive say, as far as it is asked here. */
export type Contents = {
  readonly revision: number
  readonly documents: readonly ListedDocument[]
  readonly entries: readonly JournalLine[]
  /** The figures of each revision that was computed, the oldest first. */
  readonly results: readonly Result[]
}
export type ListedDocument = {
  readonly id: string
  readonly revision: number
  readonly name: string
  readonly version: number
  readonly supersedes: string | null
  readonly signedField: string | null
  readonly sha256: string
  readonly path: string
  readonly drawn: object | null
}
type Result = {
  readonly revision: number
  readonly tally: Uint8Array
  readonly outcome: Uint8Array | undefined
}

const FACTS = ['session', 'roster', 'passes', 'documents'] as const
/** Every path an archive may have, but for those its register of documents names. */
const KNOWN =
  /^(?:DOC-TOI\.txt|(?:session|roster|passes|documents|regime)\.json|journal\.jsonl|(?:earlier\/[1-9][0-9]{0,5}\/)?(?:tally|outcome)\.json|templates\/[0-9]{2,4}\/[a-z_]+\/template\.yaml|templates\/layouts\/[0-9]{2,4}\.json|certificates\/root-[0-9]{2,4}\.cer)$/

type Fault = Readonly<Record<string, unknown>> & { readonly reason: string }
type Session = {
  readonly id: string
  readonly shortId: string
  readonly mode: string
  readonly revision: number
  readonly state: string
  readonly regimeSha256: string
}

/** Step `archive_contents`: every file is one of an archive, is written as ours are, and they speak of one session. */
export function readContents(archive: OpenArchive): {
  readonly step: FoundStep
  readonly contents: Contents | null
} {
  const id = 'archive_contents'
  const read = contentsOf(archive)
  if ('reason' in read) return { step: { id, status: 'failed', detail: read }, contents: null }
  return { step: { id, status: 'ok', detail: {} }, contents: read }
}

function contentsOf(archive: OpenArchive): Contents | Fault {
  const { files, manifest } = archive
  const facts = new Map<string, Readonly<Record<string, unknown>>>()
  for (const name of FACTS) {
    const file = `${name}.json`
    if (!files.has(file)) return { reason: 'contents_missing', file }
    const value = readCanonicalJson(files.get(file))?.value as { format?: unknown } | undefined
    if (value?.format !== `tin-nhiem/archived-${name}@1`)
      return { reason: 'contents_invalid', file }
    facts.set(name, value)
  }
  const session = facts.get('session')!['session'] as Session | undefined
  const { documents, scans } = facts.get('documents')!
  if (!session || !isRegister(documents) || !isRegister(scans))
    return { reason: 'contents_invalid', file: 'documents.json' }
  const entries = readJournal(files.get('journal.jsonl'))
  const regime = files.get('regime.json')
  if (!entries || !regime) return { reason: 'contents_invalid', file: 'journal.jsonl' }
  const papers = [...documents, ...scans]
  const fault = pathFault(archive, papers)
  if (fault) return fault
  const same =
    session.id === manifest.session &&
    session.shortId === manifest.shortId &&
    session.mode === manifest.mode &&
    session.revision === manifest.revision &&
    session.state === manifest.state &&
    session.regimeSha256 === sha256(regime)
  const digests = new Map(manifest.files.map((file) => [file.path, file.sha256]))
  const other = papers.find((paper) => digests.get(paper.path) !== paper.sha256)
  if (!same || other) return { reason: 'contents_disagree', ...(other ? { file: other.path } : {}) }
  const { revision } = session
  return { revision, documents, entries, results: resultsOf(files, revision) }
}

function isRegister(value: unknown): value is readonly ListedDocument[] {
  const isPaper = (paper: unknown) => {
    const { path, sha256: digest, id } = (paper ?? {}) as Partial<ListedDocument>
    return isText(path) && isText(digest) && isText(id)
  }
  return isListOf(value, isPaper)
}

function pathFault(
  { files, manifest }: OpenArchive,
  papers: readonly { readonly path: string }[],
): Fault | null {
  const named = new Set(papers.map(({ path }) => path))
  const lost = papers.find(({ path }) => !files.has(path))
  if (lost || named.size < papers.length)
    return { reason: 'contents_missing', file: lost?.path ?? 'documents.json' }
  const strange = manifest.files.find(({ path }) => !KNOWN.test(path) && !named.has(path))
  return strange ? { reason: 'unknown_file', file: strange.path } : null
}

function resultsOf(files: ReadonlyMap<string, Uint8Array>, present: number): readonly Result[] {
  return [...files]
    .flatMap(([path, tally]) => {
      const [whole, folder = '', number] = /^(earlier\/(\d+)\/)?tally\.json$/.exec(path) ?? []
      if (whole === undefined) return []
      const revision = number === undefined ? present : Number(number)
      return [{ revision, tally, outcome: files.get(`${folder}outcome.json`) }]
    })
    .toSorted((a, b) => a.revision - b.revision)
}
