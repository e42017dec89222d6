import type { Subject } from '../../domain/roster.ts'
import type { Level } from '../../domain/tally.ts'
import { word } from '../../messages/message.ts'
import { HEAD_CELLS, columnSum, columnText, restOf, rowCells } from '../entry-grid.ts'
import type { Typed } from '../forms/form.ts'

/** What stands beside a cell: what is wrong there, or that it is to be typed again. */
export type CellMark = { readonly kind: 'wrong' | 'again'; readonly text: string }

type GridProps = {
  readonly subjects: readonly Subject[]
  /** The marks of the vote: a column for each. */
  readonly levels: readonly Level[]
  readonly typed: Typed
  /** Marks by cell name; a person's row is named `rows.0`. */
  readonly marks: ReadonlyMap<string, CellMark>
  readonly readOnly: boolean
}

/** The sheet to be typed: its ballots on top, below one row for each person in ballot order. */
export function EntryGrid(props: GridProps) {
  const { subjects, levels, typed } = props
  const whole = restOf(typed.collected ?? '', [typed.valid ?? '', typed.invalid ?? ''])
  return (
    <>
      <div class="ballots">
        {HEAD_CELLS.map((cell) => (
          <div class="field">
            <label for={cell}>{word('counts', cell)}</label>
            <Cell {...props} name={cell} />
          </div>
        ))}
        <p class="sum">
          <span>So với số phiếu trong tập</span>
          <output class={`rest ${whole.kind}`}>{whole.text}</output>
        </p>
      </div>
      <table class={levels.length === 2 ? 'grid two' : 'grid'}>
        <thead>
          <tr>
            <th scope="col">Họ tên</th>
            {rowCells(levels).map((cell) => (
              <th scope="col" class="number" id={`col-${cell}`}>
                {word('levels', cell)}
              </th>
            ))}
            <th scope="col">So với phiếu hợp lệ</th>
          </tr>
        </thead>
        <tbody>
          {subjects.map((subject, at) => (
            <Row {...props} subject={subject} at={at} />
          ))}
        </tbody>
        <Sums {...props} />
      </table>
    </>
  )
}

/** Below each column what it holds so far, for comparing with the sums on the paper. */
function Sums({ subjects, levels, typed }: GridProps) {
  const rows = subjects.map((_, at) => `rows.${at}`)
  return (
    <tfoot>
      <tr>
        <th scope="row">Cộng đã nhập</th>
        {rowCells(levels).map((cell) => {
          const column = columnSum(rows.map((row) => typed[`${row}.${cell}`] ?? ''))
          return (
            <td class="number" data-sum data-label={word('levels', cell)}>
              <strong>{column.sum}</strong>
              <small>{columnText(column)}</small>
            </td>
          )
        })}
        <td class="left"></td>
      </tr>
    </tfoot>
  )
}

function Row(props: GridProps & { readonly subject: Subject; readonly at: number }) {
  const { subject, at, levels, typed, marks } = props
  const name = `rows.${at}`
  const mark = marks.get(name)
  const cells = rowCells(levels)
  const rest = restOf(
    typed.valid ?? '',
    cells.map((cell) => typed[`${name}.${cell}`] ?? ''),
  )
  return (
    <>
      <tr data-subject={subject.id} class={mark ? 'marked' : undefined}>
        <th scope="row" id={name}>
          <span class="order">{at + 1}.</span> {subject.name}
          <small>{subject.position}</small>
        </th>
        {cells.map((cell) => (
          <td data-label={word('levels', cell)}>
            <Cell
              {...props}
              name={`${name}.${cell}`}
              labelledBy={`${name} col-${cell}`}
              row={mark && `${name}-mark`}
            />
          </td>
        ))}
        <td class="left">
          <output class={`rest ${rest.kind}`}>{rest.text}</output>
        </td>
      </tr>
      {mark && (
        <tr class="mark">
          <td colspan={cells.length + 2} class="fault" id={`${name}-mark`}>
            {mark.text}
          </td>
        </tr>
      )}
    </>
  )
}

function Cell(props: GridProps & { name: string; labelledBy?: string; row?: string | undefined }) {
  const { name, labelledBy, row, typed, marks, readOnly } = props
  const mark = marks.get(name)
  const described = [row, mark && `${name}-mark`].filter(Boolean).join(' ')
  return (
    <>
      <input
        id={labelledBy === undefined ? name : `${name}-cell`}
        name={name}
        class={mark ? `cell ${mark.kind}` : 'cell'}
        type="text"
        inputmode="numeric"
        pattern="[0-9]*"
        maxlength={7}
        value={typed[name] ?? ''}
        autocomplete="off"
        readonly={readOnly}
        aria-labelledby={labelledBy}
        aria-invalid={mark?.kind === 'wrong' || row ? 'true' : undefined}
        aria-describedby={described || undefined}
      />
      {mark && (
        <p class={mark.kind === 'wrong' ? 'fault' : 'again'} id={`${name}-mark`}>
          {mark.text}
        </p>
      )}
    </>
  )
}
