import fc from 'fast-check'
import { outcomeOf } from '../../src/domain/outcome.ts'
import { levelsOf } from '../../src/domain/regime.ts'
import type { Official } from '../../src/domain/roster.ts'
import type { BallotKindTally, SubjectTally, Tally } from '../../src/domain/tally.ts'
import type { SessionResults } from '../../src/formats/session-results.ts'
import { REGIMES } from '../reports/regimes.ts'
import { sampleInput } from '../reports/samples.ts'

/** A sample of the summary report as results of a session. */
export function sampleResults(name: string): SessionResults {
  const { proceedings, identity } = sampleInput('summary', name)
  const { mode, tally, outcome, regime } = proceedings
  const { session, dataSha256: tallySha256, createdAt: madeAt, programVersion } = identity
  return { session, mode, tally, outcome, regime, tallySha256, madeAt, programVersion }
}

/** The tally as results, computed or held. */
export function resultsOf(tally: Tally): SessionResults {
  const regime = REGIMES[tally.regime ?? '']!
  return { ...sampleResults('normal'), tally, regime, outcome: outcomeOf(tally, regime) }
}

const UNPRINTED =
  /[\p{Cc}\p{Cs}\u2028\u2029\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu
/** Beginnings and ends that files are known to trip over. */
const STRANGE = [
  '=1+1',
  '+84',
  '-',
  '@SUM(A1)',
  "'=x",
  "''@",
  '_x0041_',
  '"',
  ';',
  ',',
  ' ',
  '&',
  '<b>',
  '007',
  '1e3',
  'Cộng',
  'Tổng',
  'Họ và tên',
  'Uỷ',
  'Uỷ',
  '＝2',
  '\u00a0',
  'ß',
]

/** Texts of a line in NFC, strange ones among them; never all blanks. */
export const names = fc
  .tuple(
    fc.constantFrom('', ...STRANGE),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.constantFrom('', 'Nguyễn Văn Một', 'Trần Thị  Hai'),
    fc.constantFrom('', ...STRANGE),
  )
  .map((parts) => parts.join('').replaceAll(UNPRINTED, '').normalize('NFC'))
  .map((text) => (/\S/u.test(text) ? text : `Ân${text}`))

const counts = fc.option(fc.integer({ min: 0, max: 60 }), { freq: 12 })

function subjects(levels: readonly string[]): fc.Arbitrary<readonly SubjectTally[]> {
  const person = fc.record({
    name: names,
    position: fc.oneof(fc.constant(''), names),
    block: fc.option(names),
    marks: fc.array(counts, { minLength: levels.length, maxLength: levels.length }),
    invalid: counts,
  })
  return fc.array(person, { maxLength: 5 }).map((people) =>
    people.map(({ name, position, block, marks, invalid }, at) => ({
      id: String(at + 1),
      name,
      position,
      block,
      ...Object.fromEntries(levels.map((level, index) => [level, marks[index]])),
      invalid,
    })),
  )
}

/** Tallies with strange names and every sort of count, also contradictory and missing ones. */
export const tallies: fc.Arbitrary<Tally> = fc
  .constantFrom('96-qd-tw-2023', 'bo-phieu-96-2023-qh15')
  .chain((id) => {
    const { regime } = REGIMES[id]!
    const kind = fc.record({
      title: fc.oneof(fc.constant(''), names),
      issued: counts,
      collected: counts,
      valid: counts,
      invalid: counts,
      subjects: subjects(levelsOf(regime)),
    })
    return fc.record({
      regime: fc.constant(id),
      side: fc.constant(regime.side),
      heldOn: fc.constantFrom('2023-12-05', '2024-02-29'),
      title: fc.oneof(fc.constant(''), names),
      organisation: fc.oneof(fc.constant(''), names),
      voters: fc.record({ members: counts, summoned: counts, present: counts }),
      ballotKinds: fc
        .uniqueArray(fc.tuple(fc.oneof(fc.constantFrom('A', 'B', 'a'), names), kind), {
          minLength: 1,
          maxLength: 3,
          selector: ([sign]) => sign,
        })
        .map((kinds) => kinds.map(([sign, rest]): BallotKindTally => ({ id: sign, ...rest }))),
    })
  })

/** People of a list, strange names among them; blanks as the import keeps them. */
export const officials: fc.Arbitrary<readonly Official[]> = fc.array(
  fc.record({
    name: names.map(spaced),
    position: names.map(spaced),
    block: fc.option(names.map(spaced)),
    startedOn: fc.option(fc.constantFrom('2020-02-29', '2021-12-01')),
    retirementNoticeOn: fc.option(fc.constantFrom('2023-01-31')),
  }),
  { minLength: 1, maxLength: 6 },
)

function spaced(text: string): string {
  return text.trim().replaceAll(/\s+/gu, ' ')
}
