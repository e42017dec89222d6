import { z } from 'zod'
import { EARLIER_EVENTS, EXEMPTION_REASONS, INVALID_CASES, PHASES, TIERS } from '../domain/rule.ts'
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

const ruleId = z.string('text').regex(/^[a-z][a-z0-9_]{0,63}$/, 'rule_id')
const choice = <const T extends readonly string[]>(values: T) => z.enum(values, 'choice')
const from1To = (most: number) => z.int('number').min(1, 'number').max(most, 'number')

const rule = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('band'),
    id: ruleId,
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
  z.strictObject({ kind: z.literal('venues'), most: from1To(9) }),
  z.strictObject({ kind: z.literal('side_by_side') }),
  z.strictObject({ kind: z.literal('referral'), to: choice(['party', 'state']) }),
  z.strictObject({
    kind: z.literal('title'),
    id: ruleId,
    tier: choice(TIERS),
    title: filledLine(300),
    venues: z
      .array(z.strictObject({ side: choice(['party', 'state']), voters: filledLine(1000) }))
      .min(1, 'list_empty')
      .max(2, 'list_too_long'),
  }),
  z.strictObject({
    kind: z.literal('exemption'),
    reason: choice(EXEMPTION_REASONS),
    months: from1To(60).optional(),
  }),
  z.strictObject({
    kind: z.literal('term_year'),
    year: from1To(10),
    counting: choice(['from_start_year', 'after_start_year']),
  }),
  z.strictObject({ kind: z.literal('precedence'), earlier: choice(EARLIER_EVENTS) }),
  z.strictObject({ kind: z.literal('deadline'), step: ruleId, daysBefore: from1To(366) }),
  z.strictObject({ kind: z.literal('criterion') }),
  z.strictObject({
    kind: z.literal('step'),
    id: ruleId,
    phase: choice(PHASES),
    per: choice(['session', 'person']),
    condition: z.boolean('truth'),
    ifAsked: z.boolean('truth').optional(),
    name: filledLine(200),
  }),
  z.strictObject({
    kind: z.literal('invalidity'),
    case: choice(INVALID_CASES),
    effect: choice(['ballot', 'line', 'committee']),
  }),
  z.strictObject({ kind: z.literal('use'), id: ruleId, name: filledLine(200) }),
  z.strictObject({
    kind: z.literal('follow_up'),
    id: ruleId,
    band: ruleId,
    name: filledLine(300),
  }),
  z.strictObject({
    kind: z.literal('time_limit'),
    act: choice(['propose', 'decide']),
    workingDays: from1To(250),
  }),
])

const regimeId = z
  .string('regime_id')
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'regime_id')
  .max(64, 'regime_id')

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
    id: regimeId,
    number: filledLine(100),
    title: filledLine(500),
    issuer: filledLine(200),
    issuedOn: day,
    side: z.enum(['party', 'state'], 'choice'),
    effectiveFrom: day,
    effectiveTo: day.nullable(),
    chosen: choice(['by_day', 'by_name']).default('by_day'),
    replaces: regimeId.nullable().default(null),
    provisions: z.array(provision).min(1, 'list_empty').max(500, 'list_too_long'),
  })
  .superRefine((regime, context) => {
    for (const { path, rule } of checkRegime(regime))
      context.addIssue({ code: 'custom', path: [...path], message: rule })
  })
