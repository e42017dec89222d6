import { z } from 'zod'
import type { DocumentIdentity, Proceedings } from '../../domain/proceedings.ts'
import { rulesOf } from '../../domain/regime.ts'
import {
  type BallotKindTally,
  type Level,
  type SubjectTally,
  addUp,
  markCount,
} from '../../domain/tally.ts'
import { numberText } from '../vietnamese.ts'
import {
  type Row,
  kindModel,
  kindShape,
  outcomeFor,
  rowModel,
  rowSchema,
  totalsModel,
  totalsSchema,
} from './ballot-kinds.ts'
import { bandSchema, bandsModel } from './bands.ts'
import { openingModel, openingShape } from './opening.ts'
import { entered, printed, tabulated } from './printed.ts'

/** A person's line; `clause` names the provision of the band, `null` for none. */
const summaryRowSchema = rowSchema.extend({ clause: printed })

/** Neighbours of one block (khối), in the order of the ballot. */
const sectionSchema = z.object({
  block: printed,
  rows: z.array(summaryRowSchema),
  subjectCount: z.string(),
  high: printed,
  medium: printed,
  low: printed,
  confidence: printed,
  noConfidence: printed,
  invalid: printed,
})

/** The numbers a bar is drawn from: 0 for a mark of the other kind of vote, which no bar of this one has. */
const barSchema = summaryRowSchema.extend({
  base: z.number(),
  highCount: z.number(),
  mediumCount: z.number(),
  lowCount: z.number(),
  confidenceCount: z.number(),
  noConfidenceCount: z.number(),
  invalidCount: z.number(),
})

/** Everything the template of the summary report (báo cáo kết quả) may name. */
export const summarySchema = z.object({
  ...openingShape,
  kinds: z.array(
    z.object({
      ...kindShape,
      sections: z.array(sectionSchema),
      /** Some person of the kind has a block. */
      hasBlocks: z.boolean(),
      /** Empty while the outcome is held and when no ballot was collected. */
      bars: z.array(barSchema),
    }),
  ),
  totals: z.array(totalsSchema),
  bands: z.array(bandSchema),
  /** The clauses that make bands, "Điều 11.2, Điều 11.3"; `null` when the regulation has none. */
  bandClauses: printed,
  /** A result exists, the regulation has bands, and nobody falls in one. */
  nobodyInBand: z.boolean(),
  /** Some person's shares cannot be formed because the base is 0. */
  undetermined: z.boolean(),
})
export type SummaryModel = z.infer<typeof summarySchema>

/** The words, numbers and rows of the summary report, people in the order of the ballots. */
export function summaryModel(proceedings: Proceedings, identity: DocumentIdentity): SummaryModel {
  const { tally, regime, outcome } = proceedings
  const bands = bandsModel(proceedings)
  const clauses = [...new Set(rulesOf(regime.regime, 'band').map(({ provision }) => provision.ref))]
  const undetermined = outcome.subjects.some(({ band }) => band === 'undetermined')
  return {
    ...openingModel(proceedings, identity),
    kinds: tally.ballotKinds.map((kind, at) => ({
      ...kindModel(kind, at, proceedings),
      sections: sectionsOf(kind, proceedings),
      hasBlocks: kind.subjects.some(({ block }) => entered(block) !== null),
      bars: barsOf(kind, proceedings),
    })),
    totals: [...totalsModel(tally.ballotKinds)],
    bands,
    bandClauses: clauses.length > 0 ? [...clauses].toSorted().join(', ') : null,
    nobodyInBand:
      outcome.status === 'computed' && clauses.length > 0 && bands.length === 0 && !undetermined,
    undetermined,
  }
}

function summaryRow(
  kind: BallotKindTally,
  subject: SubjectTally,
  at: number,
  proceedings: Proceedings,
): Row & { clause: string | null } {
  const outcome = outcomeFor(proceedings, kind, subject)
  return { ...rowModel(subject, at, outcome), clause: outcome?.provision ?? null }
}

function sectionsOf(
  kind: BallotKindTally,
  proceedings: Proceedings,
): z.infer<typeof sectionSchema>[] {
  const runs: { block: string | null; subjects: [SubjectTally, number][] }[] = []
  for (const [at, subject] of kind.subjects.entries()) {
    const block = entered(subject.block)
    const last = runs.at(-1)
    if (last && last.block === block) last.subjects.push([subject, at])
    else runs.push({ block, subjects: [[subject, at]] })
  }
  return runs.map(({ block, subjects }) => {
    const sum = (level: Level) =>
      tabulated(addUp(subjects.map(([subject]) => markCount(subject, level))))
    return {
      block,
      rows: subjects.map(([subject, at]) => summaryRow(kind, subject, at, proceedings)),
      subjectCount: numberText(subjects.length),
      high: sum('high'),
      medium: sum('medium'),
      low: sum('low'),
      confidence: sum('confidence'),
      noConfidence: sum('no_confidence'),
      invalid: tabulated(addUp(subjects.map(([subject]) => subject.invalid))),
    }
  })
}

function barsOf(kind: BallotKindTally, proceedings: Proceedings): z.infer<typeof barSchema>[] {
  return kind.subjects.flatMap((subject, at) => {
    const outcome = outcomeFor(proceedings, kind, subject)
    if (!outcome || outcome.base.value === 0) return []
    const count = (level: Level) => outcome[level]?.count ?? 0
    return [
      {
        ...summaryRow(kind, subject, at, proceedings),
        base: outcome.base.value,
        highCount: count('high'),
        mediumCount: count('medium'),
        lowCount: count('low'),
        confidenceCount: count('confidence'),
        noConfidenceCount: count('no_confidence'),
        invalidCount: subject.invalid ?? 0,
      },
    ]
  })
}
