import { describe, expect, it } from 'vitest'
import {
  type UseRecord,
  followUpsOf,
  isOverdue,
  standingRecords,
  suggestedDays,
  usesOf,
} from '../../src/domain/use.ts'
import { regimeOf } from './regime-of-rules.ts'

const regime = regimeOf(
  { kind: 'use', id: 'evaluation', name: 'Đánh giá' },
  { kind: 'follow_up', id: 'resign', band: 'over_half', name: 'Cho từ chức' },
  { kind: 'follow_up', id: 'dismiss', band: 'two_thirds', name: 'Miễn nhiệm' },
  { kind: 'time_limit', act: 'decide', workingDays: 10 },
  { kind: 'time_limit', act: 'propose', workingDays: 10 },
)
const record = (parts: Partial<UseRecord>): UseRecord => ({
  id: '1',
  subject: 's',
  use: 'evaluation',
  decision: 'Hoàn thành tốt',
  number: null,
  decidedOn: null,
  decidedBy: 'Ban Thường vụ',
  dueOn: null,
  supersedes: null,
  ...parts,
})

describe('the use of results', () => {
  it('offers the uses of any result and the follow-ups of one band', () => {
    expect(usesOf(regime).map(({ rule }) => rule.id)).toEqual(['evaluation'])
    expect(followUpsOf(regime, 'over_half').map(({ rule }) => rule.id)).toEqual(['resign'])
    expect(followUpsOf(regime, 'none')).toEqual([])
  })

  it('suggests the day to propose, and ten working days after it the day to decide', () => {
    const days = suggestedDays(regime, '2026-11-23')
    expect(days.map(({ limit, day }) => [limit.rule.act, day])).toEqual([
      ['propose', '2026-12-07'],
      ['decide', '2026-12-21'],
    ])
    expect(suggestedDays(regimeOf(), '2026-11-23')).toEqual([])
  })

  it('lets a correction stand in the place of what it corrects', () => {
    const all = [record({}), record({ id: '2', supersedes: '1' }), record({ id: '3' })]
    expect(standingRecords(all).map((each) => each.id)).toEqual(['2', '3'])
  })

  it.each([
    ['2026-12-06', null, false],
    ['2026-12-07', null, false],
    ['2026-12-08', null, true],
    ['2026-12-08', '2026-12-01', false],
  ])('on %s, decided %s, due 07/12: overdue %s', (today, decidedOn, expected) => {
    expect(isOverdue(record({ dueOn: '2026-12-07', decidedOn }), today)).toBe(expected)
  })
})
