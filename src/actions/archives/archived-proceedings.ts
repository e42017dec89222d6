import { definitiveCounts } from '../../domain/entry.ts'
import { inOrderOfLooking } from '../../domain/finding-catalogue.ts'
import type { Outcome } from '../../domain/outcome.ts'
import type { Proceedings } from '../../domain/proceedings.ts'
import { type DefinitiveSheet, reconcile, tallyOf } from '../../domain/reconciliation.ts'
import { levelsOf } from '../../domain/regime.ts'
import { checkSession } from '../../domain/session-checks.ts'
import type { Level, Tally } from '../../domain/tally.ts'
import type { ArchivedFacts } from '../../formats/archive/archived-facts.ts'
import type { RegimeFile } from '../../formats/regime-file.ts'
import { proceedingsOf } from '../proceedings.ts'

/** What an archive tells of a session as it stands. */
export type ArchivedSession = Pick<ArchivedFacts, 'session' | 'roster' | 'passes'>

/** The counts that stand on each sheet by the passes and decisions; `undefined` for a sheet without any. */
export function standingSheets(
  { session, roster, passes }: ArchivedSession,
  levels: readonly Level[],
): readonly (Omit<DefinitiveSheet, 'counts'> & {
  readonly number: number
  readonly counts: DefinitiveSheet['counts'] | undefined
})[] {
  return passes.sheets.map(({ number, ballotKind, ballots, attempts, settlements }) => {
    const kind = roster.ballotKinds.find((each) => each.id === ballotKind)
    const subjects = kind?.subjects.map(({ id }) => id) ?? []
    const plan = { ballots, subjects, levels }
    const latest = new Map(attempts.map((each) => [each.passNo, each])) // attempts ascend: the last stays
    const { passesRequired } = session.session
    const facts = { plan, passesRequired, claimed: [], passes: [...latest.values()], settlements }
    return { number, ballotKind, plan, counts: definitiveCounts(facts) }
  })
}

/** The tally that the passes add up to, as the program adds them; `null` where a sheet has no counts that stand. */
export function tallyOfPasses(archived: ArchivedSession, { regime }: RegimeFile): Tally | null {
  const levels = levelsOf(regime)
  const sheets = completeSheets(archived, levels)
  if (!sheets) return null
  const { session, organisation } = archived.session
  return tallyOf(session, organisation.name, archived.roster, sheets, levels)
}

/** Everything the documents of the present revision tell; `null` where a sheet has no counts that stand. */
export function archivedProceedings(
  archived: ArchivedSession,
  { tally, outcome }: { readonly tally: Tally; readonly outcome: Outcome },
  regime: RegimeFile,
): Proceedings | null {
  const sheets = completeSheets(archived, levelsOf(regime.regime))
  if (!sheets) return null
  const { roster } = archived
  const { session, organisation, acknowledgements, recheck } = archived.session
  const findings = inOrderOfLooking([
    ...reconcile(tally, roster, sheets, regime.regime),
    ...checkSession(session.voters, roster, tally, regime.regime),
  ])
  const told = { session, organisation: { ...organisation, parent: null }, regime }
  return proceedingsOf({ ...told, roster, tally, outcome, findings, acknowledgements, recheck })
}

function completeSheets(
  archived: ArchivedSession,
  levels: readonly Level[],
): readonly DefinitiveSheet[] | null {
  const sheets = standingSheets(archived, levels)
  const complete = sheets.flatMap(({ counts, ballotKind, plan }) =>
    counts ? [{ counts, ballotKind, plan }] : [],
  )
  return complete.length === sheets.length ? complete : null
}
