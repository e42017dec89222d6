import type { Count, Level } from '../domain/tally.ts'
import { LEVELS } from '../domain/tally.ts'
import type { EmbeddedCheck } from './embedded-data.ts'

/** What was counted, as attached, with the shares of the second computation; `shares` is empty while a result is held. */
export type VerifiedFigures = {
  readonly title: string
  readonly heldOn: string
  readonly organisation: string
  readonly ballotKinds: readonly {
    readonly title: string
    readonly issued: Count
    readonly collected: Count
    readonly valid: Count
    readonly invalid: Count
    readonly subjects: readonly {
      readonly name: string
      readonly position: string | null
      readonly invalid: Count
      readonly shares: readonly {
        readonly level: Level
        readonly count: number
        readonly percent: string | null
      }[]
      /** The provision of the band, "Điều 11.2"; null for none. */
      readonly provision: string | null
    }[]
  }[]
}

/** The figures to lay beside the paper; null unless every step about the data holds. */
export function figuresOf({ proven, recounted }: EmbeddedCheck): VerifiedFigures | null {
  if (!proven || !recounted) return null
  const { title, heldOn, organisation, ballotKinds } = proven.tally
  return {
    title,
    heldOn,
    organisation,
    ballotKinds: ballotKinds.map(({ id: kind, subjects, ...counts }) => ({
      title: counts.title,
      issued: counts.issued,
      collected: counts.collected,
      valid: counts.valid,
      invalid: counts.invalid,
      subjects: subjects.map(({ id, name, position, invalid }) => {
        const own = recounted.find((each) => each.ballotKind === kind && each.id === id)
        const shares = LEVELS.flatMap((level) => {
          const share = own?.shares[level]
          return share ? [{ level, count: share[0], percent: share[1] }] : []
        })
        return {
          name,
          position: position ?? null,
          invalid,
          shares,
          provision: own?.provision ?? null,
        }
      }),
    })),
  }
}
