import type { Preparation } from '../../actions/preparation.ts'
import { dayText, instantText } from '../day-text.ts'
import type { Refusal } from '../forms/refusal.ts'
import { stepKey } from '../forms/steps-form.ts'
import { DayInput, type FormState, controlProps, faultText } from './fields.tsx'

/** A line of the checklist, with who recorded what and when. */
export type ChecklistStep = Preparation['steps'][number]

/** What all cells of the checklist share. */
export type ChecklistProps = FormState & {
  /** Whether the reader records. */
  readonly records: boolean
  /** Full names by account. */
  readonly names: ReadonlyMap<string, string>
}

type StepFieldsProps = ChecklistProps & {
  readonly step: string
  readonly subject: string | null
  /** What the field is about, for those who do not see the table. */
  readonly about: string
  readonly standing: ChecklistStep['done'][number] | undefined
}

/** The day a step was done and its paper, to be typed or read; on paper always to be read. */
export function StepFields(props: StepFieldsProps) {
  const { records, step, subject, about, typed, refusal } = props
  const key = stepKey(step, subject)
  return (
    <>
      {records && (
        <div class="step-fields">
          <input type="hidden" name={`${key}.was`} value={typed[`${key}.was`] ?? ''} />
          <DayInput
            {...controlProps({ name: `${key}.on`, refusal })}
            typed={typed}
            aria-label={`Ngày: ${about}`}
          />
          <input
            {...controlProps({ name: `${key}.file`, refusal })}
            type="text"
            aria-label={`Tên tệp: ${about}`}
            placeholder="tên tệp, số"
            maxlength={300}
            value={typed[`${key}.file`] ?? ''}
            autocomplete="off"
          />
          <Fault name={`${key}.on`} refusal={refusal} />
          <Fault name={`${key}.file`} refusal={refusal} />
        </div>
      )}
      <Standing {...props} />
    </>
  )
}

function Fault({ name, refusal }: { name: string; refusal: Refusal | undefined }) {
  const fault = faultText(refusal, name)
  return fault === undefined ? null : (
    <p class="fault" id={`${name}-fault`}>
      {fault}
    </p>
  )
}

/** What is recorded and by whom; for readers and on paper with its day and file. */
function Standing({ standing, names, records }: StepFieldsProps) {
  if (!standing?.doneOn)
    return <span class={records ? 'on-paper blank' : 'blank'}>{records ? '' : 'chưa ghi'}</span>
  return (
    <>
      <span class={records ? 'on-paper' : undefined}>
        {dayText(standing.doneOn)}
        {standing.file && `, ${standing.file}`}
      </span>
      <small class="by">
        {names.get(standing.account) ?? 'người khác'} ghi {instantText(standing.recordedAt)}
      </small>
    </>
  )
}
