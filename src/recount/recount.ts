import { addsUp } from './adds-up.ts'

/** One person's result counted a second time, from the two files alone. */
export type Recounted = {
  readonly ballotKind: string
  readonly id: string
  readonly base: number
  /** Of each mark: the count and its percentage as printed; `null` when the base is 0. */
  readonly shares: Readonly<Record<string, readonly [count: number, percent: string | null]>>
  readonly band: string
  readonly provision: string | null
  /** The next band up and the votes missing to it. */
  readonly toNext: readonly [band: string, votes: number] | null
}

type TallyFile = {
  voters: { members: number }
  ballotKinds: {
    id: string
    collected: number
    subjects: Subject[]
  }[]
}
type BandRule = { kind: 'band'; id: string; level: Mark } & Partial<Record<Comparison, string>>
type BaseRule = { kind: 'base'; base: string }
type LevelsRule = { kind: 'levels'; levels: Mark[] }
type RegimeFile = {
  provisions: { ref: string; rule: null | BandRule | BaseRule | LevelsRule }[]
}
type Mark = 'high' | 'medium' | 'low' | 'confidence' | 'no_confidence'
/** A person with a count for each mark of the vote. */
type Subject = { id: string } & { [mark in Mark]?: number }
type Comparison = 'gt' | 'ge' | 'lt' | 'le'
type Label = { readonly band: string; readonly provision: string | null }

/** The marks of a vote whose regulation names none. */
const USUAL_MARKS: readonly Mark[] = ['high', 'medium', 'low']
const NO_BAND: Label = { band: 'none', provision: null }

/**
 * Counts a second time what follows from a `tally@1` text under a regulation file's text, one element a
 * person in the order of the ballots.
 *
 * Shares no line with the first computation and works the other way round: for each base it writes down
 * a table with the band of every possible number of votes, and looks the results up in it. Nobody has a
 * result when the figures are incomplete or contradict each other.
 */
export function recount(tallyText: string, regimeText: string): readonly Recounted[] {
  if (!addsUp(tallyText, regimeText)) return []
  const tally = JSON.parse(tallyText) as TallyFile
  const { provisions } = JSON.parse(regimeText) as RegimeFile
  const marks =
    provisions.flatMap(({ rule }) => (rule?.kind === 'levels' ? [rule.levels] : []))[0] ??
    USUAL_MARKS
  const measured = provisions.flatMap(({ rule }) => (rule?.kind === 'band' ? rule.level : []))[0]
  const byMembers = provisions.some(({ rule }) => rule?.kind === 'base' && rule.base === 'members')
  const tables = new Map<number, readonly Label[]>()
  const results: Recounted[] = []
  for (const kind of tally.ballotKinds) {
    const base = byMembers ? tally.voters.members : kind.collected
    const table = tables.get(base) ?? tableOf(base, provisions)
    tables.set(base, table)
    for (const subject of kind.subjects) {
      const shares = marks.map((mark) => {
        const count = countOf(subject, mark)
        return [mark, [count, percent(count, base)]]
      })
      results.push({
        ballotKind: kind.id,
        id: subject.id,
        base,
        shares: Object.fromEntries(shares) as Recounted['shares'],
        ...lookUp(table, measured ? countOf(subject, measured) : 0, base),
      })
    }
  }
  return results
}

function countOf(subject: Subject, mark: Mark): number {
  const count = subject[mark]
  if (typeof count === 'number') return count
  throw new TypeError(`recount: ${subject.id} has no count of ${mark}`)
}

/** The band of that many votes of the mark that bands measure, and the next one above. */
function lookUp(table: readonly Label[], votes: number, base: number) {
  if (base === 0) return { band: 'undetermined', provision: null, toNext: null }
  const { band, provision } = table[votes] ?? NO_BAND
  for (let more = votes + 1; more <= base; more += 1) {
    const above = table[more] ?? NO_BAND
    if (above.band !== 'none' && above.band !== band)
      return { band, provision, toNext: [above.band, more - votes] as const }
  }
  return { band, provision, toNext: null }
}

/** The band of 0, 1, 2 … `base` votes. */
function tableOf(base: number, provisions: RegimeFile['provisions']): readonly Label[] {
  const table: Label[] = Array.from({ length: base + 1 }, () => NO_BAND)
  for (const { ref, rule } of provisions) {
    if (rule?.kind !== 'band') continue
    for (let votes = 0; votes <= base; votes += 1)
      if (isInside(rule, votes, base)) table[votes] = { band: rule.id, provision: ref }
  }
  return table
}

/** Votes and base are at most a million, limits at most a/b with six digits: all products are exact. */
function isInside(rule: BandRule, votes: number, base: number): boolean {
  const excess = (limit: string) => {
    const [over, under] = limit.split('/').map(Number) as [number, number]
    return votes * under - over * base
  }
  if (rule.gt !== undefined && !(excess(rule.gt) > 0)) return false
  if (rule.ge !== undefined && !(excess(rule.ge) >= 0)) return false
  if (rule.lt !== undefined && !(excess(rule.lt) < 0)) return false
  return rule.le === undefined || excess(rule.le) <= 0
}

/** By long division, as on paper: whole part, two digits, and a look at what is left. */
function percent(count: number, base: number): string | null {
  if (base === 0) return null
  let rest = count * 100
  let hundredths = 0
  for (let place = 0; place < 3; place += 1) {
    const digit = (rest - (rest % base)) / base
    hundredths = hundredths * 10 + digit
    rest = (rest % base) * 10
  }
  if (rest >= base * 5) hundredths += 1
  const text = String(hundredths).padStart(3, '0')
  return `${text.slice(0, -2)},${text.slice(-2)}`
}
