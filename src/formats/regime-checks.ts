import { compare, parseFraction } from '../domain/fraction.ts'
import { type Regime, levelsOf } from '../domain/regime.ts'
import type { BandRule, Limits, Rule, RunningRule } from '../domain/rule.ts'
import type { InputRule } from './issues.ts'

/** A contradiction between the rules of one regulation: where (keys from the top) and which rule it breaks. */
type RegimeFault = { readonly path: readonly (string | number)[]; readonly rule: InputRule }

/** A rule with the place of its provision in the file. */
type Placed<R> = { readonly rule: R; readonly at: number }

/**
 * What contradicts itself in a regulation: rules that stand once standing twice, one provision behind
 * two rules of one kind, bands that overlap, leave gaps or are out of order, a period that ends before
 * it begins.
 */
export function checkRegime(regime: Regime): RegimeFault[] {
  const rules = regime.provisions.flatMap(({ rule }, at) => (rule ? [{ rule, at }] : []))
  const bands = rules.filter((each): each is Placed<BandRule> => each.rule.kind === 'band')
  const running = rules.filter((each): each is Placed<RunningRule> => each.rule.kind === 'running')
  return [
    ...(regime.effectiveTo !== null && regime.effectiveFrom > regime.effectiveTo
      ? [{ path: ['effectiveTo'], rule: 'period' as const }]
      : []),
    ...checkOnce(rules),
    ...checkReferences(rules),
    ...checkRefs(regime),
    ...checkLevels([...bands, ...running], regime),
    ...[...bands, ...running].flatMap(checkLimits),
    ...(bands.flatMap(checkLimits).length === 0 ? checkBands(bands) : []),
  ]
}

/** Kinds of which a regulation makes at most one rule. */
const ONCE = [
  'levels',
  'base',
  'quorum',
  'conservation',
  'presence',
  'venues',
  'side_by_side',
  'referral',
  'term_year',
] as const satisfies readonly Rule['kind'][]

/** Each of these stands once; whoever has bands says what they are shares of. */
function checkOnce(rules: readonly Placed<Rule>[]): RegimeFault[] {
  const faults: RegimeFault[] = []
  const has = (kind: Rule['kind']) => rules.some(({ rule }) => rule.kind === kind)
  if ((has('band') || has('running')) && !has('base'))
    faults.push({ path: ['provisions'], rule: 'one_base' })
  for (const kind of ONCE) {
    const same = rules.filter(({ rule }) => rule.kind === kind)
    for (const { at } of same.slice(1))
      faults.push({
        path: ['provisions', at, 'rule', 'kind'],
        rule: kind === 'base' ? 'one_base' : 'rule_twice',
      })
  }
  return faults
}

/** What a rule speaks of inside its kind: of two rules on one thing the second is refused. */
function subjectOf(rule: Rule): string | undefined {
  switch (rule.kind) {
    case 'title':
    case 'step':
    case 'use':
    case 'follow_up':
    case 'running':
      return rule.id
    case 'exemption':
      return rule.reason
    case 'precedence':
      return rule.earlier
    case 'deadline':
      return rule.step
    case 'invalidity':
      return rule.case
    case 'time_limit':
      return rule.act
    default:
      return undefined
  }
}

/** Deadlines name steps and follow-ups name bands of the same file; `months` belongs to one reason. */
function checkReferences(rules: readonly Placed<Rule>[]): RegimeFault[] {
  const faults: RegimeFault[] = []
  const knows = (kind: 'step' | 'band', id: string) =>
    rules.some(({ rule }) => rule.kind === kind && rule.id === id)
  const seen = new Set<string>()
  for (const { rule, at } of rules) {
    const path = ['provisions', at, 'rule']
    const subject = subjectOf(rule)
    const key = `${rule.kind} ${subject}`
    if (subject !== undefined && seen.has(key)) faults.push({ path, rule: 'rule_twice' })
    seen.add(key)
    if (rule.kind === 'deadline' && !knows('step', rule.step))
      faults.push({ path: [...path, 'step'], rule: 'unknown_step' })
    if (rule.kind === 'follow_up' && !knows('band', rule.band))
      faults.push({ path: [...path, 'band'], rule: 'unknown_band' })
    const needsMonths = rule.kind === 'exemption' && rule.reason === 'short_service'
    if (rule.kind === 'exemption' && needsMonths !== (rule.months !== undefined))
      faults.push({ path: [...path, 'months'], rule: needsMonths ? 'required' : 'unknown_key' })
  }
  return faults
}

