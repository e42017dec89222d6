import { compare, fraction, parseFraction } from './fraction.ts'
import type { BaseRule, Limits, Rule } from './rule.ts'
import { THREE_LEVELS, type Level, type Side } from './tally.ts'
import type { Day } from './time.ts'

/** How sure we are of a line of law: read word for word, read in other words, or not read at all. */
export type Evidence = 'quoted' | 'paraphrased' | 'assumed'

/** One line of a regulation: where it stands, its words, where they were read, and what it decides. */
export type Provision = {
  readonly ref: string
  readonly text: string
  readonly source: { readonly title: string; readonly href: string; readonly read: Day }
  readonly evidence: Evidence
  readonly rule: Rule | null
  /** Why a provision without a rule decides nothing here; or what about it is uncertain. */
  readonly note?: string | undefined
}

/** A regulation as data. Never edited once adopted: an amendment is a new file. */
export type Regime = {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly issuer: string
  readonly issuedOn: Day
  readonly side: Side
  readonly effectiveFrom: Day
  readonly effectiveTo: Day | null
  /** Taken by itself for votes on days it is in force, or only when a session asks for it by name. */
  readonly chosen: 'by_day' | 'by_name'
  /** The file whose place this one takes: the same regulation, read better. */
  readonly replaces: string | null
  readonly provisions: readonly Provision[]
}

/** A regulation together with the SHA-256 (hex) of the file it was read from. */
export type AdoptedRegime = { readonly regime: Regime; readonly sha256: string }

/** A rule of one kind with the provision that makes it. */
export type Sourced<R> = { readonly rule: R; readonly provision: Provision }

/** The rules of each regulation by kind: regulations never change, and are asked for every person. */
const RULES = new WeakMap<Regime, ReadonlyMap<Rule['kind'], readonly Sourced<Rule>[]>>()

/** Every rule of `kind` in the regulation, in the order of its provisions. */
export function rulesOf<K extends Rule['kind']>(
  regime: Regime,
  kind: K,
): readonly Sourced<Extract<Rule, { kind: K }>>[] {
  const known = RULES.get(regime) ?? sorted(regime)
  return (known.get(kind) ?? []) as readonly Sourced<Extract<Rule, { kind: K }>>[]
}

function sorted(regime: Regime): ReadonlyMap<Rule['kind'], readonly Sourced<Rule>[]> {
  const byKind = new Map<Rule['kind'], Sourced<Rule>[]>()
  for (const provision of regime.provisions) {
    const { rule } = provision
    if (rule) byKind.set(rule.kind, [...(byKind.get(rule.kind) ?? []), { rule, provision }])
  }
  RULES.set(regime, byKind)
  return byKind
}

/**
 * The marks a ballot of this regulation bears, in their order: the three of lấy phiếu unless it says
 * otherwise.
 *
 * @law bo-phieu-96-2023-qh15 Điều 3.2
 */
export function levelsOf(regime: Regime): readonly Level[] {
  return rulesOf(regime, 'levels')[0]?.rule.levels ?? THREE_LEVELS
}

/** What shares are taken of under this regulation; `undefined` when that was not read: nothing follows. */
export function baseOf(regime: Regime): Sourced<BaseRule> | undefined {
  return rulesOf(regime, 'base')[0]
}

/** Whether `votes` out of `base` (> 0) lie within the limits; exact at both ends. */
export function isWithin(limits: Limits, votes: number, base: number): boolean {
  const share = fraction(votes, base)
  const against = (text: string) => compare(share, parseFraction(text))
  return (
    (limits.gt === undefined || against(limits.gt) > 0) &&
    (limits.ge === undefined || against(limits.ge) >= 0) &&
    (limits.lt === undefined || against(limits.lt) < 0) &&
    (limits.le === undefined || against(limits.le) <= 0)
  )
}

/**
 * The regulation of `side` in force on the day of the vote, or `undefined` when none is known. A file
 * that another one replaces, or that has to be asked for by name, is never chosen by the day.
 */
export function regimeInForce<R extends AdoptedRegime>(
  regimes: readonly R[],
  side: Side,
  heldOn: Day,
): R | undefined {
  return regimes.find(
    ({ regime }) =>
      regime.chosen === 'by_day' &&
      regime.side === side &&
      isInForce(regime, heldOn) &&
      !regimes.some((other) => other.regime.replaces === regime.id),
  )
}

/** Whether the regulation is in force on that day; both ends of its period count. */
export function isInForce(regime: Regime, on: Day): boolean {
  return regime.effectiveFrom <= on && (regime.effectiveTo === null || on <= regime.effectiveTo)
}
