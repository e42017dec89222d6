import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readRegimes } from '../src/formats/regime.ts'

const regimes = readRegimes('data/regimes')

/** Every `@law <regime> <ref>[, <ref>]` in the code. */
const citations = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .flatMap((file) =>
    [...readFileSync(join('src', file), 'utf8').matchAll(/@law (\S+) (.+)$/gm)].flatMap((match) =>
      match[2]!.split(', ').map((ref) => ({ file, regime: match[1]!, ref: ref.trim() })),
    ),
  )

describe('the law cited by the code', () => {
  test('is cited at all', () => {
    expect(citations.length).toBeGreaterThan(15)
  })

  test.each(citations)('$regime $ref in $file exists', ({ regime, ref }) => {
    const found = regimes.find((each) => each.regime.id === regime)
    expect(found?.regime.provisions.map((each) => each.ref)).toContain(ref)
  })

  const decided = regimes
    .find((each) => each.regime.id === '96-qd-tw-2023')!
    .regime.provisions.filter((each) => each.rule !== null)
  test.each(decided)('96-QĐ/TW $ref, which makes a rule, is cited', ({ ref }) => {
    expect(citations.map((each) => each.ref)).toContain(ref)
  })
})

describe('a provision without a rule', () => {
  const silent = regimes.flatMap(({ regime }) =>
    regime.provisions
      .filter((each) => each.rule === null)
      .map(({ ref, note }) => ({ id: regime.id, ref, note })),
  )
  test.each(silent)('$id $ref says why it decides nothing', ({ note }) => {
    expect(note).toMatch(/\S{2}/)
  })
})
