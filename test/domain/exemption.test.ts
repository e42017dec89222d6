import { describe, expect, it } from 'vitest'
import { exemptionOf } from '../../src/domain/exemption.ts'
import { regimeOf } from './regime-of-rules.ts'

const retirement = regimeOf({ kind: 'exemption', reason: 'retirement_notice' })
const started = regimeOf({ kind: 'exemption', reason: 'started_in_vote_year' })
const months = regimeOf({ kind: 'exemption', reason: 'short_service', months: 9 })
const person = { startedOn: null, retirementNoticeOn: null }

describe('who is left off the list', () => {
  it.each([
    ['2023-12-11', true],
    ['2023-12-12', true],
    ['2023-12-13', false],
    [null, false],
  ])('a notice of retirement on %s, vote on 12/12/2023: %s', (retirementNoticeOn, expected) => {
    const found = exemptionOf(retirement, { ...person, retirementNoticeOn }, '2023-12-12')
    expect(found !== null).toBe(expected)
  })

  it.each([
    ['2022-12-31', false],
    ['2023-01-01', true],
    ['2023-12-31', true],
    ['2024-01-01', false],
    [null, false],
  ])('appointed on %s, vote in 2023: %s', (startedOn, expected) => {
    expect(exemptionOf(started, { ...person, startedOn }, '2023-12-12') !== null).toBe(expected)
  })

  it.each([
    ['2018-01-25', false],
    ['2018-01-26', true],
    ['2018-10-25', true],
    [null, false],
  ])('in post since %s, vote on 25/10/2018, nine months asked: %s', (startedOn, expected) => {
    expect(exemptionOf(months, { ...person, startedOn }, '2018-10-25') !== null).toBe(expected)
  })

  it('says the first reason in the regulation’s order, with its provision', () => {
    const regime = regimeOf(
      { kind: 'exemption', reason: 'retirement_notice' },
      { kind: 'exemption', reason: 'started_in_vote_year' },
    )
    const both = { startedOn: '2023-05-01', retirementNoticeOn: '2023-06-01' }
    expect(exemptionOf(regime, both, '2023-12-12')).toMatchObject({
      rule: { reason: 'retirement_notice' },
      provision: { ref: 'Điều 1' },
    })
  })

  it('exempts nobody where the regulation names no exemption', () => {
    const both = { startedOn: '2023-05-01', retirementNoticeOn: '2023-06-01' }
    expect(exemptionOf(regimeOf(), both, '2023-12-12')).toBeNull()
  })
})
