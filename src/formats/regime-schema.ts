import { z } from 'zod'
import type { Evidence } from '../domain/regime.ts'
import {
  EARLIER_EVENTS,
  EXEMPTION_REASONS,
  INVALID_CASES,
  PHASES,
  RUNNING_UNITS,
  type Rule,
  TIERS,
} from '../domain/rule.ts'
import { LEVELS, LEVEL_SETS, type Level } from '../domain/tally.ts'
import { checkRegime } from './regime-checks.ts'
import { day, line, filledLine } from './parts.ts'
import { RULE_DESCRIPTIONS } from './rule-descriptions.ts'

/** The version of the format this program reads. */
export const REGIME_FORMAT = 'tin-nhiem/regime@1'

/** How sure we are of a line, from the surest down. */
export const EVIDENCE = ['quoted', 'paraphrased', 'assumed'] as const satisfies readonly Evidence[]

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

/** What stands for the kind of a rule, with its explanation for editors. */
const kind = <const K extends Rule['kind']>(name: K) =>
  z.literal(name).meta({ description: RULE_DESCRIPTIONS[name] })

const ruleId = z.string('text').regex(/^[a-z][a-z0-9_]{0,63}$/, 'rule_id')
const choice = <const T extends readonly string[]>(values: T) => z.enum(values, 'choice')
const from1To = (most: number) => z.int('number').min(1, 'number').max(most, 'number')

/** The marks of a vote: one of the sets there are, in its order. */
const levels = z
  .array(choice(LEVELS))
  .min(2, 'levels_set')
  .max(5, 'levels_set')
  .refine(isLevelSet, 'levels_set')

function isLevelSet(marks: readonly Level[]): boolean {
  return LEVEL_SETS.some(
    (set) => set.length === marks.length && set.every((level, at) => level === marks[at]),
  )
}

const rule = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: kind('levels'),
    levels,
  }),
  z.strictObject({
    kind: kind('band'),
    id: ruleId,
    level: choice(LEVELS),
    gt: share.optional().meta({ description: 'trên' }),
    ge: share.optional().meta({ description: 'từ … trở lên' }),
    lt: share.optional().meta({ description: 'dưới' }),
    le: share.optional().meta({ description: 'đến' }),
    consequence: filledLine(2000).meta({
      description: 'Hậu quả, theo lời của quy định; chỉ nêu để biết.',
    }),
  }),
  z.strictObject({
    kind: kind('base'),
    base: z.enum(['collected', 'members'], 'choice'),
  }),
  z.strictObject({
    kind: kind('quorum'),
    ge: share,
  }),
  z.strictObject({
    kind: kind('conservation'),
  }),
  z.strictObject({
    kind: kind('presence'),
    meeting: z.literal('in_person'),
  }),
  z.strictObject({
    kind: kind('venues'),
    most: from1To(9),
  }),
  z.strictObject({
    kind: kind('side_by_side'),
  }),
  z.strictObject({
    kind: kind('referral'),
    to: choice(['party', 'state']),
  }),
  z.strictObject({
    kind: kind('title'),
    id: ruleId,
    tier: choice(TIERS),
    title: filledLine(300),
    venues: z
      .array(z.strictObject({ side: choice(['party', 'state']), voters: filledLine(1000) }))
      .min(1, 'list_empty')
      .max(2, 'list_too_long'),
  }),
  z.strictObject({
    kind: kind('exemption'),
    reason: choice(EXEMPTION_REASONS),
    months: from1To(60).optional(),
  }),
  z.strictObject({
    kind: kind('term_year'),
    year: from1To(10),
    counting: choice(['from_start_year', 'after_start_year']),
  }),
  z.strictObject({
    kind: kind('precedence'),
    earlier: choice(EARLIER_EVENTS),
  }),
  z.strictObject({
    kind: kind('deadline'),
    step: ruleId,
    daysBefore: from1To(366),
  }),
  z.strictObject({
    kind: kind('criterion'),
  }),
  z.strictObject({
    kind: kind('step'),
    id: ruleId,
    phase: choice(PHASES),
    per: choice(['session', 'person']),
    condition: z.boolean('truth'),
    ifAsked: z.boolean('truth').optional(),
    name: filledLine(200),
  }),
  z.strictObject({
    kind: kind('invalidity'),
    case: choice(INVALID_CASES),
    effect: choice(['ballot', 'line', 'committee']),
  }),
  z.strictObject({
    kind: kind('use'),
    id: ruleId,
    name: filledLine(200),
  }),
  z.strictObject({
    kind: kind('follow_up'),
    id: ruleId,
    band: ruleId,
    name: filledLine(300),
  }),
  z.strictObject({
    kind: kind('time_limit'),
    act: choice(['propose', 'decide']),
    workingDays: from1To(250),
  }),
  z.strictObject({
    kind: kind('running'),
    id: ruleId,
    level: choice(LEVELS),
    gt: share.optional().meta({ description: 'trên' }),
    ge: share.optional().meta({ description: 'từ … trở lên' }),
    lt: share.optional().meta({ description: 'dưới' }),
    le: share.optional().meta({ description: 'đến' }),
    times: z.int('number').min(2, 'number').max(9, 'number'),
    unit: choice(RUNNING_UNITS),
    consequence: filledLine(2000),
  }),
])

