import { type Regime, rulesOf } from '../domain/regime.ts'
import type { BandRule, Limits, Rule } from '../domain/rule.ts'
import type { Level } from '../domain/tally.ts'
import { unreachable } from '../errors.ts'
import { word } from '../messages/message.ts'

/** What the rule decides under its regulation, in words, with its limits as the law writes them. */
export function ruleText(rule: Rule, regime: Regime): string {
  switch (rule.kind) {
    case 'levels':
      return rule.levels.map((level) => word('levels', level).toLowerCase()).join(', ')
    case 'base':
      return `tỉ lệ tính trên ${word('bases', rule.base)}`
    case 'band':
      return bandLimits(rule).toLowerCase()
    case 'quorum':
      return `có mặt ít nhất ${rule.ge} số người được triệu tập`
    case 'conservation':
      return 'hợp lệ + không hợp lệ = thu về'
    case 'presence':
      return 'từ chối kỳ khai là hội nghị trực tuyến'
    case 'venues':
      return `một người được lấy phiếu ở không quá ${rule.most} nơi`
    case 'side_by_side':
      return 'kết quả từng nơi để cạnh nhau, không cộng, không lấy trung bình'
    case 'referral':
      return `chức vụ do Quốc hội, HĐND bầu hoặc phê chuẩn: theo quy định bên ${word('sides', rule.to)}`
    case 'title':
      return `${rule.title} (${word('tiers', rule.tier).toLowerCase()}): ${rule.venues
        .map((venue) => venue.voters)
        .join('; và ')}`
    case 'exemption':
      return exemptionText(rule)
    case 'term_year':
      return `lấy phiếu vào năm thứ ${rule.year} của nhiệm kỳ`
    case 'precedence':
      return `phải xong trước: ${word('earlierEvents', rule.earlier)}`
    case 'deadline':
      return `${stepName(rule.step, regime)}: chậm nhất ${rule.daysBefore} ngày trước ngày lấy phiếu`
    case 'criterion':
      return 'để người ghi phiếu đọc; không chấm điểm'
    case 'step':
      return `${rule.name}${rule.condition ? ' – điều kiện để mở kiểm phiếu' : ''}`
    case 'invalidity':
      return `${word('invalidCases', rule.case)}: ${word('invalidEffects', rule.effect)}`
    case 'use':
      return rule.name
    case 'follow_up':
      return `${bandText(rule.band, regime)}: ${rule.name}`
    case 'time_limit':
      return `${word('timeLimits', rule.act)} trong ${rule.workingDays} ngày làm việc`
    default:
      return unreachable(rule)
  }
}

/** Where in the program the rule makes a difference. */
export function ruleActs(rule: Rule): string {
  return word('ruleActs', rule.kind === 'step' && rule.condition ? 'condition' : rule.kind)
}

/**
 * A band in words: as people say it where it has the limits they speak of, else by its own limits. The
 * id alone says nothing: another regulation may use it for other limits.
 */
export function bandText(id: string, regime: Regime): string {
  const band = rulesOf(regime, 'band').find(({ rule }) => rule.id === id)?.rule
  if (!band) return word('bands', id)
  const spoken = SPOKEN[id]
  return spoken && limitsText(spoken) === limitsText(band) && spoken.level === band.level
    ? word('bands', id)
    : bandLimits(band)
}

/** Bands that have words of their own, with the limits those words mean. */
const SPOKEN: Readonly<Record<string, Limits & { readonly level: Level }>> = {
  over_half: { level: 'low', gt: '1/2', lt: '2/3' },
  two_thirds: { level: 'low', ge: '2/3' },
  over_two_thirds: { level: 'low', gt: '2/3' },
  over_half_no_confidence: { level: 'no_confidence', gt: '1/2' },
}

function bandLimits(rule: BandRule): string {
  return `${word('levels', rule.level)} ${limitsText(rule)}`
}

function stepName(id: string, regime: Regime): string {
  return rulesOf(regime, 'step').find(({ rule }) => rule.id === id)?.rule.name ?? id
}

function exemptionText({ reason, months }: Extract<Rule, { kind: 'exemption' }>): string {
  return `không lấy phiếu: ${word('exemptionReasons', reason).replace('{months}', String(months))}`
}

/** "trên 1/2, dưới 2/3"; only "từ" goes on with "trở lên". */
function limitsText({ gt, ge, lt, le }: Limits): string {
  const from = gt ? `trên ${gt}` : `từ ${ge}`
  if (lt) return `${from}, dưới ${lt}`
  if (le) return `${from}, đến ${le}`
  return gt ? from : `${from} trở lên`
}
