import {
  type EntryPass,
  type SheetCounts,
  type SheetFacts,
  type SheetPlan,
  checkSheet,
  differences,
  emptyCellsOf,
  returnedPasses,
  standingSettlements,
} from './entry.ts'

/**
 * The cells of a pass that its author types anew when it is sent back: those in which the passes differ,
 * and those in which this one contradicts itself. JSON pointers, each once, in the order of finding.
 */
export function cellsToRetype(
  pass: EntryPass,
  passes: readonly EntryPass[],
  plan: SheetPlan,
): readonly string[] {
  const differing = differences(passes).map(({ path }) => path)
  const contradicting = checkSheet(pass.counts, plan)
    .filter(({ severity }) => severity === 'error')
    .flatMap(({ code, path }) => {
      if (code === 'E201') return ['/collected', '/valid', '/invalid']
      return code === 'E401' ? [...plan.levels, 'invalid'].map((cell) => `${path}/${cell}`) : [path]
    })
  return [...new Set([...differing, ...contradicting])]
}

/**
 * The cells of a pass sent back that are marked for its author, whose counts stand like that now: those emptied
 * when it was sent back. Once another pass came in since, those still empty, because where passes differ now
 * would tell what the other one has typed.
 */
export function cellsAgain(
  facts: SheetFacts,
  passNo: number,
  counts: SheetCounts,
): readonly string[] {
  const pass = facts.passes.find((each) => each.passNo === passNo)
  if (!pass || !returnedPasses(facts).includes(passNo)) return []
  const unmoved = standingSettlements(facts).some((each) => each.passNo === passNo)
  return unmoved ? cellsToRetype(pass, facts.passes, facts.plan) : emptyCellsOf(counts)
}
