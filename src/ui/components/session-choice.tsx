import type { ComparableSession } from '../../actions/session-comparison.ts'
import { yearOf } from '../../domain/time.ts'
import { dayText } from '../day-text.ts'
import type { Typed } from '../forms/form.ts'
import { type Option, SelectField } from './fields.tsx'

type SessionChoiceProps = {
  readonly side: 'left' | 'right'
  readonly legend: string
  readonly sessions: readonly ComparableSession[]
  readonly typed: Typed
}

/** One session of a list that can be narrowed to an organisation and a year; the one chosen stays in it. */
export function SessionChoice({ side, legend, sessions, typed }: SessionChoiceProps) {
  const [organisation, year] = [typed[`${side}-organisation`] ?? '', typed[`${side}-year`] ?? '']
  const narrowed = sessions.filter(
    ({ session }) =>
      session.id === typed[side] ||
      ((organisation === '' || session.organisation === organisation) &&
        (year === '' || String(yearOf(session.heldOn)) === year)),
  )
  return (
    <fieldset>
      <legend>{legend}</legend>
      <SelectField
        typed={typed}
        name={`${side}-organisation`}
        label="Tổ chức"
        options={[{ value: '', text: 'Mọi tổ chức' }, ...organisationsOf(sessions)]}
      />
      <SelectField
        typed={typed}
        name={`${side}-year`}
        label="Năm"
        options={[{ value: '', text: 'Mọi năm' }, ...yearsOf(sessions)]}
      />
      <SelectField
        typed={typed}
        name={side}
        label="Kỳ"
        options={[
          { value: '', text: narrowed.length === 0 ? 'Không có kỳ nào' : 'Chọn một kỳ' },
          ...narrowed.map(optionOf),
        ]}
      />
    </fieldset>
  )
}

function optionOf({ session, organisationName }: ComparableSession): Option {
  const { id, shortId, heldOn, mode } = session
  const rehearsal = mode === 'rehearsal' ? ', tập dượt' : ''
  return { value: id, text: `${dayText(heldOn)} (${shortId}${rehearsal}), ${organisationName}` }
}

function organisationsOf(sessions: readonly ComparableSession[]): readonly Option[] {
  const names = new Map(
    sessions.map(({ session, organisationName }) => [session.organisation, organisationName]),
  )
  return [...names]
    .map(([value, text]) => ({ value, text }))
    .toSorted((a, b) => a.text.localeCompare(b.text, 'vi'))
}

function yearsOf(sessions: readonly ComparableSession[]): readonly Option[] {
  const years = new Set(sessions.map(({ session }) => String(yearOf(session.heldOn))))
  return [...years]
    .toSorted()
    .toReversed()
    .map((value) => ({ value, text: value }))
}
