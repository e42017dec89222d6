import { describe, expect, it } from 'vitest'
import { outcomeOf } from '../../src/domain/outcome.ts'
import { regimeInForce } from '../../src/domain/regime.ts'
import { THREE_LEVELS } from '../../src/domain/tally.ts'
import { parseTally, tallyText } from '../../src/formats/tally.ts'
import { REGIMES, regimeNamed } from '../domain/sample.ts'
import { countedRows, publishedCases, tallyOfPublished } from './published-case.ts'

const CASES = publishedCases()

/** Rows whose three counts do not reach the valid ballots, and rows not published in full. */
const SHORT: Readonly<Record<string, readonly number[]>> = {
  'khanhhoa-2014-12': [],
  'qh-2018-10-25': [3, 6, 7, 8, 9, 10, 11, 12, 13, 16, 17],
  'thanhhoa-2023-12-12': [],
  'thuathienhue-2018-12-07': [],
  'vinhphuc-2023-12-13': [4],
}
const LEFT_OUT: Readonly<Record<string, readonly number[]>> = {
  'qh-2018-10-25': [18, 19, 20],
  'thanhhoa-2023-12-12': [3],
}

/** A decimal number with either sign, in hundredths: "66.6" and "66,60" are both 6660. */
function hundredths(text: string): bigint {
  const match = /^(\d+)(?:[.,](\d{1,2}))?$/.exec(text)
  if (!match) throw new Error(`not a percentage of two decimals at most: ${text}`)
  return BigInt(match[1]! + (match[2] ?? '').padEnd(2, '0'))
}

describe('results as they were published', () => {
  it('are 5 files with 47 rows, 43 of them in full, and 72 percentages', () => {
    const files = CASES.map(([, file]) => file)
    const rows = files.flatMap((file) => file.rows)
    const percents = rows.flatMap((row) => Object.values(row.published ?? {}))
    expect([
      CASES.map(([name]) => name),
      rows.length,
      files.flatMap(countedRows).length,
      percents.filter((each) => each !== null).length,
    ]).toEqual([Object.keys(SHORT), 47, 43, 72])
  })

  describe.each(CASES)('%s', (name, file) => {
    const adopted = regimeNamed(file.regime)
    const asPublished = tallyOfPublished(file, () => 0)
    const completed = tallyOfPublished(
      file,
      (row, valid) => valid - row.high - row.medium - row.low,
    )
    const outcome = outcomeOf(completed, adopted)

    it('says what was inferred exactly where nothing was printed', () => {
      const missing = Object.entries({ ...file.head, heldOn: file.heldOn })
        .filter(([, value]) => value === null)
        .map(([key]) => key)
      expect(Object.keys(file.inferred).sort()).toEqual(missing.sort())
    })

    it('falls under the regulation that its rule names', () => {
      const { id } = adopted.regime
      const readAnew = REGIMES.find(({ regime }) => regime.replaces === id)
      expect(regimeInForce(REGIMES, 'state', asPublished.heldOn)).toBe(readAnew ?? adopted)
    })

    it('leaves out the rows that were not published in full', () => {
      const counted = countedRows(file)
      const left = file.rows.filter((row) => !counted.some(({ n }) => n === row.n))
      expect(left.map(({ n }) => n)).toEqual(LEFT_OUT[name] ?? [])
    })

    it('is held for the rows that do not reach the ballots, and for no other reason', () => {
      const held = outcomeOf(asPublished, adopted)
      const named = held.findings.map(({ code, path }) => {
        const row = Number(/^\/ballotKinds\/0\/subjects\/(\d+)$/.exec(path)![1])
        return [code, Number(asPublished.ballotKinds[0]!.subjects[row]!.id)]
      })
      expect(named).toEqual(SHORT[name]!.map((n) => ['E401', n]))
      expect(held.status).toBe(SHORT[name]!.length === 0 ? 'computed' : 'held')
    })

    it('is computed with every published percentage once the lines missing count as invalid', () => {
      expect(outcome).toMatchObject({ status: 'computed', findings: [] })
      const ours: unknown[] = []
      const theirs: unknown[] = []
      for (const row of countedRows(file)) {
        const subject = outcome.subjects.find(({ id }) => id === `${row.n}`)!
        for (const level of THREE_LEVELS) {
          const printed = row.published?.[level] ?? null
          if (printed === null) continue
          theirs.push([row.n, level, hundredths(printed)])
          ours.push([row.n, level, hundredths(subject[level]!.percent!)])
        }
      }
      expect(ours).toEqual(theirs)
    })

    it('takes shares of what the publication took them of', () => {
      const { basis, value } = file.percentBase
      for (const { base } of outcome.subjects)
        if (basis !== null) expect(base).toEqual({ name: basis, value })
    })

    it('puts in a band nobody but the one person above one half', () => {
      const banded = outcome.subjects
        .filter(({ band }) => band !== 'none')
        .map(({ id, band, provision }) => [id, band, provision])
      expect(banded).toEqual(
        name === 'vinhphuc-2023-12-13' ? [['4', 'over_half', 'Điều 12.2']] : [],
      )
    })

    it('is a file we read back as it is', () => {
      expect(parseTally(new TextEncoder().encode(tallyText(completed)))).toEqual(completed)
    })
  })
})
