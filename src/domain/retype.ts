import { type EntryPass, type SheetPlan, checkSheet, differences } from './entry.ts'

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
