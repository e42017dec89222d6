import { type SpecialBallots, effectOf } from '../../domain/invalidity.ts'
import { type Provision, type Regime, rulesOf } from '../../domain/regime.ts'
import type { BallotKind } from '../../domain/roster.ts'
import { INVALID_CASES, type InvalidCase, type InvalidityRule } from '../../domain/rule.ts'
import { type Typed, countText, numberOf, textOf, textOrNull } from './form.ts'
import { refuseField } from './refusal.ts'

/** One way papers of a kind can be wrong, as the form asks for it. */
export type SpecialField = {
  readonly case: InvalidCase
  readonly effect: InvalidityRule['effect']
  /** Where the regulation says so; `null` when it does not speak of the case: the committee decides. */
  readonly provision: Provision | null
}

/**
 * The cases asked for of one kind: those the regulation names, in its order, then those it does not.
 * Papers with more names than one are not asked about single-name faults, and the reverse, unless some
 * were recorded. What was collected beyond what was issued is a contradiction of sums, no kind of paper.
 */
export function specialFields(regime: Regime, kind: BallotKind): readonly SpecialField[] {
  const named = rulesOf(regime, 'invalidity').map(({ rule }) => rule.case)
  const other = kind.subjects.length > 1 ? 'single_name_marks' : 'line_marks'
  const recorded = kind.account.special.map((each) => each.case)
  if (named.length === 0 && recorded.length === 0) return []
  return [...new Set([...named, ...INVALID_CASES])]
    .filter((each) => each !== 'collected_over_issued')
    .filter((each) => each !== other || recorded.includes(each))
    .map((each) => {
      const found = effectOf(regime, each)
      return {
        case: each,
        effect: found?.rule.effect ?? 'committee',
        provision: found?.provision ?? null,
      }
    })
}

/**
 * What was typed of each case, for the schema to check; cases with nothing typed are left out. A ruling
 * without its reason is refused there, `path` being that of the list.
 */
export function specialOf(
  typed: Typed,
  prefix: string,
  fields: readonly SpecialField[],
  path: string,
): readonly Readonly<Record<keyof SpecialBallots, unknown>>[] {
  return filledFields(typed, prefix, fields).map((each, at) => {
    const name = `${prefix}.${each.case}`
    const ruling = each.effect === 'committee' ? textOrNull(typed, `${name}.ruling`) : null
    const reason = each.effect === 'committee' ? textOrNull(typed, `${name}.reason`) : null
    if (ruling !== null && reason === null) refuseField(`${path}/${at}/reason`, 'text_empty')
    return { case: each.case, ballots: numberOf(typed, `${name}.ballots`), ruling, reason }
  })
}

/** The field a pointer into the list of cases, "1/reason", stands in. */
export function specialPlace(
  typed: Typed,
  prefix: string,
  fields: readonly SpecialField[],
  at: number,
  key: string,
): string {
  const filled = filledFields(typed, prefix, fields)
  return `${prefix}.${filled[at]?.case ?? fields[0]?.case}.${key}`
}

function filledFields(typed: Typed, prefix: string, fields: readonly SpecialField[]) {
  return fields.filter((each) =>
    ['ballots', 'ruling', 'reason'].some((key) => textOf(typed, `${prefix}.${each.case}.${key}`)),
  )
}

/** The stored cases as they stand in the form. */
export function specialTyped(special: readonly SpecialBallots[], prefix: string): Typed {
  return Object.fromEntries(
    special.flatMap((each) => [
      [`${prefix}.${each.case}.ballots`, countText(each.ballots)],
      [`${prefix}.${each.case}.ruling`, each.ruling ?? ''],
      [`${prefix}.${each.case}.reason`, each.reason ?? ''],
    ]),
  )
}
