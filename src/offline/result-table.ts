import type { Recounted } from '../recount/recount.ts'
import type { Counted } from './check-data.ts'
import type { StatedSubject } from './read-outcome.ts'
import { type BallotKind, type Count, type Mark, MARKS } from './read-tally.ts'

/** The figures of one vote, each counted anew, and beside it what the file says; plain data. */
export type Table = {
  readonly title: string
  /** Of which revision of the session, in an archive. */
  readonly revision: number | null
  readonly organisation: string
  readonly heldOn: string
  readonly regime: string
  readonly kinds: readonly KindTable[]
}
export type KindTable = Pick<BallotKind, 'title' | 'issued' | 'collected' | 'valid' | 'invalid'> & {
  readonly marks: readonly Mark[]
  readonly rows: readonly Row[]
}
export type Row = {
  readonly name: string
  readonly position: string
  readonly invalid: Count
  /** As counted here, and as the file says; null where there is none. */
  readonly here: Figures | null
  readonly told: Figures | null
  readonly agrees: boolean
}
export type Figures = {
  readonly base: number
  readonly shares: Readonly<Record<string, readonly [fraction: string, percent: string | null]>>
  /** The identity of the band, its provision, and what it is by the regulation: the mark it measures and its limits. */
  readonly band: string
  readonly provision: string | null
  readonly level: string | null
  readonly limits: readonly (readonly [Comparison, limit: string])[]
}

const COMPARISONS = ['gt', 'ge', 'lt', 'le'] as const
type Comparison = (typeof COMPARISONS)[number]
type BandRule = { readonly kind: string; readonly id: string; readonly level: string } & {
  readonly [comparison in Comparison]?: string
}

/** The table of the figures, in the order of the ballots. */
export function tableOf(
  { tally, outcome, regime, recounted }: Counted,
  revision: number | null,
): Table {
  const { title, organisation, heldOn } = tally
  const stated = outcome.subjects
  const bands = bandsOf(regime.body)
  return {
    title,
    revision,
    organisation,
    heldOn,
    regime: regime.id,
    kinds: tally.ballotKinds.map((kind) => {
      const isOwn = (each: { ballotKind: string; id: string }, id: string) =>
        each.ballotKind === kind.id && each.id === id
      const rows = kind.subjects.map(({ id, name, position, invalid }): Row => {
        const here = countedFigures(
          recounted.find((each) => isOwn(each, id)),
          bands,
        )
        const told = toldFigures(
          stated.find((each) => isOwn(each, id)),
          bands,
        )
        const agrees = JSON.stringify(here) === JSON.stringify(told)
        return { name, position, invalid, here, told, agrees }
      })
      const { issued, collected, valid, invalid } = kind
      const marks = marksOf(kind.subjects[0])
      return { title: kind.title, issued, collected, valid, invalid, marks, rows }
    }),
  }
}

function marksOf(subject: object | undefined): readonly Mark[] {
  return MARKS.find(([first]) => subject !== undefined && first in subject) ?? MARKS[0]
}

function countedFigures(one: Recounted | undefined, bands: readonly BandRule[]): Figures | null {
  if (!one) return null
  const { base, shares } = one
  const written = Object.entries(shares).map(([mark, [count, percent]]) => {
    return [mark, [`${count}/${base}`, percent]] as const
  })
  return { base, shares: Object.fromEntries(written), ...ruling(one, bands) }
}

function toldFigures(one: StatedSubject | undefined, bands: readonly BandRule[]): Figures | null {
  if (!one) return null
  const { base } = one
  const written = MARKS.flat().flatMap((mark) => {
    const share = one[mark]
    return share ? [[mark, [share.fraction, share.percent]] as const] : []
  })
  return { base: base.value, shares: Object.fromEntries(written), ...ruling(one, bands) }
}

function ruling(
  { band, provision }: Pick<Figures, 'band' | 'provision'>,
  bands: readonly BandRule[],
): Pick<Figures, 'band' | 'provision' | 'level' | 'limits'> {
  const rule = bands.find(({ id }) => id === band)
  const limits = COMPARISONS.flatMap((comparison) => {
    const limit = rule?.[comparison]
    return limit === undefined ? [] : [[comparison, limit] as const]
  })
  return { band, provision, level: rule?.level ?? null, limits }
}

function bandsOf(regimeText: string): readonly BandRule[] {
  const { provisions } = JSON.parse(regimeText) as {
    readonly provisions: readonly { readonly rule: BandRule | null }[]
  }
  return provisions.flatMap(({ rule }) => (rule?.kind === 'band' ? [rule] : []))
}
