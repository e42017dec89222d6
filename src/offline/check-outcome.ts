import { disagreements } from '../recount/compare.ts'
import type { Recounted } from '../recount/recount.ts'
import type { OutcomeFile, Quorum, ReadOutcome } from './read-outcome.ts'
import type { TallyFile } from './read-tally.ts'
import type { KnownRegime } from './regimes.ts'

type Rule = { readonly kind: string; readonly base?: string; readonly ge?: string }
type Provisions = { readonly provisions: readonly { readonly rule: Rule | null }[] }

/** Where the outcome attached says anything else than what is counted anew; empty where they agree. */
export function differences(
  tally: TallyFile,
  { outcome, text, exact }: ReadOutcome,
  regime: KnownRegime,
  recounted: readonly Recounted[],
): readonly Readonly<Record<string, unknown>>[] {
  const rules = (JSON.parse(regime.body) as Provisions).provisions.flatMap(({ rule }) => rule ?? [])
  const base = rules.find(({ kind }) => kind === 'base')?.base
  const expected = quorumOf(tally, rules.find(({ kind }) => kind === 'quorum')?.ge)
  const others = [
    ...(exact ? [] : ['text']),
    ...(fitsStatus(tally, outcome) ? [] : ['status']),
    ...(outcome.subjects.every((subject) => subject.base.name === base) ? [] : ['base']),
    ...(sameQuorum(outcome.quorum, expected) ? [] : ['quorum']),
  ]
  return [...disagreements(text, recounted), ...others.map((what) => ({ what }))]
}

/** Whoever has a result has it of a computed outcome, and a computed outcome has one for everybody. */
function fitsStatus({ ballotKinds }: TallyFile, { status, subjects }: OutcomeFile): boolean {
  const people = ballotKinds.reduce((sum, kind) => sum + kind.subjects.length, 0)
  return subjects.length === (status === 'computed' ? people : 0)
}

function sameQuorum(a: Quorum | null, b: Quorum | null): boolean {
  if (!a || !b) return a === b
  const { present, summoned, required, met } = a
  return (
    present === b.present && summoned === b.summoned && required === b.required && met === b.met
  )
}

/** What must be there and whether it is, cross-multiplied in whole numbers. */
function quorumOf({ voters }: TallyFile, required: string | undefined): Quorum | null {
  if (required === undefined) return null
  const { present, summoned } = voters
  const [over = 0, under = 1] = required.split('/').map(Number)
  const met =
    present !== null && summoned !== null && summoned > 0 && present * under >= summoned * over
  return { present, summoned, required, met }
}
