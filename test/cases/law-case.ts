import { readFileSync, readdirSync } from 'node:fs'
import { z } from 'zod'
import type { Tally } from '../../src/domain/tally.ts'
import { regimeNamed, sampleTally } from '../domain/sample.ts'

const count = z.int().min(0).nullable()
const percent = z.string().nullable()

const lawCase = z.strictObject({
  name: z.string(),
  source: z.string(),
  /** One ballot kind with one person; `invalidLine` = the lines of that person that do not count. */
  input: z.strictObject({
    members: count,
    summoned: count,
    present: count,
    issued: count,
    collected: count,
    valid: count,
    invalid: count,
    high: count,
    medium: count,
    low: count,
    invalidLine: count,
  }),
  /** Only what is written is compared. `percent` is high, medium, low; `toNext` is band and votes. */
  expected: z.strictObject({
    status: z.enum(['computed', 'held']),
    findings: z.array(z.string()).optional(),
    quorumMet: z.boolean().nullable().optional(),
    base: z.int().optional(),
    band: z.string().optional(),
    provision: z.string().nullable().optional(),
    percent: z.tuple([percent, percent, percent]).optional(),
    toNext: z.tuple([z.string(), z.int()]).nullable().optional(),
  }),
})

const lawFile = z.strictObject({
  provision: z.string(),
  words: z.string(),
  cases: z.array(lawCase).min(1),
})

export type LawCase = z.output<typeof lawCase>
export type LawFile = z.output<typeof lawFile> & { readonly regime: string; readonly file: string }

/** Every file of `test/cases/<regime>/`, one for each provision. */
export function lawFiles(): LawFile[] {
  const root = new URL('./', import.meta.url)
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'published')
    .flatMap(({ name: regime }) => {
      const dir = new URL(`${regime}/`, root)
      return readdirSync(dir).map((file) => {
        const content: unknown = JSON.parse(readFileSync(new URL(file, dir), 'utf8'))
        return { ...lawFile.parse(content), regime, file }
      })
    })
}

/** The tally of a case, held on the first day of its regulation. */
export function tallyOfCase(regimeId: string, input: LawCase['input']): Tally {
  const { members, summoned, present, high, medium, low, invalidLine, ...ballots } = input
  const { regime } = regimeNamed(regimeId)
  return sampleTally({
    head: { regime: regimeId, side: regime.side, heldOn: regime.effectiveFrom },
    voters: { members, summoned, present },
    kind: ballots,
    subject: { high, medium, low, invalid: invalidLine },
  })
}
