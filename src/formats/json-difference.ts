import { pointer } from './json-pointer.ts'

/**
 * The JSON pointer of the first place where two values differ, in the order of the first one's keys;
 * `''` when the whole is another kind of value, `null` when nothing differs.
 */
export function firstDifference(
  one: unknown,
  other: unknown,
  at: readonly (string | number)[] = [],
): string | null {
  if (!isTree(one) || !isTree(other) || Array.isArray(one) !== Array.isArray(other))
    return Object.is(one, other) ? null : pointer(at)
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const both = Object.hasOwn(one, key) && Object.hasOwn(other, key)
    const found = both ? firstDifference(one[key], other[key], [...at, key]) : pointer([...at, key])
    if (found !== null) return found
  }
  return null
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
