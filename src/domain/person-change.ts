/** Names on ballots are said to be one human being, or not to be; or such a word is taken back. */
export const PERSON_ACTS = ['join', 'split', 'undo'] as const
export type PersonAct = (typeof PERSON_ACTS)[number]

/** Whom one name on a ballot stands for: before, and now; `null` is that nobody said. */
export type PersonMove = {
  readonly subject: string
  readonly old: string | null
  readonly new: string | null
}

/** The moves that take a change back, each name to whom it stood for before. */
export function movesBack(moves: readonly PersonMove[]): readonly PersonMove[] {
  return moves.map(({ subject, old, new: now }) => ({ subject, old: now, new: old }))
}

/**
 * The first session in which two of the names stand: nobody is put to the vote twice in one session, so they
 * cannot be one human being. `null` when there is none.
 */
export function sessionWithTwo<T extends { readonly session: string }>(
  names: readonly T[],
): readonly [T, T] | null {
  const seen = new Map<string, T>()
  for (const each of names) {
    const other = seen.get(each.session)
    if (other) return [other, each]
    seen.set(each.session, each)
  }
  return null
}