const regimeId = z
  .string('regime_id')
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'regime_id')
  .max(64, 'regime_id')

const provision = z.strictObject({
  ref: filledLine(100).meta({ description: 'Điều, khoản: “Điều 11.2”, “Phụ lục 1, mục I”.' }),
  text: filledLine(4000).meta({ description: 'Lời văn đã đọc được.' }),
  source: z
    .strictObject({
      title: filledLine(500).meta({ description: 'Nơi đọc: trang, văn bản, cơ quan.' }),
      href: z
        .string('link')
        .regex(/^https?:\/\/\S+$/, 'link')
        .meta({ description: 'Địa chỉ http(s).' }),
      read: day.meta({ description: 'Ngày đọc.' }),
    })
    .meta({ description: 'Đã đọc ở đâu, ngày nào.' }),
  evidence: choice(EVIDENCE).meta({
    description:
      'quoted: trích nguyên văn; paraphrased: diễn đạt lại; assumed: chưa kiểm chứng, phải đối chiếu toàn văn.',
  }),
  rule: rule.nullable().meta({
    description:
      'Dòng này quyết định điều gì trong chương trình; null là không, khi đó note nói vì sao.',
  }),
  note: line(2000)
    .optional()
    .meta({ description: 'Vì sao không có quy tắc, hoặc còn chỗ nào chưa chắc.' }),
})

/** The shape of a `tin-nhiem/regime@1` file: a regulation as data, its rules consistent with each other. */
export const regimeSchema = z
  .strictObject({
    $schema: z
      .string('text')
      .regex(/(^|\/)regime\.schema\.json$/, 'choice')
      .optional()
      .meta({ description: 'Đường dẫn tới regime.schema.json, để trình soạn thảo nhắc khi viết.' }),
    format: z.literal(REGIME_FORMAT),
    id: regimeId.meta({ description: 'Mã: chữ thường, số, gạch nối. Tệp tên <mã>.json.' }),
    number: filledLine(100).meta({ description: 'Số hiệu in trên văn bản: “96-QĐ/TW”.' }),
    title: filledLine(500).meta({ description: 'Tên đầy đủ.' }),
    issuer: filledLine(200).meta({ description: 'Cơ quan ban hành.' }),
    issuedOn: day.meta({ description: 'Ngày ban hành.' }),
    side: z
      .enum(['party', 'state'], 'choice')
      .meta({ description: 'party: bên Đảng; state: bên Nhà nước.' }),
    effectiveFrom: day.meta({ description: 'Ngày có hiệu lực, tính cả ngày này.' }),
    effectiveTo: day
      .nullable()
      .meta({ description: 'Ngày cuối cùng còn hiệu lực; null là đến nay.' }),
    chosen: choice(['by_day', 'by_name']).default('by_day').meta({
      description:
        'by_day: tự được chọn cho ngày lấy phiếu nằm trong hiệu lực; by_name: chỉ khi kỳ lấy phiếu chọn đích danh.',
    }),
    replaces: regimeId
      .nullable()
      .default(null)
      .meta({ description: 'Mã của tệp mà tệp này thay thế: vẫn quy định ấy, đọc đúng hơn.' }),
    provisions: z.array(provision).min(1, 'list_empty').max(500, 'list_too_long'),
  })
  .superRefine((regime, context) => {
    for (const { path, rule } of checkRegime(regime))
      context.addIssue({ code: 'custom', path: [...path], message: rule })
  })
