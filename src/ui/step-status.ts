import type { ProcedureStep } from '../domain/procedure.ts'
import { type Day, daysBetween } from '../domain/time.ts'

/** How a step stands on the day of looking; `kind` is never told by colour alone. */
export type StepStatus = { readonly kind: 'done' | 'late' | 'open'; readonly text: string }

/** The status of a step in words; `people` is how many a step per person is asked of. */
export function stepStatus(step: ProcedureStep, today: Day, people: number): StepStatus {
  const { rule, due, done, missing, complete } = step
  const days = (day: Day | null) => (due && day !== null ? daysBetween(due.on, day) : 0)
  const delay = Math.max(0, ...done.map((each) => days(each.doneOn)))
  if (complete)
    return delay > 0
      ? { kind: 'late', text: `Xong, muộn ${delay} ngày` }
      : { kind: 'done', text: 'Xong' }
  const count = rule.per === 'person' ? `: ${people - missing.length}/${people} người` : ''
  if (rule.ifAsked) return { kind: 'open', text: `Nếu có${count}` }
  if (!due) return { kind: 'open', text: `Chưa ghi${count}` }
  const passed = days(today)
  if (passed > 0) return { kind: 'late', text: `Quá hạn ${passed} ngày${count}` }
  if (passed === 0) return { kind: 'open', text: `Hạn hôm nay${count}` }
  return { kind: 'open', text: `Còn ${-passed} ngày${count}` }
}
