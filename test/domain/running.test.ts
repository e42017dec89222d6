import { describe, expect, it } from 'vitest'
import type { Regime } from '../../src/domain/regime.ts'
import { type RunningVote, isSameRegulation, runningFindings } from '../../src/domain/running.ts'
import type { RunningRule } from '../../src/domain/rule.ts'
import { regimeOf } from './regime-of-rules.ts'

const rule = (parts: Partial<RunningRule> = {}): RunningRule => ({
  kind: 'running',
  id: 'twice',
  level: 'low',
  gt: '1/2',
  times: 2,
  unit: 'years',
  consequence: 'Bỏ phiếu tín nhiệm.',
  ...parts,
})
const YEARS = regimeOf(rule())
const VOTES = { ...regimeOf(rule({ unit: 'votes' })), number: 'L' }
const PLAIN = { ...regimeOf(), number: 'mới' }

const vote = (heldOn: string, low: number | null, regime: Regime = YEARS): RunningVote => ({
  session: heldOn,
  heldOn,
  regime,
  result: low === null ? null : { base: 100, counts: { high: 0, low } },
})
const answers = (...votes: RunningVote[]) =>
  runningFindings(votes).map(({ heldOn, answer }) => [heldOn.slice(0, 4), answer])
/** What is said at the last of the votes, and why where nothing is known. */
const last = (...votes: RunningVote[]) => {
  const finding = runningFindings(votes).at(-1)!
  return [finding.answer, ...finding.links.map(({ reason }) => reason).filter(Boolean)]
}

describe('a condition over two years running', () => {
  it.each([
    [50, 'not_met'],
    [51, 'met'],
    [100, 'met'],
  ])('with %i of 100 in the second year is %s: "trên 1/2" leaves out one half', (low, answer) => {
    expect(last(vote('2013-06-01', 51), vote('2014-06-01', low))).toEqual([answer])
  })

  it('takes the other year as exactly', () => {
    expect(last(vote('2013-06-01', 50), vote('2014-06-01', 51))).toEqual(['not_met'])
  })

  it('is decided on whole numbers where a percentage would round up to the limit', () => {
    const thirds = regimeOf(rule({ gt: undefined, ge: '2/3' }))
    const of = (heldOn: string, low: number): RunningVote => {
      return { ...vote(heldOn, null, thirds), result: { base: 1_000_000, counts: { low } } }
    }
    expect(last(of('2013-06-01', 666_667), of('2014-06-01', 666_666))).toEqual(['not_met'])
    expect(last(of('2013-06-01', 666_667), of('2014-06-01', 666_667))).toEqual(['met'])
  })

  it('says of each vote what holds then, whatever order the votes come in', () => {
    const votes = [vote('2015-03-01', 60), vote('2013-06-01', 60), vote('2014-06-01', 60)]
    expect(answers(...votes)).toEqual([
      ['2013', 'unclear'],
      ['2014', 'met'],
      ['2015', 'met'],
    ])
  })

  it('is unclear when the year before is not in the record, and says so', () => {
    expect(last(vote('2012-06-01', 60), vote('2014-06-01', 60))).toEqual([
      'unclear',
      'no_earlier_vote',
    ])
  })

  it('is not met at all when this vote does not reach the share, whatever is missing before it', () => {
    expect(last(vote('2014-06-01', 50))).toEqual(['not_met', 'no_earlier_vote'])
  })

  it('is unclear when that year had two votes that differ, clear when both say the same', () => {
    const now = vote('2014-06-01', 60)
    expect(last(vote('2013-03-01', 60), vote('2013-09-01', 40), now)).toEqual([
      'unclear',
      'several_votes',
    ])
    expect(last(vote('2013-03-01', 60), vote('2013-09-01', 70), now)).toEqual(['met'])
  })

  it('is unclear when that vote is held back or has nothing to be a share of', () => {
    const none = { ...vote('2013-06-01', 0), result: { base: 0, counts: { low: 0 } } }
    expect(last(vote('2013-06-01', null), vote('2014-06-01', 60))).toEqual(['unclear', 'no_result'])
    expect(last(none, vote('2014-06-01', 60))).toEqual(['unclear', 'no_result'])
  })
})

describe('a condition over two votes running', () => {
  it('takes the vote before, whatever year it was in', () => {
    expect(last(vote('2010-06-01', 60, VOTES), vote('2014-06-01', 60, VOTES))).toEqual(['met'])
    expect(
      last(
        vote('2010-06-01', 60, VOTES),
        vote('2012-06-01', 50, VOTES),
        vote('2014-06-01', 60, VOTES),
      ),
    ).toEqual(['not_met'])
  })

  it('asks for as many as the regulation says', () => {
    const three = { ...regimeOf(rule({ unit: 'votes', times: 3 })), number: 'B' }
    const years = ['2010', '2011', '2012'].map((year) => vote(`${year}-06-01`, 60, three))
    expect(answers(...years).map(([, answer]) => answer)).toEqual(['unclear', 'unclear', 'met'])
  })
})

describe('across a change of the regulation', () => {
  it('a vote under the one before leaves it unclear, with its count told', () => {
    const [finding] = runningFindings([vote('2013-06-01', 90, PLAIN), vote('2014-06-01', 60)])
    expect(finding).toMatchObject({ answer: 'unclear', heldOn: '2014-06-01' })
    expect(finding!.links[1]).toMatchObject({
      session: '2013-06-01',
      count: 90,
      base: 100,
      reached: null,
      reason: 'other_regulation',
    })
  })

  it('nothing is asked under a regulation that has no such condition', () => {
    expect(answers(vote('2013-06-01', 60), vote('2014-06-01', 60, PLAIN))).toEqual([
      ['2013', 'unclear'],
    ])
  })

  it('the same regulation read once more is no change', () => {
    const earlier = { ...YEARS, id: 'ban-truoc', provisions: [] }
    expect(isSameRegulation(earlier, YEARS)).toBe(true)
    expect(isSameRegulation(PLAIN, YEARS)).toBe(false)
    expect(last(vote('2013-06-01', 60, earlier), vote('2014-06-01', 60))).toEqual(['met'])
  })
})

it('a finding names the provision it is asked under', () => {
  const [finding] = runningFindings([vote('2014-06-01', 60)])
  expect(finding!.rule.provision.ref).toBe(YEARS.provisions[0]!.ref)
})
