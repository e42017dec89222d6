import type { Child } from 'hono/jsx'
import { typedDayText } from '../day-text.ts'
import type { Typed } from '../forms/form.ts'
import type { Refusal } from '../forms/refusal.ts'

/** What a form shows: what was typed, and why it was refused. */
export type FormState = { readonly typed: Typed; readonly refusal?: Refusal | undefined }

type FieldProps = FormState & {
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
}

/** The faults of a field as one text, if it has any. */
export function faultText(refusal: Refusal | undefined, name: string): string | undefined {
  const texts = refusal?.faults.filter((fault) => fault.field === name).map((fault) => fault.text)
  return texts?.length ? texts.join('; ') : undefined
}

/** The attributes that tie a control to its hint and its fault. */
export function controlProps({ name, hint, refusal }: Omit<FieldProps, 'label' | 'typed'>) {
  const fault = faultText(refusal, name)
  const described = [hint && `${name}-hint`, fault && `${name}-fault`].filter(Boolean).join(' ')
  return {
    id: name,
    name,
    'aria-invalid': fault ? ('true' as const) : undefined,
    'aria-describedby': described || undefined,
  }
}

function Field(props: FieldProps & { readonly children: Child }) {
  const { name, label, hint, refusal, children } = props
  const fault = faultText(refusal, name)
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {children}
      {fault && (
        <p class="fault" id={`${name}-fault`}>
          {fault}
        </p>
      )}
    </div>
  )
}

/** One line of text; passwords are never shown again. */
export function TextField(
  props: FieldProps & {
    readonly type?: 'text' | 'password' | 'time'
    readonly autocomplete?: string
    readonly required?: boolean
    readonly disabled?: boolean
    readonly autofocus?: boolean
  },
) {
  const { typed, name, type = 'text', autocomplete = 'off', required, disabled, autofocus } = props
  return (
    <Field {...props}>
      <input
        {...controlProps(props)}
        type={type}
        value={type === 'password' ? undefined : (typed[name] ?? '')}
        autocomplete={autocomplete}
        autocapitalize="none"
        spellcheck={false}
        required={required}
        disabled={disabled}
        autofocus={autofocus}
      />
    </Field>
  )
}

/** A day, written day/month/year whatever the language of the browser. */
export function DayField(props: FieldProps & { readonly required?: boolean }) {
  return (
    <Field {...props}>
      <DayInput {...controlProps(props)} typed={props.typed} required={props.required} />
    </Field>
  )
}

type DayInputProps = ReturnType<typeof controlProps> & {
  readonly typed: Typed
  readonly required?: boolean | undefined
  readonly 'aria-label'?: string
}

/** The control of a day alone, where a table names it. */
export function DayInput({ typed, ...control }: DayInputProps) {
  return (
    <input
      {...control}
      class="day"
      type="text"
      placeholder="ngày/tháng/năm"
      maxlength={10}
      value={typedDayText(typed[control.name] ?? '')}
      autocomplete="off"
    />
  )
}

/** A whole number; empty is "not known yet". */
export function NumberField(props: FieldProps) {
  const { typed, name } = props
  return (
    <Field {...props}>
      <input
        {...controlProps(props)}
        class="number"
        type="text"
        inputmode="numeric"
        maxlength={7}
        value={typed[name] ?? ''}
        autocomplete="off"
      />
    </Field>
  )
}

/** Several lines of text. */
export function LinesField(props: FieldProps & { readonly rows: number }) {
  const { typed, name, rows } = props
  return (
    <Field {...props}>
      <textarea {...controlProps(props)} rows={rows} spellcheck={false}>
        {typed[name] ?? ''}
      </textarea>
    </Field>
  )
}

export type Option = { readonly value: string; readonly text: string }

/** One of a list. */
export function SelectField(props: FieldProps & { readonly options: readonly Option[] }) {
  const { typed, name, options } = props
  return (
    <Field {...props}>
      <select {...controlProps(props)}>
        {options.map(({ value, text }) => (
          <option value={value} selected={typed[name] === value}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  )
}

/** One of a few, all to be seen at once. */
export function ChoiceField(props: FieldProps & { readonly options: readonly Option[] }) {
  const { typed, name, label, hint, options, refusal } = props
  const fault = faultText(refusal, name)
  return (
    <fieldset class="field">
      <legend>{label}</legend>
      {hint && <p class="hint">{hint}</p>}
      {options.map(({ value, text }, at) => (
        <label class="choice">
          <input
            type="radio"
            id={at === 0 ? name : `${name}-${at}`}
            name={name}
            value={value}
            checked={typed[name] === value}
            required
          />
          {text}
        </label>
      ))}
      {fault && <p class="fault">{fault}</p>}
    </fieldset>
  )
}

/** A file to be chosen. */
export function FileField(
  props: Omit<FieldProps, 'typed'> & { readonly accept: string; readonly required?: boolean },
) {
  const { accept, required = true } = props
  return (
    <Field {...props} typed={{}}>
      <input {...controlProps(props)} type="file" accept={accept} required={required} />
    </Field>
  )
}
