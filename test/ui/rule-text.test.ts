import { describe, expect, test } from 'vitest'
import type { Rule } from '../../src/domain/rule.ts'
import { parseRegime } from '../../src/formats/regime.ts'
import { RULE_DESCRIPTIONS } from '../../src/formats/rule-descriptions.ts'
import vi from '../../src/messages/vi.json' with { type: 'json' }
import { bandText } from '../../src/messages/band-text.ts'
import { ruleActs, ruleText } from '../../src/ui/rule-text.ts'
import { band, bytes, provision, regimeFile } from '../formats/regime-sample.ts'

const regimeOf = (provisions: unknown[]) => parseRegime(bytes(regimeFile(provisions)), 'mau-1.json')

describe('a rule in words', () => {
  const kinds = Object.keys(RULE_DESCRIPTIONS) as Rule['kind'][]

  test('every kind has a name, says where it acts, and is explained to editors', () => {
    expect(kinds.length).toBeGreaterThan(15)
    for (const kind of kinds) {
      expect(Object.keys(vi.ruleKinds)).toContain(kind)
      expect(Object.keys(vi.ruleActs)).toContain(kind)
    }
  })

  test('a step that is a condition acts where counting opens, another does not', () => {
    const step = { kind: 'step', id: 'a', phase: 'preparation', per: 'session', name: 'A' } as const
    expect(ruleActs({ ...step, condition: true })).toContain('không mở kiểm phiếu')
    expect(ruleActs({ ...step, condition: false })).not.toContain('mở kiểm phiếu')
  })

  test('a deadline names its step', () => {
    const step = {
      kind: 'step',
      id: 'send',
      phase: 'preparation',
      per: 'session',
      condition: false,
    }
    const { regime } = regimeOf([provision('Điều 9', { ...step, name: 'Gửi hồ sơ' })])
    const deadline = { kind: 'deadline', step: 'send', daysBefore: 15 } as const
    expect(ruleText(deadline, regime)).toBe('Gửi hồ sơ: chậm nhất 15 ngày trước ngày lấy phiếu')
  })

  test('a band is called as people say only when it has just the limits they mean', () => {
    const of = (...limits: Record<string, string>[]) =>
      bandText(
        'over_half',
        regimeOf(limits.map((each, at) => band(at === 0 ? 'over_half' : `b${at}`, each))).regime,
      )
    expect(of({ gt: '1/2', lt: '2/3' }, { ge: '2/3' })).toBe(vi.bands.over_half)
    expect(of({ gt: '1/2', le: '2/3' }, { gt: '2/3' })).toBe('Tín nhiệm thấp trên 1/2, đến 2/3')
    expect(of({ gt: '1/3' })).toBe('Tín nhiệm thấp trên 1/3')
    expect(bandText('none', regimeOf([]).regime)).toBe(vi.bands.none)
  })
})
