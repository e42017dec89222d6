import { z } from 'zod'
import { effectOf, isInvalid } from '../../src/domain/invalidity.ts'
import { rulesOf } from '../../src/domain/regime.ts'
import { INVALID_CASES } from '../../src/domain/rule.ts'
import { runningFindings } from '../../src/domain/running.ts'
import { followUpsOf, usesOf } from '../../src/domain/use.ts'
import { lawKind } from './law-kind.ts'

/** A criterion by its place, and words that must stand in it. */
const criterionKind = lawKind({
  about: 'criterion',
  input: z.strictObject({ ref: z.string(), words: z.string() }),
  expected: z.strictObject({ stands: z.boolean(), number: z.int() }),
  covers: ({ ref }) => [`criterion ${ref}`],
  observe: ({ regime }, { ref, words }) => {
    const criteria = rulesOf(regime, 'criterion').map(({ provision }) => provision)
    const at = criteria.findIndex((each) => each.ref === ref)
    return { stands: criteria[at]?.text.includes(words) ?? false, number: at + 1 }
  },
})

/** A paper wrong in one way: what becomes of it, with the committee's ruling where there is one. */
const invalidityKind = lawKind({
  about: 'invalidity',
  input: z.strictObject({
    case: z.enum(INVALID_CASES),
    ruling: z.enum(['valid', 'invalid']).nullable(),
  }),
  expected: z.strictObject({
    effect: z.enum(['ballot', 'line', 'committee']).nullable(),
    paper: z.enum(['valid', 'invalid', 'undecided']),
    provision: z.string().nullable(),
  }),
  covers: (input) => [`invalidity ${input.case}`],
  observe: ({ regime }, input) => {
    const found = effectOf(regime, input.case)
    const invalid = isInvalid(regime, { ...input, ballots: 1, reason: null })
    return {
      effect: found?.rule.effect ?? null,
      paper: invalid === null ? 'undecided' : invalid ? 'invalid' : 'valid',
      provision: found?.provision.ref ?? null,
    }
  },
})

/** Everything a result may be used for. */
const useKind = lawKind({
  about: 'use',
  input: z.strictObject({}),
  expected: z.strictObject({ uses: z.record(z.string(), z.string()) }),
  covers: (_, { uses }) => Object.keys(uses).map((id) => `use ${id}`),
  observe: ({ regime }) => ({
    uses: Object.fromEntries(usesOf(regime).map(({ rule }) => [rule.id, rule.name])),
  }),
})

/** Everything that has to be looked at for a person in a band, and where the law says so. */
const followUpKind = lawKind({
  about: 'follow_up',
  input: z.strictObject({ band: z.string() }),
  expected: z.strictObject({
    followUps: z.record(z.string(), z.string()),
    provisions: z.array(z.string()),
  }),
  covers: (_, { followUps }) => Object.keys(followUps).map((id) => `follow_up ${id}`),
  observe: ({ regime }, { band }) => {
    const found = followUpsOf(regime, band)
    return {
      followUps: Object.fromEntries(found.map(({ rule }) => [rule.id, rule.name])),
      provisions: [...new Set(found.map(({ provision }) => provision.ref))],
    }
  },
})

/** Whether a meeting held in this way is one the regulations allow. */
const presenceKind = lawKind({
  about: 'presence',
  input: z.strictObject({ meeting: z.enum(['in_person', 'online']) }),
  expected: z.strictObject({ allowed: z.boolean() }),
  covers: () => ['presence'],
  observe: ({ regime }, { meeting }) => ({
    allowed: rulesOf(regime, 'presence').every(({ rule }) => rule.meeting === meeting),
  }),
})

/** Votes of one person in one place, and what is said of the condition at each of their days. */
const runningKind = lawKind({
  about: 'running',
  input: z.array(z.strictObject({ heldOn: z.string(), low: z.int(), members: z.int() })),
  expected: z.record(z.string(), z.enum(['met', 'not_met', 'unclear'])),
  covers: () => ['running two_years_running'],
  observe: ({ regime }, votes) => {
    const asked = votes.map(({ heldOn, low, members }) => {
      return { session: heldOn, heldOn, regime, result: { base: members, counts: { low } } }
    })
    return Object.fromEntries(runningFindings(asked).map((each) => [each.heldOn, each.answer]))
  },
})

export const WHAT_KINDS = [
  criterionKind,
  invalidityKind,
  useKind,
  followUpKind,
  presenceKind,
  runningKind,
]
