import { z } from 'zod'
import { LEVELS } from '../domain/tally.ts'
import { checkRegime } from './regime-checks.ts'
import { day, line, filledLine } from './parts.ts'

/** The version of the format this program reads. */
export const REGIME_FORMAT = 'tin-nhiem/regime@1'

const FRACTION = /^(0|[1-9]\d{0,5})\/[1-9]\d{0,5}$/

// `abort`: the checks across the file compare fractions and must not meet one that is none.
const share = z
  .string('fraction')
  .regex(FRACTION, { error: 'fraction', abort: true })
  .refine(isShare, { error: 'fraction', abort: true })

function isShare(text: string): boolean {
  const [num, den] = text.split('/').map(Number)
  return num! <= den!
}

const rule = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('band'),
    id: z.string('text').regex(/^[a-z][a-z0-9_]{0,63}$/, 'regime_id'),
    level: z.enum(LEVELS, 'choice'),
    gt: share.optional(),
    ge: share.optional(),
    lt: share.optional(),
    le: share.optional(),
    consequence: filledLine(2000),
  }),
  z.strictObject({ kind: z.literal('base'), base: z.enum(['collected', 'members'], 'choice') }),
  z.strictObject({ kind: z.literal('quorum'), ge: share }),
  z.strictObject({ kind: z.literal('conservation') }),
  z.strictObject({ kind: z.literal('presence'), meeting: z.literal('in_person') }),
])

const provision = z.strictObject({
  ref: filledLine(100),
  text: filledLine(4000),
  source: z.strictObject({
    title: filledLine(500),
    href: z.string('link').regex(/^https?:\/\/\S+$/, 'link'),
    read: day,
  }),
  evidence: z.enum(['quoted', 'paraphrased', 'assumed'], 'choice'),
  rule: rule.nullable(),
  note: line(2000).optional(),
})

/** The shape of a `tin-nhiem/regime@1` file: a regulation as data, its rules consistent with each other. */
export const regimeSchema = z
  .strictObject({
    $schema: z.literal('../schema/regime.schema.json').optional(),
    format: z.literal(REGIME_FORMAT),
    id: z
      .string('regime_id')
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'regime_id')
      .max(64, 'regime_id'),
    number: filledLine(100),
    title: filledLine(500),
    issuer: filledLine(200),
    issuedOn: day,
    side: z.enum(['party', 'state'], 'choice'),
    effectiveFrom: day,
    effectiveTo: day.nullable(),
    provisions: z.array(provision).min(1, 'list_empty').max(200, 'list_too_long'),
  })
  .superRefine((regime, context) => {
    for (const { path, rule } of checkRegime(regime))
      context.addIssue({ code: 'custom', path: [...path], message: rule })
  })
