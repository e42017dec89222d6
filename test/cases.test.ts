import { describe, expect, it } from 'vitest'
import { lawFiles, LAW_KINDS } from './cases/law-files.ts'
import { ABOUTS, ruleKey } from './cases/law-kind.ts'
import { REGIMES } from './domain/sample.ts'

const FILES = lawFiles()

/** Every rule of every regulation: where it stands, and the key its cases have to cover. */
const RULES = REGIMES.flatMap(({ regime }) =>
  regime.provisions.flatMap(({ ref, rule }) =>
    rule ? [{ regime: regime.id, ref, key: ruleKey(rule, ref) }] : [],
  ),
)

describe('cases of law', () => {
  it('have a way to be read for everything they can be about', () => {
    expect(LAW_KINDS.map(({ about }) => about).sort()).toEqual([...ABOUTS].sort())
  })

  it('exercise every rule of every regulation, in a file of its provision', () => {
    const bare = RULES.filter(
      ({ regime, ref, key }) =>
        !FILES.some(
          (file) =>
            file.regime === regime &&
            file.provisions.includes(ref) &&
            file.cases.some(({ covers }) => covers.includes(key)),
        ),
    )
    expect(bare).toEqual([])
    expect(RULES.length).toBeGreaterThan(200)
  })

  it.each(FILES)('of $regime/$file name provisions that stand in it', (file) => {
    const { regime } = REGIMES.find((each) => each.regime.id === file.regime)!
    expect(regime.provisions.map(({ ref }) => ref)).toEqual(
      expect.arrayContaining([...file.provisions]),
    )
  })

  it('have names that tell one from another within a file', () => {
    for (const { regime, file, cases } of FILES) {
      const names = cases.map(({ name }) => name)
      expect([...new Set(names)], `${regime}/${file}`).toEqual(names)
    }
  })

  it('hold the 13 vectors V1 to V13', () => {
    const names = FILES.flatMap(({ cases }) => cases.map(({ name }) => name))
    expect(new Set(names.flatMap((name) => /^V\d+/.exec(name) ?? [])).size).toBe(13)
    expect(names.length).toBeGreaterThan(500)
  })

  describe.each(FILES)('$regime/$file', ({ cases }) => {
    it.each(cases)('$name', ({ observe, expected }) => {
      expect(observe()).toEqual(expected)
    })
  })
})
