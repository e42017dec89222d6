import { BALLOT_FIELDS, type ColumnField } from '../../formats/heading-words.ts'
import type { ColumnLook, SheetLook } from '../../formats/sheet-look.ts'
import { word } from '../../messages/message.ts'
import type { Typed } from '../forms/form.ts'
import { type FormState, NumberField, TextField, controlProps } from './fields.tsx'

type ColumnChoiceProps = FormState & {
  readonly sheets: readonly SheetLook[]
  readonly fields: readonly ColumnField[]
  /** Whether several sheets can be read at once. */
  readonly several: boolean
  /** Whether counts of ballots are looked for outside the table. */
  readonly ballots: boolean
  readonly open: boolean
}

/** How each sheet is read: from which row on, which column is what. */
export function ColumnChoice(props: ColumnChoiceProps) {
  const { sheets, open } = props
  if (sheets.length === 0) return null
  return (
    <details class="mapping" open={open}>
      <summary>Cách đọc tệp: cột nào là gì</summary>
      {sheets.map((sheet, at) => (
        <SheetChoice {...props} sheet={sheet} at={at} />
      ))}
      <button name="do" value="preview">
        Xem lại theo cách đọc này
      </button>
    </details>
  )
}

type SheetChoiceProps = ColumnChoiceProps & { readonly sheet: SheetLook; readonly at: number }

function SheetChoice(props: SheetChoiceProps) {
  const { sheet, at, sheets, several, ballots, open: _, fields: __, ...form } = props
  return (
    <fieldset class="part">
      <legend>{sheet.name === '' ? 'Văn bản' : `Trang “${sheet.name}”`}</legend>
      <input type="hidden" name={`sheets.${at}.name`} value={sheet.name} />
      <ReadMark at={at} alone={sheets.length === 1} several={several} typed={form.typed} />
      <NumberField {...form} name={`sheets.${at}.firstRow`} label="Hàng đầu tiên có người" />
      <ColumnTable {...props} />
      {ballots && (
        <div class="row">
          {BALLOT_FIELDS.map((field) => (
            <TextField
              {...form}
              name={`sheets.${at}.ballots.${field}`}
              label={`Ô ghi ${word('importCounts', field).toLowerCase()}`}
              hint="Ví dụ C3; để trống nếu không có."
            />
          ))}
        </div>
      )}
    </fieldset>
  )
}

/** Whether the sheet is read: no question when it is the only one. */
function ReadMark(props: { at: number; alone: boolean; several: boolean; typed: Typed }) {
  const { at, alone, several, typed } = props
  const name = several ? `read.${at}` : 'read'
  if (alone) return <input type="hidden" name={name} value={String(at)} />
  return (
    <div class="field">
      <label class="choice">
        <input
          type={several ? 'checkbox' : 'radio'}
          name={name}
          value={String(at)}
          checked={typed[name] === String(at)}
        />
        Đọc trang này
      </label>
    </div>
  )
}

function ColumnTable({ sheet, at, fields, ...form }: SheetChoiceProps) {
  return (
    <div class="scroll" tabindex={0} role="group" aria-label="Các cột">
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">Cột</th>
            <th scope="col">Tiêu đề</th>
            <th scope="col">Những ô đầu</th>
            <th scope="col">Đọc là</th>
          </tr>
        </thead>
        <tbody>
          {sheet.columns.map((column) => (
            <tr>
              <th scope="row">{column.column}</th>
              <td data-label="Tiêu đề">{column.heading ?? '—'}</td>
              <td data-label="Những ô đầu">
                <small>{samplesOf(column)}</small>
              </td>
              <td data-label="Đọc là">
                <FieldSelect
                  {...form}
                  name={`sheets.${at}.columns.${column.column}`}
                  label={`Cột ${column.column} đọc là`}
                  fields={fields}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function samplesOf({ cells }: ColumnLook): string {
  return cells.map(({ row, text }) => `${row}: ${text}`).join(' · ')
}

function FieldSelect(
  props: FormState & { name: string; label: string; fields: readonly ColumnField[] },
) {
  const { typed, refusal, name, label, fields } = props
  return (
    <select {...controlProps({ name, refusal })} aria-label={label}>
      <option value="">(không đọc)</option>
      {fields.map((field) => (
        <option value={field} selected={typed[name] === field}>
          {word('importFields', field)}
        </option>
      ))}
    </select>
  )
}
