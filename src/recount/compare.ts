import type { Recounted } from './recount.ts'

/** Where the two computations say different things. */
export type Disagreement = {
  readonly ballotKind: string
  readonly id: string
  readonly what: 'person' | 'base' | 'high' | 'medium' | 'low' | 'band' | 'provision' | 'toNext'
}

type OutcomeFile = {
  subjects: {
    ballotKind: string
    id: string
    base: { value: number }
    high: Share
    medium: Share
    low: Share
    band: string
    provision: string | null
    distance: { toNext: { band: string; votes: number } | null }
  }[]
}
type Share = { count: number; fraction: string; percent: string | null }

/** Everything in which an `outcome@1` text and the second count differ; empty when they agree. */
export function disagreements(
  outcomeText: string,
  recounted: readonly Recounted[],
): readonly Disagreement[] {
  const { subjects } = JSON.parse(outcomeText) as OutcomeFile
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
      ...(['high', 'medium', 'low'] as const).flatMap((mark) => {
        const [count, percent] = second.shares[mark] ?? [Number.NaN, null]
        const { fraction } = first[mark]
        const agrees = first[mark].count === count && fraction === `${count}/${second.base}`
        return differs(mark, agrees && first[mark].percent === percent)
      }),
      ...differs('band', first.band === second.band),
      ...differs('provision', first.provision === second.provision),
      ...differs(
        'toNext',
        toNext?.band === second.toNext?.[0] && toNext?.votes === second.toNext?.[1],
      ),
    ]
  })
}
