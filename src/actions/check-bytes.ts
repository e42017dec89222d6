import type { Instant } from '../domain/time.ts'
import type { RegimeFile } from '../formats/regime-file.ts'
import type { KnownTemplates } from '../reports/printed-template.ts'
import {
  type ActivityCheck,
  type ProvenActivity,
  checkEmbeddedActivity,
  tellsActivity,
} from './activity/embedded-activity.ts'
import { type EmbeddedCheck, checkEarlierData, checkEmbeddedData } from './embedded-data.ts'
import {
  type DestructionCheck,
  checkEmbeddedDestruction,
  tellsDestruction,
} from './embedded-destruction.ts'
import { checkManifest } from './embedded-manifest.ts'
import { fieldSteps, hiddenSteps, signatureSteps } from './inspection-steps.ts'
import type { PdfInspection } from './pdf-inspection.ts'
import { INSPECTION_TASKS, type InspectionTasks } from './pdf-work.ts'
import {
  type ReadPages,
  checkPrintedActivity,
  checkPrintedData,
  checkPrintedDestruction,
  pagesUnder,
  readablePages,
} from './printed-data.ts'
import { type IsRehearsed, checkRehearsal } from './rehearsal-check.ts'
import type { FoundStep } from './verification-step.ts'
import { type VerifiedFigures, figuresOf } from './verified-figures.ts'

/** All that a check of bytes relies on: plain data, so that it can be done elsewhere. */
export type CheckBasis = {
  readonly regimes: readonly RegimeFile[]
  readonly templates: KnownTemplates
  readonly trustedRoots: readonly Uint8Array[]
  readonly crls: readonly Uint8Array[]
  readonly now: Instant
}

/** What the bytes of a document tell by themselves. */
export type CheckedBytes = {
  readonly steps: readonly FoundStep[]
  /** Whether anything says that it is a rehearsal's. */
  readonly rehearsal: boolean
  readonly figures: VerifiedFigures | null
  /** An activity report, where it is one. */
  readonly activity: ProvenActivity | null
}

/** Every step but that of the register; `tasks` read the file. Refusals: `pdf_unreadable`, `too_large`, `pdf_too_complex`. */
export async function checkBytes(
  basis: CheckBasis,
  pdf: Uint8Array,
  tasks: InspectionTasks = INSPECTION_TASKS,
  isRehearsed: IsRehearsed = async () => false,
): Promise<CheckedBytes> {
  const { trustedRoots: roots, crls, now } = basis
  const trust = { roots, crls, now }
  const inspection = await tasks.inspectPdf(pdf, trust)
  const { attachments, verdicts } = inspection
  const { destruction, activity, figures, embedded } = checkData(attachments, basis.regimes)
  const read = await readablePages(pdf, tasks)
  const pages = pagesUnder(basis.templates.current, read ?? [])
  const tally = attachments.get('tally.json')
  const told = destruction?.proven?.told ?? activity?.proven?.report
  const stated = told?.mode === 'rehearsal'
  const mode = await checkRehearsal({ pages, tally, stated, verdicts }, isRehearsed)
  return {
    steps: [
      ...embedded.steps,
      ...(await whatIsPrinted(basis, tasks, read, attachments, embedded)),
      ...hiddenSteps(inspection),
      ...fieldSteps(inspection, activity !== null),
      mode.step,
      ...signatureSteps(inspection),
      ...(activity?.own ?? []),
    ],
    rehearsal: mode.rehearsal,
    figures: figures && figuresOf(figures),
    activity: activity?.proven ?? null,
  }
}

/** What the document carries: figures, or one of the two things that have none. */
function checkData(attachments: PdfInspection['attachments'], regimes: CheckBasis['regimes']) {
  if (tellsDestruction(attachments)) {
    const destruction = checkEmbeddedDestruction(attachments, regimes)
    return { destruction, activity: null, figures: null, embedded: destruction }
  }
  if (tellsActivity(attachments)) {
    const activity = checkEmbeddedActivity(attachments, regimes)
    return { destruction: null, activity, figures: null, embedded: activity }
  }
  const figures = checkEmbeddedData(attachments, regimes)
  return { destruction: null, activity: null, figures, embedded: figures }
}

/** Paper is compared only with figures that were proven first. */
async function whatIsPrinted(
  { regimes, templates }: CheckBasis,
  tasks: InspectionTasks,
  pages: ReadPages,
  attachments: PdfInspection['attachments'],
  { proven }: EmbeddedCheck | DestructionCheck | ActivityCheck,
): Promise<readonly FoundStep[]> {
  const earlier = checkEarlierData(attachments, regimes)
  const listed = checkManifest(attachments)
  const beside = [...earlier.steps, ...listed.steps]
  if (!proven || beside.some(({ status }) => status === 'failed')) {
    const detail = { reason: 'not_reached' }
    return [...beside, { id: 'printed_figures', status: 'not_applicable', detail }]
  }
  const template = listed.manifest?.template ?? null
  if ('report' in proven)
    return [...beside, await checkPrintedActivity(pages, proven, template, templates, tasks)]
  if ('told' in proven)
    return [...beside, await checkPrintedDestruction(pages, proven, template, templates, tasks)]
  const told = { proven, earlier: earlier.proven, template }
  return [...beside, await checkPrintedData(pages, told, templates, tasks)]
}
