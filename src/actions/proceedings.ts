import { type Acknowledgement, answers, isExplainable } from '../domain/acknowledgement.ts'
import { NO_DOCUMENT_SETTINGS } from '../domain/document-settings.ts'
import type { Finding } from '../domain/finding.ts'
import type { Organisation } from '../domain/organisation.ts'
import type { Outcome } from '../domain/outcome.ts'
import {
  type Conference,
  type Letterhead,
  NOTHING_STATED,
  type Proceedings,
  type RecheckTold,
} from '../domain/proceedings.ts'
import type { AdoptedRegime } from '../domain/regime.ts'
import type { Roster } from '../domain/roster.ts'
import type { Session } from '../domain/session.ts'
import type { Tally } from '../domain/tally.ts'

export type StoredSession = {
  readonly session: Session
  readonly organisation: Organisation
  readonly regime: AdoptedRegime
}

/** What the forms of a stored session tell, counted or not. */
export function conferenceOf({ session, organisation, regime }: StoredSession): Conference {
  const { mode, side, title, heldOn } = session
  const letterhead = letterheadOf(organisation)
  const { name } = organisation
  return {
    mode,
    letterhead,
    regime,
    side,
    title,
    organisation: name,
    heldOn,
    settings: session.documentSettings,
  }
}

/** Everything the documents of a stored session tell. */
export function proceedingsOf(
  stored: StoredSession & {
    readonly roster: Roster
    readonly tally: Tally
    readonly outcome: Outcome
    /** Everything found in the session's sums. */
    readonly findings: readonly Finding[]
    /** In the order they were given. */
    readonly acknowledgements: readonly Acknowledgement[]
    readonly recheck: RecheckTold
  },
): Proceedings {
  const { session, organisation, roster, tally, outcome, regime, recheck } = stored
  const errors = stored.findings.filter(isExplainable)
  const others = stored.findings.filter((each) => !isExplainable(each))
  return {
    mode: session.mode,
    letterhead: letterheadOf(organisation),
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
      special: account.special,
    })),
    decisions: standingAnswers(others, stored.acknowledgements),
    explanations: standingAnswers(errors, stored.acknowledgements),
    recheck,
    leftOut: roster.ballotKinds.flatMap((kind) => kind.leftOut),
    settings: session.documentSettings,
  }
}

/** The words at the head of what an organisation issues. */
export function letterheadOf({ superior, name, locality, symbol }: Organisation): Letterhead {
  return { superior, organisation: name, locality, symbol }
}

/** The last answer given to each finding, in the order of the findings. */
function standingAnswers(
  findings: readonly Finding[],
  acknowledgements: readonly Acknowledgement[],
): readonly Acknowledgement[] {
  return findings.flatMap(
    (found) => acknowledgements.findLast((each) => answers(each, found)) ?? [],
  )
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
    decisions: [],
    explanations: [],
    recheck: null,
    leftOut: [],
    settings: NO_DOCUMENT_SETTINGS,
  }
}
