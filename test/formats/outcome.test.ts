import { describe, expect, it } from 'vitest'
import { outcomeOf } from '../../src/domain/outcome.ts'
import { AppError } from '../../src/errors.ts'
import { outcomeText, parseOutcome } from '../../src/formats/outcome.ts'
import { regimeNamed, sampleTally } from '../domain/sample.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const adopted = regimeNamed('96-qd-tw-2023')
const computed = outcomeOf(sampleTally(), adopted)
const held = outcomeOf(sampleTally({ kind: { valid: 50, invalid: 1 } }), adopted)
const nobody = outcomeOf(
  sampleTally({
    kind: { issued: 0, collected: 0, valid: 0 },
    subject: { high: 0, medium: 0 },
  }),
  adopted,
)

const two = outcomeOf(
  sampleTally({ marks: { confidence: 30, no_confidence: 21, invalid: 1 } }),
  regimeNamed('bo-phieu-96-2023-qh15'),
)

describe('outcomeText', () => {
  it('writes the file of the contract, key by key', () => {
    expect(JSON.parse(outcomeText(computed))).toEqual({
      format: 'tin-nhiem/outcome@1',
      regime: { id: '96-qd-tw-2023', sha256: adopted.sha256 },
      status: 'computed',
      findings: [],
      quorum: { present: 52, summoned: 53, required: '2/3', met: true },
      subjects: [
        {
          ballotKind: 'A',
          id: '1',
          base: { name: 'collected', value: 52 },
          high: { count: 48, fraction: '48/52', percent: '92,31' },
          medium: { count: 4, fraction: '4/52', percent: '7,69' },
          low: { count: 0, fraction: '0/52', percent: '0,00' },
          band: 'none',
          provision: null,
          distance: { toNext: { band: 'over_half', votes: 27 } },
        },
      ],
    })
  })

  it('keeps the order of the contract', () => {
    const keys = outcomeText(computed).match(/\w+(?=":)/g)!
    const share = 'count fraction percent'
    expect(keys.join(' ')).toBe(
      'format regime id sha256 status findings quorum present summoned required met ' +
        `subjects ballotKind id base name value high ${share} medium ${share} low ${share} ` +
        'band provision distance toNext band votes',
    )
  })

  it('has a share for each of two levels, in the place of the three', () => {
    const keys = outcomeText(two).match(/\w+(?=":)/g)!
    const share = 'count fraction percent'
    expect(keys.slice(keys.indexOf('ballotKind')).join(' ')).toBe(
      `ballotKind id base name value confidence ${share} no_confidence ${share} ` +
        'band provision distance toNext band votes',
    )
  })

  it('gives the same bytes for the same tally', () => {
    expect(outcomeText(outcomeOf(sampleTally(), adopted))).toBe(outcomeText(computed))
  })
})

describe('parseOutcome', () => {
  it.each([
    ['computed', computed],
    ['held', held],
    ['of no ballot', nobody],
    ['in two levels', two],
    ['without a quorum', outcomeOf(sampleTally(), regimeNamed('96-2023-qh15'))],
  ])('reads an outcome %s as it was written', (_, outcome) => {
    expect(parseOutcome(bytes(outcomeText(outcome)))).toEqual(outcome)
  })

  it('refuses a share that is missing and one of another vote', () => {
    const faults = (outcome: typeof two, from: RegExp, to: string) => {
      try {
        parseOutcome(bytes(outcomeText(outcome).replace(from, to)))
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        const issues = error.detail['issues'] as { path: string; rule: string }[]
        return issues.map(({ path, rule }) => `${path} ${rule}`)
      }
      return []
    }
    const low = /"low": \{[^}]*\},/
    expect(faults(computed, low, '')).toEqual(['/subjects/0/low required'])
    expect(faults(two, /"no_confidence": \{[^}]*\},/, '')).toEqual([
      '/subjects/0/no_confidence required',
    ])
    const [share] = low.exec(outcomeText(computed))!
    // Two marks outweigh the one that is of another vote.
    expect(faults(two, /"confidence": /, `${share} "confidence": `)).toEqual([
      '/subjects/0/low levels_mixed',
    ])
  })

  it('refuses an unknown key, a code that is none, and another format', () => {
    const refusal = (from: string, to: string) => {
      const text = outcomeText(held)
      expect(text).toContain(from)
      try {
        parseOutcome(bytes(text.replace(from, to)))
      } catch (error) {
        if (error instanceof AppError) return error
        throw error
      }
      throw new Error('nothing was refused')
    }
    expect(refusal('"status"', '"more": 1, "status"').detail).toMatchObject({
      issues: [{ path: '/more', rule: 'unknown_key', found: '1' }],
    })
    expect(refusal('E201', 'E999').detail).toMatchObject({
      issues: [{ path: '/findings/0/code', rule: 'choice' }],
    })
    expect(refusal('outcome@1', 'outcome@9').code).toBe('unknown_format')
  })
})
