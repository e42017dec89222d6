import { readFileSync, readdirSync } from 'node:fs'
import { z } from 'zod'
import { type SubjectTally, type Tally } from '../../src/domain/tally.ts'

const count = z.int().min(0)
const HEAD = ['members', 'summoned', 'present', 'issued', 'collected', 'valid', 'invalid'] as const
const percent = z.string().nullable()

const row = z.strictObject({
  n: z.int(),
  position: z.string(),
  block: z.string().nullable(),
  high: count.nullable(),
  medium: count.nullable(),
  low: count.nullable(),
  published: z.strictObject({ high: percent, medium: percent, low: percent }).nullable(),
})

const publishedCase = z.strictObject({
  event: z.string(),
  body: z.string(),
  regime: z.string(),
  heldOn: z.string().nullable(),
  /** As printed; `null` was not printed. */
  head: z.record(z.enum(HEAD), count.nullable()),
  /** What the test puts in the place of each figure that was not printed, and how it follows. */
  inferred: z.partialRecord(
    z.enum([...HEAD, 'heldOn']),
    z.strictObject({ value: z.union([z.string(), count]), how: z.string() }),
  ),
  percentBase: z.strictObject({
    value: count.nullable(),
    basis: z.enum(['collected', 'members']).nullable(),
    how: z.string(),
  }),
  rounding: z.string(),
  sources: z.array(z.url()).min(1),
  rows: z.array(row).min(1),
})

/** A result as a council or a newspaper published it. */
export type PublishedCase = z.output<typeof publishedCase>
type PublishedRow = PublishedCase['rows'][number]
type CountedRow = PublishedRow & { high: number; medium: number; low: number }

/** Every file of `test/cases/published/`, by its name. */
export function publishedCases(): [name: string, file: PublishedCase][] {
  const dir = new URL('./published/', import.meta.url)
  return readdirSync(dir)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => [
      name.replace('.json', ''),
      publishedCase.parse(JSON.parse(readFileSync(new URL(name, dir), 'utf8'))),
    ])
}

/** Rows whose three counts were all published; the others cannot stand in a tally. */
export function countedRows(file: PublishedCase): readonly CountedRow[] {
  return file.rows.filter((each): each is CountedRow =>
    [each.high, each.medium, each.low].every((value) => value !== null),
  )
}

/**
 * The tally behind the published figures, with what was inferred in the place of what was not printed.
 * `invalidLine` says how many lines of a row are to count as invalid.
 */
export function tallyOfPublished(
  file: PublishedCase,
  invalidLine: (row: CountedRow, valid: number) => number,
): Tally {
  const head = Object.fromEntries(
    HEAD.map((name) => [name, file.head[name] ?? file.inferred[name]?.value]),
  ) as Record<(typeof HEAD)[number], number>
  const { members, summoned, present, ...ballots } = head
  return {
    regime: file.regime,
    side: 'state',
    heldOn: file.heldOn ?? String(file.inferred.heldOn?.value),
    title: file.event,
    organisation: file.body,
    voters: { members, summoned, present },
    ballotKinds: [
      {
        id: 'A',
        title: 'Phiếu lấy phiếu tín nhiệm',
        ...ballots,
        subjects: countedRows(file).map((each): SubjectTally => {
          const { n, position, block, high, medium, low } = each
          const invalid = invalidLine(each, ballots.valid)
          return { id: `${n}`, name: `Người thứ ${n}`, position, block, high, medium, low, invalid }
        }),
      },
    ],
  }
}
