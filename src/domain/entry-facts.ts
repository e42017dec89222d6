import { type Acknowledgement, isExplainable } from './acknowledgement.ts'
import { type EntryPass, type Settlement, differences } from './entry.ts'
import { finding } from './finding.ts'
import type { FactName, SessionFact } from './session-comparison.ts'
import { countFact, single } from './session-facts.ts'

/** Everything that was done to the bundles of a session, through all its revisions. */
export type EntryHistory = {
  readonly sheets: readonly string[]
  readonly attempts: readonly {
    readonly sheet: string
    readonly pass: EntryPass
    /** From 1 within the pass. */
    readonly attempt: number
  }[]
  readonly settlements: readonly Pick<Settlement, 'decision'>[]
  /** What each second look by lot found. */
  readonly rechecks: readonly { readonly agrees: boolean }[]
  readonly answers: readonly Acknowledgement[]
  readonly reopened: number
}

/**
 * How often what was done: numbers of acts, never of ballots. A bundle differs where the first submissions of its
 * passes do, whatever became of it afterwards.
 */
export function entryFacts(history: EntryHistory): readonly SessionFact[] {
  const { sheets, attempts, settlements, rechecks, answers, reopened } = history
  const firsts = sheets.map((sheet) => {
    const own = attempts.filter((each) => each.sheet === sheet && each.attempt === 1)
    return differences(own.map(({ pass }) => pass)).length
  })
  const decided = (decision: Settlement['decision']) =>
    settlements.filter((each) => each.decision === decision).length
  const kinds = answers.map(kindOfAnswer)
  const counts: readonly (readonly [FactName, number])[] = [
    ['sheets', sheets.length],
    ['submissions', attempts.length],
    ['retyped', attempts.filter(({ attempt }) => attempt > 1).length],
    ['differingSheets', firsts.filter((cells) => cells > 0).length],
    ['differingCells', firsts.reduce((all, cells) => all + cells, 0)],
    ['chosen', decided('choose')],
    ['sentBack', decided('return')],
    ['rechecked', rechecks.length],
    ['disagreed', rechecks.filter(({ agrees }) => !agrees).length],
    ['acknowledged', kinds.filter((kind) => kind === 'acknowledged').length],
    ['decided', kinds.filter((kind) => kind === 'decided').length],
    ['explained', kinds.filter((kind) => kind === 'explained').length],
    ['reopened', reopened],
  ]
  return counts.map(([fact, count]) => single('entry', fact, countFact(count)))
}

/** A warning looked into, an error the committee let stand, or one that holds the result and was explained. */
function kindOfAnswer({ code, path, numbers }: Acknowledgement) {
  const found = finding(code, path, numbers)
  if (found.severity === 'warning') return 'acknowledged'
  return isExplainable(found) ? 'explained' : 'decided'
}
