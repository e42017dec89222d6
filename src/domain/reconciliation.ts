import { checkTally } from './checks.ts'
import { type SheetCounts, type SheetFacts, checkSheet } from './entry.ts'
import { type Finding, finding } from './finding.ts'
import type { Regime } from './regime.ts'
import { type Roster, sumSheets } from './roster.ts'
import type { Session } from './session.ts'
import { type Level, type Tally, addUp } from './tally.ts'

/** A sheet whose counts stand, with the ballot kind it belongs to. */
export type DefinitiveSheet = {
  readonly ballotKind: string
  readonly plan: SheetFacts['plan']
  readonly counts: SheetCounts
}

/**
 * The session's counts as a tally: people and ballots as recorded, marks of the vote's `levels` summed
 * over the sheets.
 * Subjects are numbered from 1 in ballot order within their kind.
 */
export function tallyOf(
  session: Session,
  organisation: string,
  roster: Roster,
  sheets: readonly DefinitiveSheet[],
  levels: readonly Level[],
): Tally {
  const { members, summoned, present } = session.voters
  return {
    regime: session.regime,
    side: session.side,
    heldOn: session.heldOn,
    title: session.title,
    organisation,
    voters: { members, summoned, present },
    ballotKinds: roster.ballotKinds.map((kind) => {
      const own = sheets.filter((sheet) => sheet.ballotKind === kind.id)
      const totals = sumSheets(
        kind,
        own.map((sheet) => sheet.counts),
        levels,
      )
      return {
        id: kind.code,
        title: kind.title,
        issued: kind.account.issued,
        collected: kind.account.collected,
        valid: totals.valid,
        invalid: totals.invalid,
        subjects: kind.subjects.map(({ name, position, block }, at) => {
          const { subject: _, ...marks } = totals.rows[at]!
          return { id: String(at + 1), name, position, block, ...marks }
        }),
      }
    }),
  }
}

/**
 * Everything that stands between the counts and a result: the tally's own contradictions, E301 where
 * the sheets hold more or fewer ballots than were collected, W301 for each odd bundle, and the errors of a
 * sheet taken as on paper that its sums do not show: two sheets may be wrong by as much in opposite ways.
 *
 * @law 96-qd-tw-2023 Điều 6.3
 * @law 262-qd-tw-2014 Điều 7.3
 */
export function reconcile(
  tally: Tally,
  roster: Roster,
  sheets: readonly DefinitiveSheet[],
  regime: Regime,
): Finding[] {
  const ofTally = checkTally(tally, regime)
  const bySheet = roster.ballotKinds.flatMap((kind, at) => {
    const own = sheets.filter((sheet) => sheet.ballotKind === kind.id)
    const path = `/ballotKinds/${at}`
    const { collected } = kind.account
    const onSheets = addUp(own.map(({ counts }) => counts.collected))
    const sum =
      collected !== null && onSheets !== null && collected !== onSheets
        ? [finding('E301', `${path}/collected`, { collected, onSheets })]
        : []
    const odd = own.flatMap((sheet, row) =>
      checkSheet(sheet.counts, sheet.plan)
        .filter((found) => !isShown(found, path, ofTally))
        .map((found) => ({ ...found, path: `${path}/sheets/${row}${found.path}` })),
    )
    return [...sum, ...odd]
  })
  return [...ofTally, ...bySheet]
}

/** Whether the sums of the kind have the same error at the same place as one of its sheets. */
function isShown(found: Finding, kind: string, ofTally: readonly Finding[]): boolean {
  const path = `${kind}${found.path.replace('/rows/', '/subjects/')}`
  return ofTally.some((each) => each.code === found.code && each.path === path)
}
