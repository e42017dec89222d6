import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Regime } from '../src/domain/regime.ts'
import { readRegimes } from '../src/formats/regime.ts'

const regimes = readRegimes('data/regimes').map(({ regime }) => regime)

type Citation = { readonly file: string; readonly regime: string; readonly ref: string }

/** Every `@law <regime> <ref>[, <ref>]` in the code. */
const citations = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .flatMap((file) =>
    [...readFileSync(join('src', file), 'utf8').matchAll(/@law (\S+) (.+)$/gm)].flatMap((tag) =>
      refsIn(tag[2]!.trim(), tag[1]!).map((ref): Citation => ({ file, regime: tag[1]!, ref })),
    ),
  )

/** The refs named in a tag. A ref may hold a comma itself: the longest text that names one is taken. */
function refsIn(text: string, regime: string): string[] {
  const parts = text.split(', ')
  for (let length = parts.length; length > 1; length -= 1) {
    const ref = parts.slice(0, length).join(', ')
    if (provisionsAt(ref, regime).length > 0)
      return [ref, ...(length < parts.length ? refsIn(parts.slice(length).join(', '), regime) : [])]
  }
  return parts.length > 1 ? [parts[0]!, ...refsIn(parts.slice(1).join(', '), regime)] : [text]
}

/** The provisions a cited ref names: the one, and all under it when it is a heading such as `Phụ lục 1`. */
function provisionsAt(ref: string, regime: string): Regime['provisions'] {
  const cited = regimes.find((each) => each.id === regime)
  return (cited?.provisions ?? []).filter((each) => isUnder(each.ref, ref))
}

function isUnder(ref: string, heading: string): boolean {
  return (
    ref === heading ||
    (ref.startsWith(heading) && /^[^\p{L}\p{N}]/u.test(ref.slice(heading.length)))
  )
}

describe('a heading', () => {
  test.each([
    ['Điều 1.4', 'Điều 1', true],
    ['Điều 11.4', 'Điều 1', false],
    ['Điều 1', 'Điều 1.4', false],
    ['Phụ lục 1, mục IV', 'Phụ lục 1', true],
    ['Điều 6.3, phiếu không hợp lệ', 'Điều 6.3', true],
    ['Điều 6.3', 'Điều 6.3', true],
    ['Điều 6.30', 'Điều 6.3', false],
  ])('%s is under %s: %s', (ref, heading, expected) => {
    expect(isUnder(ref, heading)).toBe(expected)
  })
})

describe('the law cited by the code', () => {
  test('is cited at all', () => {
    expect(citations.length).toBeGreaterThan(15)
  })

  test('is told apart where a ref holds a comma', () => {
    expect(refsIn('Điều 6.3, phiếu không hợp lệ, Điều 9.1', '96-qd-tw-2023')).toEqual([
      'Điều 6.3, phiếu không hợp lệ',
      'Điều 9.1',
    ])
    expect(refsIn('Điều 11.1, Điều 11.2', '35-2012-qh13')).toEqual(['Điều 11.1, Điều 11.2'])
    expect(refsIn('Điều 11.1, Điều 11.2', '96-qd-tw-2023')).toEqual(['Điều 11.1', 'Điều 11.2'])
  })

  test.each(citations)('$regime $ref in $file exists', ({ regime, ref }) => {
    expect(provisionsAt(ref, regime)).not.toEqual([])
  })
})

// A file that replaces another is the same regulation: what cites the one cites the other.
describe.each(regimes)('$id', ({ id, replaces, provisions }) => {
  const ruling = [...new Set(provisions.filter(({ rule }) => rule).map(({ ref }) => ref))]
  test.each(ruling)('%s, which makes a rule, is cited by the code', (ref) => {
    const cited = citations.filter(
      (each) => [id, replaces].includes(each.regime) && isUnder(ref, each.ref),
    )
    expect(cited).not.toEqual([])
  })

  const silent = provisions.filter(({ rule }) => rule === null)
  test.each(silent)('$ref, which makes no rule, says why', ({ note }) => {
    expect(note).toMatch(/\S{2}/)
  })

  const unsure = provisions.filter(({ rule, evidence }) => rule && evidence === 'assumed')
  test.each(unsure)('$ref, which was not read, says what is not certain', ({ note }) => {
    expect(note).toMatch(/\S{2}/)
  })
})
