/** A tally as it may be: any count may not have been entered. */
type TallyFile = {
  voters: { members: Count; summoned: Count; present: Count }
  ballotKinds: {
    issued: Count
    collected: Count
    valid: Count
    invalid: Count
    subjects: { id: string; invalid: Count; [mark: string]: unknown }[]
  }[]
}
type Count = number | null
type Rule =
  | { kind: 'base'; base: string }
  | { kind: 'levels'; levels: string[] }
  | { kind: 'quorum'; ge: string }
  | { kind: 'invalidity'; case: string; effect: string }
  | { kind: 'band' }
type RegimeFile = { provisions: { rule: Rule | null }[] }

const ALL_MARKS = ['high', 'medium', 'low', 'confidence', 'no_confidence']
const USUAL_MARKS = ALL_MARKS.slice(0, 3)

/**
 * Whether the figures of a `tally@1` text can be counted at all under a regulation file's text: every count
 * is there, each side of each sum is the other, and as many were present as the regulation asks for. More
 * papers collected than issued is left to the committee and passes here. Shares no line with the checks of
 * the first computation.
 */
export function addsUp(tallyText: string, regimeText: string): boolean {
  const { voters, ballotKinds } = JSON.parse(tallyText) as TallyFile
  const rules = (JSON.parse(regimeText) as RegimeFile).provisions.flatMap(({ rule }) => rule ?? [])
  const base = rules.flatMap((rule) => (rule.kind === 'base' ? rule.base : []))[0]
  const marks = rules.flatMap((rule) => (rule.kind === 'levels' ? [rule.levels] : []))[0]
  const { members, summoned, present } = voters
  if (base === undefined || members === null || summoned === null || present === null) return false
  if (present > summoned || !enoughCame(present, summoned, rules)) return false
  const wholePaper = rules.some(
    (rule) => rule.kind === 'invalidity' && rule.case === 'line_marks' && rule.effect === 'ballot',
  )
  return ballotKinds.every(({ issued, collected, valid, invalid, subjects }) => {
    if (issued === null || collected === null || valid === null || invalid === null) return false
    if (collected - valid - invalid !== 0) return false
    if (base === 'members' && collected > members) return false
    if (new Set(subjects.map(({ id }) => id)).size < subjects.length) return false
    return subjects.every((subject) => {
      const lines = subject.invalid
      if (lines === null || (wholePaper && lines > 0)) return false
      return leftOver(subject, valid - lines, marks ?? USUAL_MARKS) === 0
    })
  })
}

/** What is left of `ballots` once every mark is taken away; no number where a mark is missing or foreign. */
function leftOver(
  subject: Readonly<Record<string, unknown>>,
  ballots: number,
  marks: readonly string[],
): number {
  let left = ballots
  for (const mark of ALL_MARKS) {
    const count = subject[mark]
    if (marks.includes(mark)) left -= typeof count === 'number' ? count : Number.NaN
    else if (typeof count === 'number') return Number.NaN
  }
  return left
}

function enoughCame(present: number, summoned: number, rules: readonly Rule[]): boolean {
  return rules.every((rule) => {
    if (rule.kind !== 'quorum') return true
    const [over, under] = rule.ge.split('/').map(Number) as [number, number]
    return summoned > 0 && present * under >= over * summoned
  })
}
