/** The way to a value inside another one. */
export type Place = readonly (string | number)[]

/** Every place of a value that is no object and no list. */
export function placesIn(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at]
  return Object.entries(value).flatMap(([key, inner]) =>
    placesIn(inner, [...at, Array.isArray(value) ? Number(key) : key]),
  )
}

/** Every place of an object whose keys are fixed. */
export function objectsIn(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null || at.at(-1) === 'numbers') return []
  const own = Array.isArray(value) ? [] : [at]
  const inner = Object.entries(value).flatMap(([key, each]) =>
    objectsIn(each, [...at, Array.isArray(value) ? Number(key) : key]),
  )
  return [...own, ...inner]
}

/** The value with another one at that place. */
export function changed(value: unknown, [key, ...rest]: Place, to: unknown): unknown {
  if (key === undefined) return to
  if (Array.isArray(value))
    return value.map((each: unknown, at) => (at === key ? changed(each, rest, to) : each))
  const own = value as Record<string, unknown>
  return { ...own, [key]: changed(own[key], rest, to) }
}
