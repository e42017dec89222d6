import type { EntryNames } from '../domain/entry-names.ts'
import { type Regime, rulesOf } from '../domain/regime.ts'
import type { KnownNames } from '../messages/entry-words.ts'

type Named = { readonly names: EntryNames; readonly authors: ReadonlyMap<string, string> }

/** The names of a time-line with those that the regulation gives its steps, uses and follow-ups. */
export function knownNames({ names, authors }: Named, regime: Regime | null): KnownNames {
  const kinds = ['step', 'use', 'follow_up'] as const
  const rules = new Map(
    kinds.flatMap((kind) =>
      (regime ? rulesOf(regime, kind) : []).map(({ rule }): [string, string] => [
        rule.id,
        rule.name,
      ]),
    ),
  )
  return { ...names, authors, rules }
}
