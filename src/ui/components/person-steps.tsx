import type { Subject } from '../../domain/roster.ts'
import { dayForAll } from '../forms/steps-form.ts'
import { stepStatus } from '../step-status.ts'
import { DayInput, controlProps, faultText } from './fields.tsx'
import { StepName, StepState } from './session-steps.tsx'
import { type ChecklistProps, type ChecklistStep, StepFields } from './step-fields.tsx'

type PersonStepsProps = ChecklistProps & {
  readonly title: string
  readonly steps: readonly ChecklistStep[]
  readonly subjects: readonly Subject[]
  readonly today: string
}

/** The steps of one phase that are done for each person: people down, steps across. */
export function PersonSteps(props: PersonStepsProps) {
  const { title, steps, subjects, today, ...form } = props
  if (steps.length === 0) return null
  if (subjects.length === 0)
    return <p class="hint">Các bước của từng người hiện ra ở đây khi đã có danh sách.</p>
  return (
    <div class="scroll" tabindex={0} role="group" aria-label={title}>
      <table class="stack checklist">
        <thead>
          <tr>
            <th scope="col">Người được lấy phiếu</th>
            {steps.map((step) => (
              <th scope="col">
                <StepName step={step} />
                <StepState step={step} status={stepStatus(step, today, subjects.length)} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {form.records && <ForAll {...form} steps={steps} />}
          {subjects.map((subject, at) => (
            <tr>
              <th scope="row">
                <span class="order">{at + 1}.</span> {subject.name}
                <small>{subject.position}</small>
              </th>
              {steps.map(({ rule, done }) => (
                <td data-label={rule.name}>
                  <StepFields
                    {...form}
                    step={rule.id}
                    subject={subject.id}
                    about={`${rule.name}, ${subject.name}`}
                    standing={done.find((each) => each.subject === subject.id)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** One day for everybody who has none yet. */
function ForAll({ steps, ...form }: ChecklistProps & { steps: readonly ChecklistStep[] }) {
  return (
    <tr class="for-all">
      <th scope="row">
        Cùng một ngày cho mọi người chưa ghi
        <small>Người đã có ngày thì giữ nguyên.</small>
      </th>
      {steps.map(({ rule, complete }) => {
        const name = dayForAll(rule.id)
        const fault = faultText(form.refusal, name)
        return (
          <td data-label={rule.name}>
            {complete ? (
              'Đã đủ.'
            ) : (
              <DayInput
                {...controlProps({ name, refusal: form.refusal })}
                typed={form.typed}
                aria-label={`Cùng một ngày cho mọi người chưa ghi: ${rule.name}`}
              />
            )}
            {fault && (
              <p class="fault" id={`${name}-fault`}>
                {fault}
              </p>
            )}
          </td>
        )
      })}
    </tr>
  )
}
