import { LEVELS, LEVEL_SETS, type Level } from '../domain/tally.ts'

/** Whatever has a member for each level of its vote. */
type ByLevel = { readonly [level in Level]?: unknown }

/**
 * The marks in which a file speaks of its people: the set of which it names more; the three of lấy phiếu
 * when it names none.
 */
export function levelSetOf(people: readonly ByLevel[]): readonly Level[] {
  const named = (set: readonly Level[]) =>
    people.reduce((sum, person) => sum + set.filter((each) => person[each] !== undefined).length, 0)
  return LEVEL_SETS.reduce((most, set) => (named(set) > named(most) ? set : most))
}

/** The marks a person is given that do not belong to the set. */
export function foreignLevels(person: ByLevel, set: readonly Level[]): readonly Level[] {
  return LEVELS.filter((level) => person[level] !== undefined && !set.includes(level))
}
