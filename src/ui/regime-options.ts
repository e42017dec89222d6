import { type AdoptedRegime, type Regime, baseOf, levelsOf } from '../domain/regime.ts'
import { word } from '../messages/message.ts'
import type { Option } from './components/fields.tsx'
import { dayText } from './day-text.ts'

/** The regulations a session can stand under, the one of its day first. */
export function regimeOptions(
  regimes: readonly AdoptedRegime[],
  ofTheDay: string | undefined,
): readonly Option[] {
  const byDay = ofTheDay === undefined ? 'Theo ngày lấy phiếu' : `Theo ngày lấy phiếu: ${ofTheDay}`
  const options = regimes.map(({ regime }) => ({
    value: regime.id,
    text: optionText(regime, regimes),
  }))
  const twins = (text: string) => options.filter((each) => each.text === text).length > 1
  return [
    { value: '', text: byDay },
    ...options.map(({ value, text }) => ({
      value,
      text: twins(text) ? `${text} (${value})` : text,
    })),
  ]
}

/** "96-QĐ/TW, lấy phiếu tín nhiệm, bên Đảng, từ 02/02/2023": files of one number are told apart. */
function optionText(regime: Regime, all: readonly AdoptedRegime[]): string {
  const vote = levelsOf(regime).length === 2 ? 'bỏ phiếu (hai mức)' : 'lấy phiếu (ba mức)'
  const until = regime.effectiveTo ? ` đến ${dayText(regime.effectiveTo)}` : ''
  const parts = [
    regime.number,
    vote,
    `bên ${word('sides', regime.side)}`,
    `từ ${dayText(regime.effectiveFrom)}${until}`,
    all.some((each) => each.regime.replaces === regime.id) ? 'đã có tệp thay thế' : '',
    baseOf(regime) ? '' : 'chưa tính được kết quả',
  ]
  return parts.filter(Boolean).join(', ')
}
