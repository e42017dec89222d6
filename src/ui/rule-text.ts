import type { Limits, Rule } from '../domain/rule.ts'
import { unreachable } from '../errors.ts'
import { word } from '../messages/message.ts'

/** What the rule decides, in words, with its limits as the law writes them. */
export function ruleText(rule: Rule): string {
  switch (rule.kind) {
    case 'base':
      return `tỉ lệ tính trên ${word('bases', rule.base)}`
    case 'band':
      return `${word('levels', rule.level).toLowerCase()} ${limitsText(rule)}`
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
      return `sau khi ${word('earlierEvents', rule.earlier).toLowerCase()}`
    case 'deadline':
      return `chậm nhất ${rule.daysBefore} ngày trước ngày lấy phiếu`
    case 'criterion':
      return 'nêu trong kỳ lấy phiếu và in ở mặt sau phiếu; không chấm điểm'
    case 'step':
      return `${rule.name}${rule.condition ? ' – điều kiện để mở kiểm phiếu' : ''}`
    case 'invalidity':
      return `${word('invalidCases', rule.case)}: ${word('invalidEffects', rule.effect)}`
    case 'use':
      return rule.name
    case 'follow_up':
      return `${word('bands', rule.band)}: ${rule.name}`
    case 'time_limit':
      return `${word('timeLimits', rule.act)} trong ${rule.workingDays} ngày làm việc`
    default:
      return unreachable(rule)
  }
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
