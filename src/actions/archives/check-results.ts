import { AppError } from '../../errors.ts'
import type { RegimeFile } from '../../formats/regime-file.ts'
import { tallyText } from '../../formats/tally.ts'
import { sumFaults } from '../../recount/sum-passes.ts'
import { checkEmbeddedData } from '../embedded-data.ts'
import type { FoundStep } from '../verification-step.ts'
import { type VerifiedFigures, figuresOf } from '../verified-figures.ts'
import type { ArchiveContents } from './archive-contents.ts'
import { tallyOfPasses } from './archived-proceedings.ts'
import type { OpenArchive } from './open-archive.ts'
import type { ProvenData } from '../printed-data.ts'

/** Why `passes_add_up` fails. */
export const SUM_REASONS = ['sum_differs'] as const

/** The steps about the figures of an archive, and those of the present revision where they hold. */
export type ResultsCheck = {
  readonly steps: readonly FoundStep[]
  readonly proven: ProvenData | null
  readonly figures: VerifiedFigures | null
}

/**
 * Of each revision the four steps of figures (regulation known here, outcome computed again, second computation); of
 * the present one `passes_add_up` besides: what was typed on the sheets comes to these figures, added two ways. A regulation
 * file of the archive is never used to compute with: whoever changes one would be right by it.
 */
export function checkResults(
  archive: OpenArchive,
  contents: ArchiveContents,
  regimes: readonly RegimeFile[],
): ResultsCheck {
  const { revision: present, regimeSha256 } = contents.session.session
  const revisions = [...contents.results].toSorted(([a], [b]) => a - b)
  const checked = revisions.map(([revision, { tally, outcome }]) => {
    const files = new Map([
      ['tally.json', tally],
      ['outcome.json', outcome],
    ])
    return { revision, check: checkEmbeddedData(files, regimes) }
  })
  const steps = checked.flatMap(({ revision, check }) =>
    check.steps.map((step) => ({ ...step, detail: { revision, ...step.detail } })),
  )
  const now = checked.find(({ revision }) => revision === present)?.check ?? null
  const regime = regimes.find((each) => each.sha256 === regimeSha256)
  const sums = regime && now?.proven ? sumFault(archive, contents, regime) : undefined
  return {
    steps: [...steps, sumStep(sums)],
    proven: now?.proven ?? null,
    figures: now && figuresOf(now),
  }
}

function sumStep(fault: FoundStep['detail'] | null | undefined): FoundStep {
  const id = 'passes_add_up'
  if (fault === undefined)
    return { id, status: 'not_applicable', detail: { reason: 'not_reached' } }
  return { id, status: fault ? 'failed' : 'ok', detail: fault ?? {} }
}

function sumFault(
  archive: OpenArchive,
  contents: ArchiveContents,
  regime: RegimeFile,
): FoundStep['detail'] | null {
  const text = (path: string) => new TextDecoder().decode(archive.bytes(path))
  const faults = sumFaults(text('passes.json'), text('roster.json'), text('tally.json'))
  if (faults.length > 0) return { reason: 'sum_differs', sums: faults.slice(0, 5) }
  return serviceAgrees(contents, regime, text('tally.json')) ? null : { reason: 'sum_differs' }
}

function serviceAgrees(contents: ArchiveContents, regime: RegimeFile, told: string): boolean {
  try {
    const tally = tallyOfPasses(contents, regime)
    return tally !== null && tallyText(tally) === told
  } catch (error) {
    // rows of a forged file need not fit its roster
    if (error instanceof TypeError || error instanceof RangeError || error instanceof AppError)
      return false
    throw error
  }
}
