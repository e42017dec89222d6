import { describe, expect, it } from 'vitest'
import {
  type SpecialBallots,
  checkInvalidLines,
  checkSpecialBallots,
  effectOf,
  isInvalid,
} from '../../src/domain/invalidity.ts'
import { regimeOf } from './regime-of-rules.ts'

const regime = regimeOf(
  { kind: 'invalidity', case: 'not_issued', effect: 'ballot' },
  { kind: 'invalidity', case: 'line_marks', effect: 'line' },
  { kind: 'invalidity', case: 'name_added', effect: 'committee' },
)
const papers = (parts: Partial<SpecialBallots>): SpecialBallots => ({
  case: 'not_issued',
  ballots: 1,
  ruling: null,
  reason: null,
  ...parts,
})

describe('papers that are wrong', () => {
  it.each([
    [papers({}), true],
    [papers({ case: 'line_marks' }), false],
    [papers({ case: 'name_added' }), null],
    [papers({ case: 'name_added', ruling: 'valid' }), false],
    [papers({ case: 'name_added', ruling: 'invalid' }), true],
    [papers({ ruling: 'valid' }), true],
    [papers({ case: 'text_added' }), null],
  ])('%j: the whole paper is void: %s', (special, expected) => {
    expect(isInvalid(regime, special)).toBe(expected)
  })

  it('name the provision that says so', () => {
    expect(effectOf(regime, 'name_added')?.provision.ref).toBe('Điều 3')
    expect(effectOf(regime, 'no_stamp')).toBeNull()
  })

  const check = (special: readonly SpecialBallots[], invalid: number | null) =>
    checkSpecialBallots(special, invalid, regime, '/ballotKinds/0').map((each) => [
      each.code,
      each.path,
      each.numbers,
      each.provision,
    ])

  it('E205 while the committee has not ruled on papers the regulation is silent about', () => {
    const added = papers({ case: 'name_added', ballots: 2 })
    expect(check([papers({}), added], 3)).toEqual([
      ['E205', '/ballotKinds/0/special/1', { ballots: 2 }, 'Điều 3'],
    ])
    expect(check([{ ...added, ruling: 'valid', reason: 'Rõ ý' }], 0)).toEqual([])
    expect(check([{ ...added, ballots: 0 }], 0)).toEqual([])
  })

  it('E204 when more papers are named than were counted invalid, not at as many', () => {
    const three = [papers({ ballots: 2 }), papers({ case: 'name_added', ruling: 'invalid' })]
    expect(check(three, 4)).toEqual([])
    expect(check(three, 3)).toEqual([])
    expect(check(three, 2)).toEqual([
      ['E204', '/ballotKinds/0/invalid', { named: 3, invalid: 2 }, null],
    ])
    expect(check(three, null)).toEqual([])
  })
})

describe('lines that do not count', () => {
  const strict = regimeOf({ kind: 'invalidity', case: 'line_marks', effect: 'ballot' })
  it.each([
    [0, []],
    [1, ['E402']],
    [null, []],
  ])('%s of them, where a wrong line voids the paper: %j', (invalid, expected) => {
    expect(checkInvalidLines([{ invalid }], strict, '').map((each) => each.code)).toEqual(expected)
  })
  it('are nothing wrong where only the line is void, or nothing is said', () => {
    expect(checkInvalidLines([{ invalid: 1 }], regime, '')).toEqual([])
    expect(checkInvalidLines([{ invalid: 1 }], regimeOf(), '')).toEqual([])
  })
})
