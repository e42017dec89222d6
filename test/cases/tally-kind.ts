import { z } from 'zod'
import { type Outcome, type Share, outcomeOf } from '../../src/domain/outcome.ts'
import { LEVELS, LEVEL_SETS, type Tally } from '../../src/domain/tally.ts'
import { regimeNamed, sampleTally } from '../domain/sample.ts'
import { lawKind } from './law-kind.ts'

const count = z.int().min(0).nullable()
const percent = z.string().nullable()

/**
 * One ballot kind with one person, counted in three levels or in two; `invalidLine` = the lines of that
 * person that do not count.
 */
const counted = z
  .strictObject({
    members: count,
    summoned: count,
    present: count,
    issued: count,
    collected: count,
    valid: count,
    invalid: count,
    high: count.optional(),
    medium: count.optional(),
    low: count.optional(),
    confidence: count.optional(),
    no_confidence: count.optional(),
    invalidLine: count,
  })
  .refine(isOneVote, 'marks of one kind of vote, all of them')

function isOneVote(input: object): boolean {
  const marks = LEVELS.filter((level) => level in input)
  return LEVEL_SETS.some((set) => set.join() === marks.join())
}

/** Only what is written is compared. `percent` is one for each level; `toNext` is band and votes. */
const expected = z.strictObject({
  status: z.enum(['computed', 'held']),
  findings: z.array(z.string()).optional(),
  /** The provision behind each finding. */
  clauses: z.array(z.string().nullable()).optional(),
  quorumMet: z.boolean().nullable().optional(),
  base: z.int().optional(),
  band: z.string().optional(),
  provision: z.string().nullable().optional(),
  percent: z.array(percent).min(2).max(3).optional(),
  toNext: z.tuple([z.string(), z.int()]).nullable().optional(),
})
type Expected = z.output<typeof expected>

/** The figures of a count and what follows from them. */
export const tallyKind = lawKind({
  about: 'tally',
  input: counted,
  expected,
  covers: () => ['base', 'band', 'quorum', 'conservation', 'levels'],
  observe: (adopted, input, said) =>
    observed(outcomeOf(tallyOf(adopted.regime.id, input), adopted), said),
})

/** The tally of the figures, held on the first day of its regulation. */
export function tallyOf(regimeId: string, input: z.output<typeof counted>): Tally {
  const { members, summoned, present, issued, collected, valid, invalid, ...line } = input
  const { invalidLine, ...marks } = line
  const { regime } = regimeNamed(regimeId)
  return sampleTally({
    head: { regime: regimeId, side: regime.side, heldOn: regime.effectiveFrom },
    voters: { members, summoned, present },
    kind: { issued, collected, valid, invalid },
    marks: { ...marks, invalid: invalidLine },
  })
}

/** What the case speaks of, taken from the outcome in the words of the case. */
function observed(outcome: Outcome, said: Expected): Expected {
  const [subject] = outcome.subjects
  const next = subject?.distance.toNext
  const all: Expected = {
    status: outcome.status,
    findings: outcome.findings.map(({ code }) => code),
    clauses: outcome.findings.map(({ provision }) => provision),
    quorumMet: outcome.quorum?.met ?? null,
    base: subject?.base.value,
    band: subject?.band,
    provision: subject?.provision,
    percent: subject && LEVELS.flatMap((level) => shareText(subject[level])),
    toNext: next ? [next.band, next.votes] : null,
  }
  return Object.fromEntries(Object.entries(all).filter(([key]) => key in said)) as Expected
}

function shareText(share: Share | undefined): (string | null)[] {
  return share ? [share.percent] : []
}
