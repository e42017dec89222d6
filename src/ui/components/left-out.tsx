import { type Regime, rulesOf } from '../../domain/regime.ts'
import type { LeftOut, Roster } from '../../domain/roster.ts'
import { phrase } from '../../messages/message.ts'
import { dayText } from '../day-text.ts'

/** Who stands on no ballot, with the regulation's reason and where it says so; nothing when there is nobody. */
export function LeftOutTable({ roster, regime }: { roster: Roster; regime: Regime }) {
  const all = roster.ballotKinds.flatMap((kind) => kind.leftOut.map((who) => ({ kind, who })))
  if (all.length === 0) return null
  return (
    <div class="scroll" tabindex={0} role="group" aria-label="Người không lấy phiếu">
      <table class="stack">
        <caption>Người không lấy phiếu ({all.length} người): không in trên phiếu</caption>
        <thead>
          <tr>
            <th scope="col">Họ tên</th>
            <th scope="col">Chức vụ</th>
            <th scope="col">Loại phiếu</th>
            <th scope="col">Lý do</th>
            <th scope="col" class="law">
              Căn cứ
            </th>
          </tr>
        </thead>
        <tbody>
          {all.map(({ kind, who }) => (
            <tr>
              <th scope="row">{who.name}</th>
              <td data-label="Chức vụ">{who.position || '—'}</td>
              <td data-label="Loại phiếu">{kind.code}</td>
              <td data-label="Lý do">{reasonText(who, regime)}</td>
              <td data-label="Căn cứ">{who.provision}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type ExemptionFacts = Pick<LeftOut, 'reason' | 'startedOn' | 'retirementNoticeOn'>

/** "Được bổ nhiệm, bầu cử trong năm lấy phiếu (02/03/2026)." */
export function reasonText(who: ExemptionFacts, regime: Regime): string {
  const rules = rulesOf(regime, 'exemption').map(({ rule }) => rule)
  const months = rules.find((rule) => rule.reason === who.reason)?.months
  const words = phrase('exemptionReasons', who.reason, { months })
  const on = who.reason === 'retirement_notice' ? who.retirementNoticeOn : who.startedOn
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${on ? ` (${dayText(on)})` : ''}.`
}
