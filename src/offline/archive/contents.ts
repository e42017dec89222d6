import type { FoundStep } from '../../actions/verification-step.ts'
import { readCanonicalJson } from '../canonical-json.ts'
import { sha256 } from '../sha256.ts'
import { type JournalLine, readJournal } from './journal.ts'
import { type Json, listOf } from './replay.ts'
import { FACTS, type FactName, isFactFile } from './shapes.ts'
import type { OpenArchive } from './open.ts'

/** What the files of an archive say, as far as it is asked here. */
export type Contents = {
  readonly revision: number
  readonly documents: readonly ListedDocument[]
  readonly entries: readonly JournalLine[]
  /** The figures of each revision that was computed, the oldest first. */
  readonly results: readonly Result[]
  readonly facts: Facts
}
/** What `session.json`, `roster.json`, `passes.json` and `documents.json` say. */
export type Facts = Readonly<Record<FactName, Json>>
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
  readonly outcome: Uint8Array
}

/** Every path an archive may have, but for those its register of documents names. */
const KNOWN =
  /^(?:DOC-TOI\.txt|(?:session|roster|passes|documents|regime)\.json|journal\.jsonl|(?:earlier\/[1-9][0-9]{0,5}\/)?(?:tally|outcome)\.json|templates\/[0-9]{2,4}\/[a-z_]+\/template\.yaml|templates\/layouts\/[0-9]{2,4}\.json|certificates\/root-[0-9]{2,4}\.cer)$/

type Fault = Readonly<Record<string, unknown>> & { readonly reason: string }
type Session = {
  readonly id: string
  readonly shortId: string
  readonly organisation: string
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
  const { files } = archive
  const found: Partial<Record<FactName, Json>> = {}
  for (const name of FACTS) {
    const file = `${name}.json`
    if (!files.has(file)) return { reason: 'contents_missing', file }
    const value = readCanonicalJson(files.get(file))?.value
    if (!isFactFile(name, value)) return { reason: 'contents_invalid', file }
    found[name] = value
  }
  const facts = found as Facts
  const file = 'journal.jsonl'
  if (!files.has(file)) return { reason: 'contents_missing', file }
  const entries = readJournal(files.get(file))
  if (!entries) return { reason: 'contents_invalid', file }
  const { revision } = facts.session['session'] as Session
  const results = resultsOf(files, revision)
  if ('reason' in results) return results
  if (!files.has('regime.json')) return { reason: 'contents_missing', file: 'regime.json' }
  const documents = facts.documents['documents'] as readonly ListedDocument[]
  const papers = [...documents, ...(facts.documents['scans'] as readonly ListedDocument[])]
  const fault = pathFault(archive, papers) ?? sessionFault(archive, facts, papers)
  return fault ?? { revision, documents, entries, results, facts }
}

/** Manifest and files name the same session and the same things in it. */
function sessionFault(
  { files, manifest }: OpenArchive,
  { session: file, roster, passes }: Facts,
  papers: readonly ListedDocument[],
): Fault | null {
  const session = file['session'] as Session
  const organisation = file['organisation'] as { readonly id: string }
  const bundles = listOf(roster['ballotKinds']).flatMap((kind) =>
    listOf(kind['sheets']).map((sheet) => bundleText(sheet, kind['id'])),
  )
  const typed = listOf(passes['sheets']).map((sheet) => bundleText(sheet, sheet['ballotKind']))
  const same =
    session.id === manifest.session &&
    session.shortId === manifest.shortId &&
    session.mode === manifest.mode &&
    session.revision === manifest.revision &&
    session.state === manifest.state &&
    session.organisation === organisation.id &&
    session.regimeSha256 === sha256(files.get('regime.json')!) &&
    typed.length === bundles.length &&
    typed.every((sheet) => bundles.includes(sheet))
  if (!same) return { reason: 'contents_disagree' }
  const digests = new Map(manifest.files.map((each) => [each.path, each.sha256]))
  const other = papers.find((paper) => digests.get(paper.path) !== paper.sha256)
  return other ? { reason: 'contents_disagree', file: other.path } : null
}

function bundleText({ id, number, ballots }: Json, kind: unknown): string {
  return JSON.stringify([id, number, ballots, kind])
}

function pathFault(
  { files, manifest }: OpenArchive,
  papers: readonly { readonly path: string }[],
): Fault | null {
  const named = new Set(papers.map(({ path }) => path))
  const lost = papers.find(({ path }) => !files.has(path) || !/^(?:documents|scans)\//.test(path))
  if (lost || named.size < papers.length)
    return { reason: 'contents_missing', file: lost?.path ?? 'documents.json' }
  for (const { path: file, format } of manifest.files) {
    if (!KNOWN.test(file) && !named.has(file)) return { reason: 'unknown_file', file }
    if (format !== formatOf(file)) return { reason: 'contents_invalid', file }
  }
  return null
}

/** The format that the manifest has to name for a file; null for what has none of ours. */
function formatOf(path: string): string | null {
  const fact = FACTS.find((name) => path === `${name}.json`)
  if (fact) return `tin-nhiem/archived-${fact}@1`
  if (path === 'journal.jsonl') return 'tin-nhiem/session-journal@1'
  const [, result] = /(?:^|\/)(tally|outcome)\.json$/.exec(path) ?? []
  return result === undefined ? null : `tin-nhiem/${result}@1`
}

function resultsOf(
  files: ReadonlyMap<string, Uint8Array>,
  present: number,
): readonly Result[] | Fault {
  const results: Result[] = []
  for (const [path, tally] of files) {
    const [whole, folder = '', number] = /^(earlier\/(\d+)\/)?tally\.json$/.exec(path) ?? []
    if (whole === undefined) continue
    const outcome = files.get(`${folder}outcome.json`)
    if (!outcome) return { reason: 'contents_missing', file: `${folder}outcome.json` }
    results.push({ revision: number === undefined ? present : Number(number), tally, outcome })
  }
  return results.toSorted((a, b) => a.revision - b.revision)
}
