import { compare, fraction, parseFraction } from './fraction.ts'
import { type Finding, finding } from './finding.ts'
import { checkInvalidLines, effectOf } from './invalidity.ts'
import { type Regime, baseOf, isInForce, levelsOf, rulesOf } from './regime.ts'
import {
  type Absences,
  type BallotKindTally,
  type Count,
  LEVELS,
  type Level,
  type Marks,
  type Tally,
  type Voters,
  addUp,
  markCount,
} from './tally.ts'

/** Ballots counted in one place: a whole ballot kind, or one sheet of it. */
type BallotCounts = { readonly collected: Count; readonly valid: Count; readonly invalid: Count }

/**
 * Every contradiction in what was counted, in the order of the file: people, then each ballot kind,
 * then each person. Empty when all identities hold. Paths are JSON pointers into `tally@1`.
 *
 * @law 96-qd-tw-2023 Điều 3.2, Điều 6.3
 */
export function checkTally(tally: Tally, regime: Regime): Finding[] {
  return [
    ...checkRegime(tally, regime),
    ...checkVoters(tally.voters, regime),
    ...tally.ballotKinds.flatMap((kind, at) => checkBallotKind(kind, at, tally.voters, regime)),
  ]
}

/**
 * E701 when what the shares are taken of was not read, W701 when the regulation was not in force on the
 * day, W702 when it is one of the other side.
 */
function checkRegime(tally: Tally, regime: Regime): Finding[] {
  const found: Finding[] = []
  if (!baseOf(regime)) found.push(finding('E701', '/regime', {}))
  if (!isInForce(regime, tally.heldOn)) found.push(finding('W701', '/regime', {}))
  if (regime.side !== tally.side) found.push(finding('W702', '/side', {}))
  return found
}

/**
 * Findings on the voter body: E101, E211, E212, W202.
 *
 * @law 96-qd-tw-2023 Điều 3.2
 */
export function checkVoters(voters: Voters, regime: Regime): Finding[] {
  const found = missing(voters, ['members', 'summoned', 'present'], '/voters')
  const { members, summoned, present } = voters
  if (summoned !== null && present !== null) {
    if (present > summoned) found.push(finding('E211', '/voters/present', { present, summoned }))
    for (const { rule, provision } of rulesOf(regime, 'quorum')) {
      if (!reachesQuorum(present, summoned, rule.ge))
        found.push(finding('E212', '/voters/present', { present, summoned }, provision.ref))
    }
  }
  if (members !== null && summoned !== null && summoned > members)
    found.push(finding('W202', '/voters/summoned', { summoned, members }))
  return found
}

/** E213 when those who stayed away, with leave and without, are not exactly those summoned and not present. */
export function checkAbsences(voters: Voters & Absences): Finding[] {
  const { summoned, present, absentExcused, absentUnexcused } = voters
  if (summoned === null || present === null) return []
  if (absentExcused === null || absentUnexcused === null) return []
  if (present + absentExcused + absentUnexcused === summoned) return []
  const numbers = { summoned, present, absentExcused, absentUnexcused }
  return [finding('E213', '/voters/absentExcused', numbers)]
}

/** Whether `present` out of `summoned` reaches the share; nobody summoned is no quorum. */
export function reachesQuorum(present: number, summoned: number, share: string): boolean {
  return summoned > 0 && compare(fraction(present, summoned), parseFraction(share)) >= 0
}

function checkBallotKind(
  kind: BallotKindTally,
  at: number,
  voters: Voters,
  regime: Regime,
): Finding[] {
  const path = `/ballotKinds/${at}`
  const { issued, collected, valid } = kind
  const found = missing(kind, ['issued', 'collected', 'valid', 'invalid'], path)
  if (issued !== null && voters.present !== null && issued > voters.present)
    found.push(finding('W201', `${path}/issued`, { issued, present: voters.present }))
  if (issued !== null && collected !== null && collected > issued)
    found.push(
      finding(
        'E202',
        `${path}/collected`,
        { collected, issued },
        effectOf(regime, 'collected_over_issued')?.provision.ref ?? null,
      ),
    )
  const base = baseOf(regime)
  if (base?.rule.base === 'members' && collected !== null && voters.members !== null)
    if (collected > voters.members)
      found.push(
        finding(
          'E203',
          `${path}/collected`,
          { collected, members: voters.members },
          base.provision.ref,
        ),
      )
  found.push(...checkBallots(kind, path, rulesOf(regime, 'conservation')[0]?.provision.ref ?? null))
  found.push(...checkInvalidLines(kind.subjects, regime, path))
  const seen = new Set<string>()
  for (const [row, subject] of kind.subjects.entries()) {
    const rowPath = `${path}/subjects/${row}`
    if (seen.has(subject.id)) found.push(finding('E102', `${rowPath}/id`, {}))
    seen.add(subject.id)
    found.push(...checkSubject(subject, valid, rowPath, regime))
  }
  return found
}

/** E201 when valid + invalid ≠ collected; silent while a count is missing. */
export function checkBallots(
  counts: BallotCounts,
  path: string,
  provision: string | null,
): Finding[] {
  const { collected, valid, invalid } = counts
  if (collected === null || valid === null || invalid === null) return []
  if (valid + invalid === collected) return []
  return [finding('E201', `${path}/valid`, { valid, invalid, collected }, provision)]
}

/**
 * E403 for a person counted in marks that are not the regulation's, of whom nothing more can be said; else
 * what `checkMarks` finds.
 *
 * @law bo-phieu-96-2023-qh15 Điều 3.2
 */
function checkSubject(subject: Marks, valid: Count, path: string, regime: Regime): Finding[] {
  const levels = levelsOf(regime)
  const foreign = LEVELS.filter((level) => !levels.includes(level))
  if (foreign.every((level) => markCount(subject, level) === null))
    return checkMarks(subject, levels, valid, path)
  const provision = rulesOf(regime, 'levels')[0]?.provision.ref ?? null
  return [finding('E403', path, {}, provision)]
}

/** E101 for each mark not entered, E401 when the marks of one person ≠ the valid ballots. */
export function checkMarks(
  marks: Marks,
  levels: readonly Level[],
  valid: Count,
  path: string,
): Finding[] {
  const counts: Readonly<Record<string, Count>> = {
    ...Object.fromEntries(levels.map((level) => [level, markCount(marks, level)])),
    invalid: marks.invalid,
  }
  const found = missing(counts, Object.keys(counts), path)
  const sum = addUp(Object.values(counts))
  if (sum === null || valid === null || sum === valid) return found
  return [...found, finding('E401', path, { ...counts, sum, valid })]
}

/** E101 for each of the named counts that is `null`. */
export function missing<K extends string>(
  counts: Readonly<Record<K, Count>>,
  names: readonly K[],
  path: string,
): Finding[] {
  return names
    .filter((name) => counts[name] === null)
    .map((name) => finding('E101', `${path}/${name}`, { [name]: null }))
}
