import { compare, fraction, parseFraction } from './fraction.ts'
import { type Finding, finding } from './finding.ts'
import { type Regime, baseOf, isInForce, rulesOf } from './regime.ts'
import type { BallotKindTally, Count, Marks, Tally, Voters } from './tally.ts'

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
    found.push(finding('E202', `${path}/collected`, { collected, issued }))
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
  const seen = new Set<string>()
  for (const [row, subject] of kind.subjects.entries()) {
    const rowPath = `${path}/subjects/${row}`
    if (seen.has(subject.id)) found.push(finding('E102', `${rowPath}/id`, {}))
    seen.add(subject.id)
    found.push(...checkMarks(subject, valid, rowPath))
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

/** E101 for each mark not entered, E401 when the marks of one person ≠ the valid ballots. */
export function checkMarks(marks: Marks, valid: Count, path: string): Finding[] {
  const found = missing(marks, ['high', 'medium', 'low', 'invalid'], path)
  const { high, medium, low, invalid } = marks
  if (high === null || medium === null || low === null || invalid === null || valid === null)
    return found
  const sum = high + medium + low + invalid
  if (sum !== valid) found.push(finding('E401', path, { high, medium, low, invalid, sum, valid }))
  return found
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
