import { type Regime, rulesOf } from '../domain/regime.ts'
import type { Rule } from '../domain/rule.ts'
import { unreachable } from '../errors.ts'
import { bandLimits, bandText } from '../messages/band-text.ts'
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
    case 'running':
      return `${bandLimits(rule).toLowerCase()}, ${rule.times} ${word('runningUnits', rule.unit)} liên tiếp ở cùng một nơi`
    default:
      return unreachable(rule)
  }
}

/** Where in the program the rule makes a difference. */
export function ruleActs(rule: Rule): string {
  return word('ruleActs', rule.kind === 'step' && rule.condition ? 'condition' : rule.kind)
}

function stepName(id: string, regime: Regime): string {
  return rulesOf(regime, 'step').find(({ rule }) => rule.id === id)?.rule.name ?? id
}

function exemptionText({ reason, months }: Extract<Rule, { kind: 'exemption' }>): string {
  return `không lấy phiếu: ${word('exemptionReasons', reason).replace('{months}', String(months))}`
}
