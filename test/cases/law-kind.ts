import { z } from 'zod'
import type { AdoptedRegime } from '../../src/domain/regime.ts'
import type { Rule } from '../../src/domain/rule.ts'

/** What the cases of one file are about. `tally` covers the rules of the arithmetic. */
export const ABOUTS = [
  'tally',
  'exemption',
  'deadline',
  'term_year',
  'precedence',
  'venues',
  'referral',
  'title',
  'criterion',
  'step',
  'invalidity',
  'use',
  'follow_up',
  'time_limit',
  'presence',
  'side_by_side',
  'running',
] as const
type About = (typeof ABOUTS)[number]

/** One case, ready to run: what the program says now beside what the file says it must say. */
type RunnableCase = {
  readonly name: string
  /** The rules this case exercises, as `ruleKey` names them. */
  readonly covers: readonly string[]
  readonly expected: unknown
  readonly observe: () => unknown
}

/** A file of cases of one subject; `provisions` are the refs it covers. */
export type LawFile = {
  readonly regime: string
  readonly file: string
  readonly about: About
  readonly provisions: readonly string[]
  readonly cases: readonly RunnableCase[]
}

/** A way to read the files about one subject. */
export type LawKind = {
  readonly about: About
  readonly read: (content: unknown, adopted: AdoptedRegime, file: string) => LawFile
}

/** The kind of file with cases of this shape; `observe` asks the program for what `expected` speaks of. */
export function lawKind<I, E>(kind: {
  readonly about: About
  readonly input: z.ZodType<I>
  readonly expected: z.ZodType<E>
  readonly covers: (input: I, expected: E) => readonly string[]
  readonly observe: (adopted: AdoptedRegime, input: I, expected: E) => E
}): LawKind {
  const { about } = kind
  const lawFile = z.strictObject({
    about: z.literal(about).default(about),
    provision: z.string().optional(),
    provisions: z.array(z.string()).min(1).optional(),
    words: z.string(),
    cases: z.array(z.strictObject({ ...NAMED, input: z.unknown(), expected: z.unknown() })).min(1),
  })
  return {
    about,
    read: (content, adopted, file) => {
      const { provision, provisions = [provision ?? ''], cases } = lawFile.parse(content)
      const runnable = cases.map(({ name, ...each }): RunnableCase => {
        const input = kind.input.parse(each.input)
        const expected = kind.expected.parse(each.expected)
        const observe = () => kind.observe(adopted, input, expected)
        return { name, covers: kind.covers(input, expected), expected, observe }
      })
      return { regime: adopted.regime.id, file, about, provisions, cases: runnable }
    },
  }
}

/** What the case says, in a few words, and where its expectation comes from. */
const NAMED = { name: z.string(), source: z.string() }

/** What tells one rule of a regulation from the others of its provision. */
export function ruleKey(rule: Rule, ref: string): string {
  switch (rule.kind) {
    case 'title':
    case 'step':
    case 'use':
    case 'follow_up':
    case 'running':
      return `${rule.kind} ${rule.id}`
    case 'exemption':
      return `exemption ${rule.reason}`
    case 'precedence':
      return `precedence ${rule.earlier}`
    case 'deadline':
      return `deadline ${rule.step}`
    case 'invalidity':
      return `invalidity ${rule.case}`
    case 'time_limit':
      return `time_limit ${rule.act}`
    case 'criterion':
      return `criterion ${ref}`
    default:
      return rule.kind
  }
}
