import { z } from 'zod'
import type { Proceedings } from '../../domain/proceedings.ts'
import { rulesOf } from '../../domain/regime.ts'
import { LEVELS } from '../../domain/tally.ts'
import { numberText } from '../vietnamese.ts'
import { outcomeFor } from './ballot-kinds.ts'
import { entered, named, printed } from './printed.ts'

/** One person in a band: the figures, the clause, and the consequence in the regulation's words. */
export const bandSchema = z.object({
  name: z.string(),
  position: printed,
  level: z.enum(LEVELS),
  count: z.string(),
  base: z.string(),
  percent: printed,
  clause: z.string(),
  /** Without the full stop at its end. */
  consequence: z.string(),
})

/**
 * Every person in a band, in the order of the ballots; empty while the outcome is held.
 *
 * @law 96-qd-tw-2023 Điều 11.2, Điều 11.3
 * @law bo-phieu-96-2023-qh15 Điều 17
 */
export function bandsModel(proceedings: Proceedings): z.infer<typeof bandSchema>[] {
  const rules = rulesOf(proceedings.regime.regime, 'band')
  return proceedings.tally.ballotKinds.flatMap((kind) =>
    kind.subjects.flatMap((subject) => {
      const outcome = outcomeFor(proceedings, kind, subject)
      const band = rules.find(({ rule }) => rule.id === outcome?.band)
      const share = band && outcome?.[band.rule.level]
      if (!outcome || !band || !share) return []
      return [
        {
          name: named(subject.name),
          position: entered(subject.position),
          level: band.rule.level,
          count: numberText(share.count),
          base: numberText(outcome.base.value),
          percent: share.percent,
          clause: band.provision.ref,
          consequence: named(band.rule.consequence).replace(/\.$/, ''),
        },
      ]
    }),
  )
}
