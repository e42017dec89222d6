import { z } from 'zod'
import { type CorrectedFigure, FIGURES } from '../../domain/correction.ts'
import { type DocumentIdentity, FIGURE_NAMES, type Proceedings } from '../../domain/proceedings.ts'
import { clockTimeOf, numberText, shortDateText } from '../vietnamese.ts'
import { openingModel, openingShape } from './opening.ts'
import { entered, named, printed, reasonText } from './printed.ts'

const figureSchema = z.object({
  number: z.string(),
  /** The person; `null` for a count of ballots or voters. */
  subject: printed,
  figure: z.enum(FIGURES),
  /** As they are printed; `null` for what was not stated, or no clause. */
  old: printed,
  now: printed,
})

/** Everything the template of the corrigendum (đính chính) may name. */
export const corrigendumSchema = z.object({
  ...openingShape,
  earlier: z.object({
    revision: z.string(),
    dataSha256: z.string(),
    held: z.boolean(),
    documents: z.array(
      z.object({ name: z.enum(FIGURE_NAMES), version: z.string(), sha256: z.string() }),
    ),
  }),
  reopened: z.array(z.object({ on: z.string(), reason: printed })),
  /** One for the voters, where theirs changed, and one for each ballot kind with a change. */
  sections: z.array(z.object({ title: printed, rows: z.array(figureSchema) })),
})
type CorrigendumModel = z.infer<typeof corrigendumSchema>

/** The figures that changed, old and new side by side. TypeError for proceedings without a correction. */
export function corrigendumModel(
  proceedings: Proceedings,
  identity: DocumentIdentity,
): CorrigendumModel {
  const { correction } = proceedings
  if (!correction) throw new TypeError('a corrigendum without what it corrects')
  const { earlier, reopened, figures } = correction
  return {
    ...openingModel(proceedings, identity),
    earlier: {
      revision: String(earlier.revision),
      dataSha256: earlier.dataSha256,
      held: earlier.held,
      documents: earlier.documents.map(({ name, version, sha256 }) => ({
        name,
        version: String(version),
        sha256,
      })),
    },
    reopened: reopened.map(({ at, reason }) => ({
      on: shortDateText(clockTimeOf(at).day),
      reason: reasonText(reason),
    })),
    sections: sectionsOf(figures),
  }
}

function sectionsOf(figures: readonly CorrectedFigure[]): CorrigendumModel['sections'] {
  const titles = [...new Set(figures.map(({ ballotKind }) => ballotKind))]
  const numbered = figures.map((each, at) => ({ ...each, number: String(at + 1) }))
  return titles.map((title) => ({
    title: entered(title),
    rows: numbered
      .filter(({ ballotKind }) => ballotKind === title)
      .map(({ number, subject, figure, old, now }) => ({
        number,
        subject: subject === null ? null : named(subject),
        figure,
        old: valueText(old),
        now: valueText(now),
      })),
  }))
}

function valueText(value: CorrectedFigure['old']): string | null {
  return typeof value === 'number' ? numberText(value) : value
}
