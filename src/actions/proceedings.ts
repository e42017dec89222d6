import type { Organisation } from '../domain/organisation.ts'
import type { Outcome } from '../domain/outcome.ts'
import { type Letterhead, NOTHING_STATED, type Proceedings } from '../domain/proceedings.ts'
import type { AdoptedRegime } from '../domain/regime.ts'
import type { Roster } from '../domain/roster.ts'
import type { Session } from '../domain/session.ts'
import type { Tally } from '../domain/tally.ts'

/** Everything the documents of a stored session tell. */
export function proceedingsOf(stored: {
  session: Session
  organisation: Organisation
  roster: Roster
  tally: Tally
  outcome: Outcome
  regime: AdoptedRegime
}): Proceedings {
  const { session, organisation, roster, tally, outcome, regime } = stored
  const { superior, name, locality, symbol } = organisation
  return {
    mode: session.mode,
    letterhead: { superior, organisation: name, locality, symbol },
    tally,
    outcome,
    regime,
    ...session.minutesFacts,
    absentExcused: session.voters.absentExcused,
    absentUnexcused: session.voters.absentUnexcused,
    ballotNotes: roster.ballotKinds.map(({ code, account }) => ({
      ballotKind: code,
      printed: account.printed,
      invalidReasons: account.invalidReasons,
    })),
  }
}

/** What a tally file alone tells: everything it does not state is left to be filled by hand. */
export function proceedingsOfTally(
  tally: Tally,
  outcome: Outcome,
  regime: AdoptedRegime,
): Proceedings {
  const letterhead: Letterhead = {
    superior: null,
    organisation: tally.organisation,
    locality: null,
    symbol: null,
  }
  return {
    mode: 'real',
    letterhead,
    tally,
    outcome,
    regime,
    ...NOTHING_STATED,
    absentExcused: null,
    absentUnexcused: null,
    ballotNotes: [],
  }
}
