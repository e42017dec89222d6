import type { PlannedStep } from '../../domain/plan.ts'
import type { ProcedureStep } from '../../domain/procedure.ts'
import type { Session } from '../../domain/session.ts'
import { weekdayText } from '../day-text.ts'
import { stepStatus } from '../step-status.ts'
import { ProvisionRef } from './provision-ref.tsx'

type PlanProps = {
  readonly session: Session
  readonly plan: readonly PlannedStep[]
  readonly steps: readonly ProcedureStep[]
  readonly people: number
  readonly today: string
}

/** The deadlines before the vote as dated lines, and the calendar file to take away. */
export function PlanTable({ session, plan, steps, people, today }: PlanProps) {
  if (plan.length === 0) return <p>Quy định này không nêu thời hạn nào trước ngày lấy phiếu.</p>
  return (
    <>
      <div class="scroll" tabindex={0} role="group" aria-label="Kế hoạch">
        <table class="stack plan">
          <thead>
            <tr>
              <th scope="col">Chậm nhất</th>
              <th scope="col">Trước</th>
              <th scope="col">Việc</th>
              <th scope="col">Tình trạng</th>
              <th scope="col">Căn cứ</th>
            </tr>
          </thead>
          <tbody>
            {plan.map((each) => {
              const step = steps.find(({ rule }) => rule.id === each.step)
              const status = step && stepStatus(step, today, people)
              return (
                <tr>
                  <th scope="row" class="when">
                    {weekdayText(each.due)}
                  </th>
                  <td data-label="Trước">T−{each.daysBefore}</td>
                  <td data-label="Việc">{each.name}</td>
                  <td data-label="Tình trạng" class={status && `status ${status.kind}`}>
                    {status?.text ?? '—'}
                  </td>
                  <td data-label="Căn cứ">
                    <ProvisionRef provision={each.provision} />
                  </td>
                </tr>
              )
            })}
            <tr>
              <th scope="row" class="when">
                {weekdayText(session.heldOn)}
              </th>
              <td data-label="Trước">T</td>
              <td data-label="Việc">Hội nghị lấy phiếu tín nhiệm</td>
              <td></td>
              <td></td>
            </tr>
          </tbody>
        </table>
      </div>
      <p class="screen-only">
        <a href={`/sessions/${session.id}/plan.ics`} download>
          Tải tệp lịch (.ics)
        </a>{' '}
        để nhắc hạn trong lịch của máy. <small>Tính theo ngày thường, cả Thứ Bảy, Chủ nhật.</small>
      </p>
    </>
  )
}
