import { describe, expect, it } from 'vitest'
import { type Outcome, outcomeOf } from '../src/domain/outcome.ts'
import { type LawCase, lawFiles, tallyOfCase } from './cases/law-case.ts'
import { REGIMES, regimeNamed } from './domain/sample.ts'

const FILES = lawFiles()

/** What the case speaks of, taken from the outcome in the words of the case. */
function observed(outcome: Outcome, expected: LawCase['expected']): LawCase['expected'] {
  const [subject] = outcome.subjects
  const next = subject?.distance.toNext
  const all: LawCase['expected'] = {
    status: outcome.status,
    findings: outcome.findings.map(({ code }) => code),
    quorumMet: outcome.quorum?.met ?? null,
    base: subject?.base.value,
    band: subject?.band,
    provision: subject?.provision,
    percent: subject && [subject.high.percent, subject.medium.percent, subject.low.percent],
    toNext: next ? [next.band, next.votes] : null,
  }
  return Object.fromEntries(
    Object.entries(all).filter(([key]) => key in expected),
  ) as LawCase['expected']
}

describe('cases of law', () => {
  it('cover every provision that takes part in the arithmetic', () => {
    const ruled = REGIMES.flatMap(({ regime }) =>
      regime.provisions
        .filter(({ rule }) => rule !== null && rule.kind !== 'presence')
        .map(({ ref }) => `${regime.id} ${ref}`),
    )
    const covered = FILES.map(({ regime, provision }) => `${regime} ${provision}`)
    expect([...new Set(ruled)].sort()).toEqual(covered.sort())
  })

  it('are 13 files and hold the 13 vectors V1 to V13', () => {
    const names = FILES.flatMap(({ cases }) => cases.map(({ name }) => name))
    const vectors = new Set(names.flatMap((name) => /^V\d+/.exec(name) ?? []))
    expect([FILES.length, vectors.size]).toEqual([13, 13])
    expect(names.length).toBeGreaterThan(200)
  })

  describe.each(FILES)('$regime, $provision', ({ regime, cases }) => {
    it.each(cases)('$name', ({ input, expected }) => {
      const outcome = outcomeOf(tallyOfCase(regime, input), regimeNamed(regime))
      expect(observed(outcome, expected)).toEqual(expected)
    })
  })
})
