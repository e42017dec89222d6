import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outcomeOf } from '../../src/domain/outcome.ts'
import { AppError, type InputIssue } from '../../src/errors.ts'
import { INPUT_RULES } from '../../src/formats/issues.ts'
import { outcomeText, parseOutcome } from '../../src/formats/outcome.ts'
import { parseRegime } from '../../src/formats/regime.ts'
import { parseTally, tallyText } from '../../src/formats/tally.ts'
import { regimeNamed, sampleTally } from '../domain/sample.ts'

const REGIME = readFileSync(
  new URL('../../data/regimes/35-2012-qh13.json', import.meta.url),
  'utf8',
)

const FILES = [
  { name: 'tally', text: tallyText(sampleTally()), parse: parseTally },
  {
    name: 'outcome',
    text: outcomeText(outcomeOf(sampleTally(), regimeNamed('96-qd-tw-2023'))),
    parse: parseOutcome,
  },
  { name: 'regime', text: REGIME, parse: (bytes: Uint8Array) => parseRegime(bytes, 'x.json') },
]

type Holder = Record<string, unknown>

/** Every place of a JSON value that holds a value, as the object and its key. */
function places(value: unknown): [Holder, string][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]): [Holder, string][] => [
    [value as Holder, key],
    ...places(each),
  ])
}

const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>('1/0', '', 'x', '2/3', -1, 1e9, 0.5, [], {}, null, true, '2023-02-30'),
)

describe.each(FILES)('a damaged $name file', ({ text, parse }) => {
  it('is read or refused with known rules, never a fault of ours', () => {
    const seen = { read: 0, refused: 0 }
    const damage = fc.array(fc.tuple(fc.nat(), anything), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(damage, (changes) => {
        const file = JSON.parse(text) as unknown
        for (const [at, value] of changes) {
          const all = places(file)
          const [holder, key] = all[at % all.length]!
          holder[key] = value
        }
        try {
          parse(new TextEncoder().encode(JSON.stringify(file)))
          seen.read += 1
        } catch (error) {
          if (!(error instanceof AppError)) throw error
          seen.refused += 1
          for (const { rule } of (error.detail['issues'] ?? []) as InputIssue[])
            expect(INPUT_RULES.filter((each) => each !== 'invalid')).toContain(rule)
        }
      }),
      { numRuns: 1000 },
    )
    expect(seen.refused).toBeGreaterThan(seen.read)
  })

  it('is refused when any one byte is cut off its end', () => {
    const whole = new TextEncoder().encode(text.trimEnd())
    for (let length = whole.length - 1; length >= Math.max(0, whole.length - 400); length -= 1)
      expect(() => parse(whole.subarray(0, length))).toThrow(AppError)
  })
})
