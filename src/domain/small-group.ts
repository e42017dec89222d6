import { LEVELS, type BallotKindTally, type Tally } from './tally.ts'

/**
 * Below so many valid ballots a table of counts tells those who were in the room how single people marked.
 * No regulation names a number; statistical offices hold back cells below 3 to 10, and we warn below 5.
 */
export const SMALL_GROUP = 5

/** What of a kind's table may break the secret of the ballot. */
export type RevealingKind = {
  /** As it stands in the tally. */
  readonly ballotKind: string
  readonly valid: number
  /** Fewer valid ballots than `SMALL_GROUP`. */
  readonly few: boolean
  /** Names beside which every valid ballot bears the same mark: what each voter marked is known, in ballot order. */
  readonly unanimous: readonly string[]
}

/** The kinds whose table would show how individuals voted, in the order of the ballots; nothing is held back for it. */
export function revealingKinds(tally: Pick<Tally, 'ballotKinds'>): readonly RevealingKind[] {
  return tally.ballotKinds.flatMap((kind) => {
    const { valid } = kind
    if (valid === null || valid === 0) return []
    const unanimous = unanimousIn(kind, valid)
    const few = valid < SMALL_GROUP
    return few || unanimous.length > 0 ? [{ ballotKind: kind.id, valid, few, unanimous }] : []
  })
}

function unanimousIn({ subjects }: BallotKindTally, valid: number): string[] {
  return subjects
    .filter((subject) => LEVELS.some((level) => subject[level] === valid))
    .map(({ name }) => name)
}
