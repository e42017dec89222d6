import type { Side } from './tally.ts'

/** Cơ quan, đơn vị, tổ chức đảng; a tree by `parent`. The rest is its letterhead. */
export type Organisation = {
  readonly id: string
  readonly parent: string | null
  readonly side: Side
  readonly name: string
  readonly superior: string | null
  readonly locality: string | null
  readonly symbol: string | null
}

/** Whether `id` is `ancestor` itself or stands anywhere below it. */
export function isWithinOrganisation(
  organisations: readonly Organisation[],
  id: string,
  ancestor: string,
): boolean {
  const parents = new Map(organisations.map((each) => [each.id, each.parent]))
  const seen = new Set<string>()
  for (let at: string | null = id; at !== null && !seen.has(at); at = parents.get(at) ?? null) {
    if (at === ancestor) return true
    seen.add(at)
  }
  return false
}
