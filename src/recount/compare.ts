import type { Recounted } from './recount.ts'

const MARKS = ['high', 'medium', 'low', 'confidence', 'no_confidence'] as const
type Mark = (typeof MARKS)[number]

/** Where the two computations say different things. */
export type Disagreement = {
  readonly ballotKind: string
  readonly id: string
  readonly what: 'person' | 'base' | Mark | 'band' | 'provision' | 'toNext'
}

/** Errors that hold a result though its figures add up: left to the committee, or beside the tally. */
const NOT_IN_THE_SUMS = ['E202', 'E204', 'E205', 'E213', 'E301']

type OutcomeFile = {
  status: 'computed' | 'held'
  findings: { code: string; path: string }[]
  subjects: ({
    ballotKind: string
    id: string
    base: { value: number }
    band: string
    provision: string | null
    distance: { toNext: { band: string; votes: number } | null }
  } & { [mark in Mark]?: Share })[]
}
type Share = { count: number; fraction: string; percent: string | null }

/**
 * Everything in which an `outcome@1` text and the second count differ; empty when they agree. A held outcome
 * agrees with a second count that comes to no result either, or where it names an error that is not in the sums.
 */
export function disagreements(
  outcomeText: string,
  recounted: readonly Recounted[],
): readonly Disagreement[] {
  const { status, findings, subjects } = JSON.parse(outcomeText) as OutcomeFile
  const heldBeside = findings.some(
    ({ code, path }) =>
      NOT_IN_THE_SUMS.includes(code) || (code.startsWith('E') && path.includes('/sheets/')),
  )
  if (status === 'held' && subjects.length === 0 && heldBeside) return []
  const people = Math.max(subjects.length, recounted.length)
  return Array.from({ length: people }, (_, at) => at).flatMap((at): Disagreement[] => {
    const [first, second] = [subjects[at], recounted[at]]
    const { ballotKind, id } = first ?? second ?? { ballotKind: '', id: '' }
    const same = first && second && first.ballotKind === second.ballotKind && first.id === second.id
    if (!same) return [{ ballotKind, id, what: 'person' }]
    const differs = (what: Disagreement['what'], agrees: boolean): Disagreement[] =>
      agrees ? [] : [{ ballotKind, id, what }]
    const { toNext } = first.distance
    return [
      ...differs('base', first.base.value === second.base),
      ...MARKS.flatMap((mark) =>
        differs(mark, agree(first[mark], second.shares[mark], second.base)),
      ),
      ...differs('band', first.band === second.band),
      ...differs('provision', first.provision === second.provision),
      ...differs(
        'toNext',
        toNext?.band === second.toNext?.[0] && toNext?.votes === second.toNext?.[1],
      ),
    ]
  })
}

/** Whether both give the mark the same share, or neither gives it one. */
function agree(
  first: Share | undefined,
  second: Recounted['shares'][string] | undefined,
  base: number,
): boolean {
  if (!first || !second) return first === second
  const [count, percent] = second
  return first.count === count && first.fraction === `${count}/${base}` && first.percent === percent
}
