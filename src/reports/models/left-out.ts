import { z } from 'zod'
import type { Proceedings } from '../../domain/proceedings.ts'
import { rulesOf } from '../../domain/regime.ts'
import type { LeftOut } from '../../domain/roster.ts'
import { EXEMPTION_REASONS } from '../../domain/rule.ts'
import { shortDateText } from '../vietnamese.ts'
import { counted, entered, named, printed } from './printed.ts'

/** One person who was not put to the vote: why, from which day, by which provision. */
export const leftOutSchema = z.object({
  number: z.string(),
  name: z.string(),
  position: printed,
  reason: z.enum(EXEMPTION_REASONS),
  /** The months in post the regulation asks for; `null` when the reason is another. */
  months: printed,
  /** The day of the notice to retire, else the day of the appointment or election. */
  since: printed,
  provision: z.string(),
})

/**
 * Everybody who was left off the ballots, in the order of the lists.
 *
 * @law 96-qd-tw-2023 Điều 3.1
 * @law 85-2014-qh13 Đối tượng không lấy phiếu
 */
export function leftOutModel({ leftOut, regime }: Proceedings): z.infer<typeof leftOutSchema>[] {
  const rules = rulesOf(regime.regime, 'exemption')
  return leftOut.map((person, at) => {
    const since = sinceOf(person)
    return {
      number: String(at + 1),
      name: named(person.name),
      position: entered(person.position),
      reason: person.reason,
      months: counted(rules.find(({ rule }) => rule.reason === person.reason)?.rule.months ?? null),
      since: since === null ? null : shortDateText(since),
      provision: named(person.provision),
    }
  })
}

function sinceOf({ reason, retirementNoticeOn, startedOn }: LeftOut): string | null {
  return reason === 'retirement_notice' ? retirementNoticeOn : startedOn
}
