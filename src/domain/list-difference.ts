import { fieldsOf } from './json-value.ts'

/** A place in the old list and one in the new, from 0. */
type Pair = readonly [before: number, after: number]

/** Which items of two lists are the same, and what became of the others. */
export type ListDifference = {
  /** In the order of their new places. */
  readonly pairs: readonly Pair[]
  /** Places in the old list. */
  readonly removed: readonly number[]
  /** As few of the pairs as will do, moved between the others. */
  readonly moved: readonly Pair[]
  /** Places in the new list. */
  readonly added: readonly number[]
}

type Key = (item: unknown) => string | undefined

const named =
  (...names: readonly string[]): Key =>
  (item) => {
    const values = names.map((name) => fieldsOf(item)?.[name])
    return values.every((value) => value !== undefined && value !== null)
      ? JSON.stringify(values)
      : undefined
  }

/** What items are recognised by, the surest first: all of them, their identity, what they are called. */
const KEYS: readonly Key[] = [
  (item) => JSON.stringify(item),
  named('id'),
  named('code'),
  named('title'),
  named('number'),
  (item) => (fieldsOf(item)?.['printed'] === undefined ? undefined : named('ballotKind')(item)),
  named('subject'),
  named('case'),
  named('name', 'position'),
  named('name'),
]
/** At last by a post that only one holds in either list: that name is written otherwise. */
const POST = named('position')
const NONE: ReadonlySet<number> = new Set()

/** Pairs the items of two lists, each with one at most. */
export function listDifference(old: readonly unknown[], now: readonly unknown[]): ListDifference {
  const pairOf = new Map<number, number>()
  const taken = new Set<number>()
  const [posts, postsNow] = [placesBy(POST, old, NONE), placesBy(POST, now, NONE)]
  const isShared = (post: string) =>
    (posts.get(post)?.length ?? 0) > 1 || (postsNow.get(post)?.length ?? 0) > 1
  for (const key of [...KEYS, POST]) {
    const left = placesBy(key, old, taken)
    for (const [own, places] of placesBy(key, now, pairOf)) {
      if (key === POST && isShared(own)) continue
      const before = left.get(own) ?? []
      for (const [nth, place] of places.slice(0, before.length).entries()) {
        pairOf.set(place, before[nth]!)
        taken.add(before[nth]!)
      }
    }
  }
  const pairs = [...pairOf]
    .map(([after, before]): Pair => [before, after])
    .sort(([, one], [, two]) => one - two)
  const staying = longestRising(pairs.map(([before]) => before))
  return {
    pairs,
    removed: old.flatMap((_, at) => (taken.has(at) ? [] : [at])),
    moved: pairs.filter((_, at) => !staying.has(at)),
    added: now.flatMap((_, at) => (pairOf.has(at) ? [] : [at])),
  }
}

/** The places of the items that nothing has paired yet, by their key. */
function placesBy(
  key: Key,
  items: readonly unknown[],
  paired: { readonly has: (at: number) => boolean },
): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>()
  for (const [at, item] of items.entries()) {
    const own = paired.has(at) ? undefined : key(item)
    if (own === undefined) continue
    const same = places.get(own)
    if (same) same.push(at)
    else places.set(own, [at])
  }
  return places
}

/** The places of a longest part of the numbers that rises: what can stay where it is. */
function longestRising(numbers: readonly number[]): ReadonlySet<number> {
  const ends: number[] = [] // ends[n]: place of the smallest end of a rising part of n + 1 numbers
  const before: (number | undefined)[] = []
  for (const [at, number] of numbers.entries()) {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (numbers[ends[middle]!]! < number) low = middle + 1
      else high = middle
    }
    before[at] = ends[low - 1]
    ends[low] = at
  }
  const places = new Set<number>()
  for (let at = ends.at(-1); at !== undefined; at = before[at]) places.add(at)
  return places
}
