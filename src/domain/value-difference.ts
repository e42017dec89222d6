import { fieldsOf } from './json-value.ts'
import { listDifference } from './list-difference.ts'

/** Names of fields and places in lists (from 0) that lead to a value; a place counts in the new list. */
export type Path = readonly (string | number)[]

/**
 * One difference between two values as JSON has them. `changed`: another value at the path, `undefined` where the field was or
 * is not there; the others lead to a list: `at` and `from` are places in the old list of what is gone or stood elsewhere, `at`
 * of `added` and `to` places in the new one. Those of one list stand together, before those inside of its items.
 */
export type Difference =
  | { readonly kind: 'changed'; readonly path: Path; readonly old: unknown; readonly new: unknown }
  | { readonly kind: 'added'; readonly path: Path; readonly at: number; readonly new: unknown }
  | { readonly kind: 'removed'; readonly path: Path; readonly at: number; readonly old: unknown }
  | {
      readonly kind: 'moved'
      readonly path: Path
      readonly from: number
      readonly to: number
      readonly item: unknown
    }

/** Values that mean something only as a whole: a time of day, the end of the journal. */
const WHOLE: readonly unknown[] = ['countingStarted', 'countingEnded', 'journalHead']

/** Deeper than anything recorded: below it values are told as a whole. */
const DEEPEST = 32

/** In what two values differ, field by field; items of lists are recognised by who or what they are about. */
export function differencesBetween(
  old: unknown,
  now: unknown,
  path: Path = [],
): readonly Difference[] {
  if (old === now) return []
  if (path.length < DEEPEST && !WHOLE.includes(path.at(-1))) {
    if (Array.isArray(old) && Array.isArray(now)) return betweenLists(old, now, path)
    const [before, after] = [fieldsOf(old), fieldsOf(now)]
    if (before && after)
      return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) =>
        differencesBetween(before[name], after[name], [...path, name]),
      )
  } else if (JSON.stringify(old) === JSON.stringify(now)) return []
  return [{ kind: 'changed', path, old, new: now }]
}

function betweenLists(
  old: readonly unknown[],
  now: readonly unknown[],
  path: Path,
): readonly Difference[] {
  const { pairs, removed, moved, added } = listDifference(old, now)
  return [
    ...removed.map((at) => ({ kind: 'removed', path, at, old: old[at] }) as const),
    ...moved.map(([from, to]) => ({ kind: 'moved', path, from, to, item: now[to] }) as const),
    ...added.map((at) => ({ kind: 'added', path, at, new: now[at] }) as const),
    ...pairs.flatMap(([before, after]) =>
      differencesBetween(old[before], now[after], [...path, after]),
    ),
  ]
}
