import { weekdayText } from '../day-text.ts'
import { type StepStatus, stepStatus } from '../step-status.ts'
import { ProvisionRef } from './provision-ref.tsx'
import { type ChecklistProps, type ChecklistStep, StepFields } from './step-fields.tsx'

type SessionStepsProps = ChecklistProps & {
  readonly title: string
  readonly steps: readonly ChecklistStep[]
  readonly today: string
}

/** The steps of one phase that are done once for the session. */
export function SessionSteps({ title, steps, today, ...form }: SessionStepsProps) {
  if (steps.length === 0) return null
  return (
    <div class="scroll" tabindex={0} role="group" aria-label={title}>
      <table class="stack checklist">
        <thead>
          <tr>
            <th scope="col">Việc</th>
            <th scope="col">Tình trạng</th>
            <th scope="col">Ngày làm; tên tệp hoặc số văn bản</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => {
            const status = stepStatus(step, today, 0)
            return (
              <tr>
                <th scope="row">
                  <StepName step={step} />
                </th>
                <td data-label="Tình trạng">
                  <StepState step={step} status={status} />
                </td>
                <td>
                  <StepFields
                    {...form}
                    step={step.rule.id}
                    subject={null}
                    about={step.rule.name}
                    standing={step.done[0]}
                  />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** What is to be done, whether counting waits for it, and why. */
export function StepName({ step: { rule, provision, complete } }: { step: ChecklistStep }) {
  return (
    <>
      <span class={complete ? 'tick done' : 'tick'} aria-hidden="true"></span>
      {rule.name}
      {rule.condition && <strong class="condition">Bắt buộc trước khi mở kiểm phiếu</strong>}
      <small>
        <ProvisionRef provision={provision} />
      </small>
    </>
  )
}

/** How the step stands, and its last day. */
export function StepState({ step, status }: { step: ChecklistStep; status: StepStatus }) {
  return (
    <>
      <span class={`status ${status.kind}`}>{status.text}</span>
      {step.due && <small>Hạn: {weekdayText(step.due.on)}</small>}
    </>
  )
}
