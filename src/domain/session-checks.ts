import { referredSide } from './catalogue.ts'
import { checkAbsences } from './checks.ts'
import { type Finding, finding } from './finding.ts'
import { checkSpecialBallots } from './invalidity.ts'
import type { Regime } from './regime.ts'
import type { Roster } from './roster.ts'
import type { Session } from './session.ts'
import type { Tally } from './tally.ts'

/**
 * What is to be told of a session beside its tally: E213 on absences, E204 and E205 on papers that are
 * wrong in a named way, W703 for posts that go by the law of the other side. Paths as in `tally@1`.
 *
 * @law 96-qd-tw-2023 Điều 4, chức danh do Quốc hội, HĐND bầu, Điều 6.3
 */
export function checkSession(
  voters: Session['voters'],
  roster: Roster,
  tally: Tally,
  regime: Regime,
): Finding[] {
  return [
    ...checkAbsences(voters),
    ...roster.ballotKinds.flatMap(({ account }, at) => {
      const invalid = tally.ballotKinds[at]?.invalid ?? null
      return checkSpecialBallots(account.special, invalid, regime, `/ballotKinds/${at}`)
    }),
    ...checkPosts(roster, regime),
  ]
}

/** W703 for each person whose post is elected or approved by a council and goes by its law. */
export function checkPosts(roster: Roster, regime: Regime): Finding[] {
  return roster.ballotKinds.flatMap((kind, at) =>
    kind.subjects.flatMap(({ position }, row): Finding[] => {
      const referred = referredSide(regime, position)
      const path = `/ballotKinds/${at}/subjects/${row}/position`
      return referred ? [finding('W703', path, {}, referred.provision.ref)] : []
    }),
  )
}
