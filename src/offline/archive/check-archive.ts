import type { FoundStep } from '../../actions/verification-step.ts'
import type { VerificationOptions } from '../../signatures/verify-pdf.ts'
import { sumFaults } from '../../recount/sum-passes.ts'
import { type Counted, checkData, notHere } from '../check-data.ts'
import { type Contents, readContents } from './contents.ts'
import { checkJournal } from './journal.ts'
import { factFault } from './journal-facts.ts'
import { type OpenArchive, openArchive } from './open.ts'
import { type CheckedPaper, checkPapers, checkVersions } from './papers.ts'

/** What an archive tells: steps of the same names and in the same order as `tin-nhiem verify` takes them. */
export type CheckedArchive = {
  readonly steps: readonly FoundStep[]
  readonly rehearsal: boolean
  /** The figures of each revision, the newest first. */
  readonly counted: readonly (Counted & { readonly revision: number })[]
  readonly archive: OpenArchive | null
}

/** Every step that needs nothing but the archive; `keyId` is what paper prints of the key, null where nobody typed it. */
export async function checkArchive(
  bytes: Uint8Array,
  keyId: string | null,
  trust: VerificationOptions,
): Promise<CheckedArchive> {
  const { steps, archive } = openArchive(bytes, keyId)
  const reached = archive && readContents(archive)
  const step = reached?.step ?? notHere('archive_contents', 'not_reached')
  const rehearsal = archive?.manifest.mode === 'rehearsal'
  const contents = reached?.contents
  if (!archive || !contents) return { steps: [...steps, step], rehearsal, counted: [], archive }
  const inside = await checkContents(archive, contents, trust)
  return {
    steps: [...steps, step, ...inside.steps],
    rehearsal: rehearsal || inside.rehearsal,
    counted: inside.counted,
    archive,
  }
}

async function checkContents(archive: OpenArchive, contents: Contents, trust: VerificationOptions) {
  const { results, entries, documents } = contents
  const checked = results.map(({ revision, tally, outcome }) => {
    const { steps, counted } = checkData(tally, outcome)
    const told = steps.map((each) => ({ ...each, detail: { revision, ...each.detail } }))
    return { revision, steps: told, counted }
  })
  const now = checked.find(({ revision }) => revision === contents.revision)
  const papers = await checkPapers(archive, contents, trust)
  const drawn = documents.filter((each) => each.drawn)
  const journal = checkJournal(archive.manifest, entries)
  return {
    rehearsal: papers.some(({ rehearsal }) => rehearsal === true),
    counted: checked
      .flatMap(({ revision, counted }) => (counted ? [{ ...counted, revision }] : []))
      .toReversed(),
    steps: [
      ...journal,
      factStep(contents, journal),
      ...checked.flatMap(({ steps }) => steps),
      sumStep(archive, now?.steps.every(({ status }) => status !== 'failed') ?? false),
      checkVersions(archive, contents),
      ...papers.map(({ step }) => step),
      modeStep(archive, papers),
      ...(drawn.length === 0
        ? [notHere('drawn_again', 'nothing_to_draw')]
        : drawn.map(({ path: file }): FoundStep => {
            const detail = { file, reason: 'not_drawn_here' }
            return { id: 'drawn_again', status: 'not_applicable', detail }
          })),
      notHere('session_here', 'not_here'),
    ],
  }
}

/** Step `journal_facts`: the files say what the entries come to, replayed here, where the entries are as they were written. */
function factStep(contents: Contents, [chain]: readonly FoundStep[]): FoundStep {
  const id = 'journal_facts'
  if (chain?.status !== 'ok') return notHere(id, 'not_reached')
  const what = factFault(contents)
  if (what === null) return { id, status: 'ok', detail: {} }
  return { id, status: 'failed', detail: { reason: 'facts_differ', what } }
}

/** Step `passes_add_up`: what was typed on the sheets comes to the figures of the present revision, where those hold. */
function sumStep({ files }: OpenArchive, holds: boolean): FoundStep {
  const id = 'passes_add_up'
  if (!holds) return notHere(id, 'not_reached')
  const [passes = '', roster = '', tally = ''] = ['passes', 'roster', 'tally'].map((name) =>
    new TextDecoder().decode(files.get(`${name}.json`)),
  )
  try {
    const faults = sumFaults(passes, roster, tally)
    if (faults.length === 0) return { id, status: 'ok', detail: {} }
    return { id, status: 'failed', detail: { reason: 'sum_differs', faults: faults.slice(0, 5) } }
  } catch {
    // a forged file need not have the shape of ours
    return { id, status: 'failed', detail: { reason: 'sum_differs' } }
  }
}

/** Step `archive_mode`: all papers are those of a rehearsal, or none is, as the archive says of itself. */
function modeStep({ manifest }: OpenArchive, papers: readonly CheckedPaper[]): FoundStep {
  const id = 'archive_mode'
  const practised = manifest.mode === 'rehearsal'
  const other = papers.find(({ rehearsal }) => rehearsal === !practised)
  if (!other) return { id, status: 'ok', detail: {} }
  const detail = { reason: 'archive_mode_differs', file: other.step.detail['file'] }
  return { id, status: 'failed', detail }
}