/** One provision makes at most one rule of a kind, save kinds whose rules say what they speak of. */
function checkRefs(regime: Regime): RegimeFault[] {
  const seen = new Set<string>()
  const faults: RegimeFault[] = []
  for (const [at, { ref, rule }] of regime.provisions.entries()) {
    if (!rule || subjectOf(rule) !== undefined) continue
    const key = `${rule.kind} ${ref}`
    if (seen.has(key)) faults.push({ path: ['provisions', at, 'ref'], rule: 'duplicate_provision' })
    seen.add(key)
  }
  return faults
}

/** A band counts a mark that the regulation's votes have. */
function checkLevels(
  bands: readonly Placed<BandRule | RunningRule>[],
  regime: Regime,
): RegimeFault[] {
  const levels = levelsOf(regime)
  return bands
    .filter(({ rule }) => !levels.includes(rule.level))
    .map(({ at }) => ({ path: ['provisions', at, 'rule', 'level'], rule: 'level_unknown' }))
}

/** A band has one lower end, below 1 if it is `gt`, and at most one upper end above the lower. */
function checkLimits({ rule, at }: Placed<BandRule | RunningRule>): RegimeFault[] {
  const [lower, upper] = [lowerEnd(rule), upperEnd(rule)]
  const twice = (rule.gt && rule.ge) || (rule.lt && rule.le)
  const ordered = lower && (!upper || compare(parseFraction(lower), parseFraction(upper)) < 0)
  const empty = rule.gt && compare(parseFraction(rule.gt), parseFraction('1/1')) >= 0
  return twice || !ordered || empty
    ? [{ path: ['provisions', at, 'rule'], rule: 'band_limits' }]
    : []
}

/**
 * Bands measure one mark, stand from the lowest to the highest, meet exactly — one ends with `lt` where
 * the next begins with `ge`, or `le` where it begins with `gt` — and the last one has no upper end.
 */
function checkBands(bands: readonly Placed<BandRule>[]): RegimeFault[] {
  const faults: RegimeFault[] = []
  const ids = new Set<string>()
  for (const [index, { rule, at }] of bands.entries()) {
    const path = ['provisions', at, 'rule']
    const next = bands[index + 1]
    if (ids.has(rule.id)) faults.push({ path: [...path, 'id'], rule: 'duplicate_id' })
    ids.add(rule.id)
    if (rule.level !== bands[0]!.rule.level)
      faults.push({ path: [...path, 'level'], rule: 'bands_levels' })
    const fault = next ? seam(rule, next.rule) : upperEnd(rule) ? 'bands_gap' : null
    if (fault) faults.push({ path: ['provisions', (next ?? { at }).at, 'rule'], rule: fault })
  }
  return faults
}

function seam(low: Limits, high: Limits): InputRule | null {
  const start = parseFraction(lowerEnd(high)!)
  if (compare(parseFraction(lowerEnd(low)!), start) >= 0) return 'bands_order'
  const end = upperEnd(low)
  const order = end ? compare(parseFraction(end), start) : 1
  if (order > 0 || (order === 0 && low.le && high.ge)) return 'bands_overlap'
  if (order < 0 || (low.lt && high.gt)) return 'bands_gap'
  return null
}

function lowerEnd({ gt, ge }: Limits): string | undefined {
  return gt ?? ge
}

function upperEnd({ lt, le }: Limits): string | undefined {
  return lt ?? le
}
