import type { Regime } from '../../src/domain/regime.ts'
import type { Rule } from '../../src/domain/rule.ts'
import { regimeNamed } from './sample.ts'

/** A regulation of the Party with just these rules, the first at "Điều 1", the next at "Điều 2" … */
export function regimeOf(...rules: readonly Rule[]): Regime {
  const source = { title: 'Nguồn', href: 'https://example.org/', read: '2026-11-23' }
  return {
    ...regimeNamed('96-qd-tw-2023').regime,
    provisions: rules.map((rule, at) => ({
      ref: `Điều ${at + 1}`,
      text: 'Lời văn',
      source,
      evidence: 'quoted',
      rule,
    })),
  }
}
