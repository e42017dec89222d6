import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isDecidable } from '../../src/domain/finding.ts'
import { checkTally } from '../../src/domain/checks.ts'
import type { Tally } from '../../src/domain/tally.ts'
import { readRegimes } from '../../src/formats/regime.ts'
import { tallyText } from '../../src/formats/tally.ts'
import { addsUp } from '../../src/recount/adds-up.ts'

const REGIMES = readRegimes('data/regimes')
const named = (id: string) => REGIMES.find(({ regime }) => regime.id === id)!

type Parts = { voters?: object; kind?: object; subject?: object }

function tally({ voters, kind, subject }: Parts = {}, side: Tally['side'] = 'party'): Tally {
  const person = { id: '1', name: 'M', position: '', block: null, invalid: 0 }
  const marks = { high: 6, medium: 2, low: 1 }
  return {
    regime: null,
    side,
    heldOn: '2026-02-05',
    title: '',
    organisation: '',
    voters: { members: 12, summoned: 12, present: 10, ...voters },
    ballotKinds: [
      {
        id: 'A',
        title: 'A',
        issued: 10,
        collected: 10,
        valid: 9,
        invalid: 1,
        ...kind,
        subjects: [{ ...person, ...marks, ...subject }],
      },
    ],
  }
}

describe('whether figures add up, asked a second time', () => {
  const { body } = named('96-qd-tw-2023')

  it.each<[string, Parts, boolean]>([
    ['all is there and agrees', {}, true],
    ['valid + invalid one below collected', { kind: { invalid: 0 } }, false],
    ['valid + invalid one above collected', { kind: { invalid: 2 } }, false],
    ['marks one below valid', { subject: { high: 5 } }, false],
    ['marks one above valid', { subject: { high: 7 } }, false],
    ['a mark not entered', { subject: { low: null } }, false],
    ['a line not entered', { subject: { invalid: null } }, false],
    ['issued not entered', { kind: { issued: null } }, false],
    ['members not entered', { voters: { members: null } }, false],
    ['one present below the quorum', { voters: { present: 7 } }, false],
    ['present at the quorum', { voters: { present: 8 } }, true],
    ['all present', { voters: { present: 12 } }, true],
    ['one more present than summoned', { voters: { present: 13 } }, false],
    ['more collected than issued, which the committee decides on', { kind: { issued: 9 } }, true],
  ])('%s', (_, parts, expected) => {
    expect(addsUp(tallyText(tally(parts)), body)).toBe(expected)
  })

  it('takes no mark of another vote', () => {
    const foreign = tallyText(tally()).replace('"low": 1', '"low": 1, "confidence": 0')
    expect(foreign).toContain('confidence')
    expect(addsUp(foreign, body)).toBe(false)
    const two = named('bo-phieu-96-2023-qh15').body
    expect(addsUp(tallyText(tally({}, 'state')), two)).toBe(false)
  })

  it('counts a person once', () => {
    const one = tally()
    const [kind] = one.ballotKinds
    const twice = {
      ...one,
      ballotKinds: [{ ...kind!, subjects: [...kind!.subjects, ...kind!.subjects] }],
    }
    expect(addsUp(tallyText(twice), body)).toBe(false)
  })

  it('says the same as the checks of the first computation, under every regulation', () => {
    const count = fc.option(fc.nat(12), { nil: null, freq: 12 })
    const near = (n: number) =>
      fc.oneof({ weight: 9, arbitrary: fc.constant(n) }, { weight: 1, arbitrary: count })
    const parts = fc.record({
      voters: fc.record({ members: near(12), summoned: near(12), present: near(10) }),
      kind: fc.record({ issued: near(10), collected: near(10), valid: near(9), invalid: near(1) }),
      subject: fc.record({ high: near(6), medium: near(2), low: near(1), invalid: near(0) }),
    })
    const seen = { true: 0, false: 0 }
    fc.assert(
      fc.property(fc.constantFrom(...REGIMES.map(({ regime }) => regime.id)), parts, (id, each) => {
        const { regime, body: text } = named(id)
        const given = tally(each, regime.side)
        const errors = checkTally(given, regime).filter(
          (found) => found.severity === 'error' && !isDecidable(found),
        )
        const sound = addsUp(tallyText(given), text)
        seen[`${sound}`] += 1
        expect(sound).toBe(errors.length === 0)
      }),
      { numRuns: 2000 },
    )
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(50)
  })
})
