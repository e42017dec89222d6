/** A person as a list names them; `position` is `null` where the list does not say. */
export type NamedPerson = { readonly name: string; readonly position: string | null }

/**
 * What stands between a list that was read and the people expected, by places in the two lists (from 0):
 * `person_unknown` a row nobody expected; `person_twice` a row beside another for the same person;
 * `person_missing` nobody's row; `namesake_unclear` rows or people of one name that nothing tells apart;
 * `namesake_by_order` namesakes matched by nothing but their order; `position_differs` another position.
 */
export type MatchIssue =
  | { readonly rule: 'person_unknown'; readonly row: number; readonly near: string | null }
  | { readonly rule: 'person_missing'; readonly person: number }
  | {
      readonly rule: 'person_twice' | 'namesake_unclear' | 'namesake_by_order' | 'position_differs'
      readonly row: number
    }

/** For each person the row that is theirs, or `null`; and every doubt. */
export type NameMatch = {
  readonly rowOf: readonly (number | null)[]
  readonly issues: readonly MatchIssue[]
}

/** The name in NFC with one blank between its parts and none around it; no letter or mark is changed. */
export function spacedName(name: string): string {
  return name.normalize('NFC').replaceAll(/\s+/gu, ' ').trim()
}

/**
 * Finds each person's row by the name, letter by letter. Namesakes are told apart by their positions; where
 * the rows state none, by their order when there are as many rows as people. A doubt leaves the person
 * without a row: nothing is guessed.
 */
export function matchNames(
  people: readonly NamedPerson[],
  rows: readonly NamedPerson[],
): NameMatch {
  const rowOf: (number | null)[] = people.map(() => null)
  const issues: MatchIssue[] = []
  const expected = byName(people)
  const found = byName(rows)
  for (const [name, persons] of expected) {
    const own = found.get(name) ?? []
    const pairs = pairsOf(people, persons, rows, own, issues)
    for (const [person, row] of pairs) rowOf[person] = row
    for (const person of persons)
      if (own.length < persons.length && rowOf[person] === null)
        issues.push({ rule: 'person_missing', person })
  }
  for (const [name, strangers] of found)
    if (!expected.has(name))
      for (const row of strangers)
        issues.push({ rule: 'person_unknown', row, near: likest(people, name) })
  return { rowOf, issues }
}

type Pair = readonly [person: number, row: number]

function pairsOf(
  people: readonly NamedPerson[],
  persons: readonly number[],
  rows: readonly NamedPerson[],
  own: readonly number[],
  issues: MatchIssue[],
): readonly Pair[] {
  const all = (rule: 'person_twice' | 'namesake_unclear' | 'namesake_by_order') => {
    for (const row of own) issues.push({ rule, row })
  }
  if (own.length > persons.length) {
    all('person_twice')
    return []
  }
  if (persons.length === 1) {
    const [person, row] = [persons[0]!, own[0]]
    if (row === undefined) return []
    const position = rows[row]!.position
    if (position !== null && !sameWords(position, people[person]!.position))
      issues.push({ rule: 'position_differs', row })
    return [[person, row]]
  }
  const byPosition = own.flatMap((row): Pair[] => {
    const fitting = persons.filter((each) => sameWords(people[each]!.position, rows[row]!.position))
    return fitting.length === 1 ? [[fitting[0]!, row]] : []
  })
  const distinct = new Set(byPosition.map(([person]) => person)).size === own.length
  if (byPosition.length === own.length && distinct) return byPosition
  const silent = own.every((row) => rows[row]!.position === null)
  if (silent && own.length === persons.length) {
    all('namesake_by_order')
    return persons.map((person, at): Pair => [person, own[at]!])
  }
  all('namesake_unclear')
  return []
}

function byName(list: readonly NamedPerson[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>()
  for (const [at, { name }] of list.entries()) {
    const key = spacedName(name)
    places.set(key, [...(places.get(key) ?? []), at])
  }
  return places
}

function sameWords(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && spacedName(one) === spacedName(other)
}

/** The expected name that differs from `name` in nothing but marks and capitals, for a hint. */
function likest(people: readonly NamedPerson[], name: string): string | null {
  return people.find((each) => bare(each.name) === bare(name))?.name ?? null
}

function bare(name: string): string {
  return spacedName(name)
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[đĐ]/gu, 'd')
    .toLowerCase()
}
