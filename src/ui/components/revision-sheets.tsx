import type { ComparedSheet, ComparedSheets } from '../../actions/revision-sheets.ts'
import type { SheetCell, SheetDeed } from '../../domain/sheet-comparison.ts'
import { phrase, word } from '../../messages/message.ts'
import { instantText } from '../day-text.ts'

type RevisionSheetsProps = {
  readonly sheets: ComparedSheets
  readonly from: number
  readonly to: number
}

/** The bundles that were touched in between: what was done, by whom, and the cells that changed. */
export function RevisionSheets({ sheets, from, to }: RevisionSheetsProps) {
  const { all, touched } = sheets
  if (touched.length === 0)
    return (
      <p>Không tập nào trong {all} tập được nhập lại, trả lại hay kiểm lại giữa hai lần tính.</p>
    )
  return (
    <>
      <p>
        {touched.length} trên {all} tập có việc xảy ra giữa hai lần tính.
      </p>
      {touched.map((sheet) => (
        <section aria-label={`Tập ${sheet.number}`}>
          <h3>
            Tập {sheet.number}, loại phiếu {sheet.ballotKind.code}: {sheet.ballotKind.title}
          </h3>
          <ul>
            {sheet.acts.map((each) => (
              <li>
                {instantText(each.at)}, {each.by ?? 'phần mềm'}: {deedText(each)}
              </li>
            ))}
          </ul>
          <Cells sheet={sheet} from={from} to={to} />
        </section>
      ))}
    </>
  )
}

function deedText(deed: SheetDeed): string {
  if (deed.act === 'rechecked') {
    const text = word('sheetActs', deed.agrees ? 'agrees' : 'disagrees')
    return deed.note === null ? text : `${text}. Ghi chú: ${deed.note}`
  }
  const text = phrase('sheetActs', deed.act, { passNo: deed.passNo })
  return deed.act === 'typed' ? text : `${text}. Lý do: ${deed.reason}`
}

type CellsProps = Omit<RevisionSheetsProps, 'sheets'> & { readonly sheet: ComparedSheet }

function Cells({ sheet, from, to }: CellsProps) {
  if (sheet.cells.length === 0) return <p>Số của tập không đổi.</p>
  const [old, now] = [`Lần ${from}`, `Lần ${to}`]
  return (
    <div class="scroll" tabindex={0} role="group" aria-label={`Các ô đổi của tập ${sheet.number}`}>
      <table class="compared">
        <thead>
          <tr>
            <th scope="col">Ô</th>
            <th scope="col">{old}</th>
            <th scope="col">{now}</th>
            <th scope="col">Chênh</th>
          </tr>
        </thead>
        <tbody>
          {sheet.cells.map(({ subject, cell, old: before, now: after }) => (
            <tr>
              <th scope="row">{subject ? `${subject}: ${cellText(cell)}` : cellText(cell)}</th>
              <td data-label={old}>{before ?? 'không có'}</td>
              <td data-label={now} class="apart">
                {after ?? 'không có'}
              </td>
              <td data-label="Chênh">
                {before === null || after === null ? 'khác' : signed(after - before)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function cellText(cell: SheetCell): string {
  if (cell === 'line') return word('comparedFigures', cell)
  const text = word('counts', cell)
  return text === cell ? word('levels', cell) : text
}

function signed(count: number): string {
  return count > 0 ? `+${count}` : `−${-count}`
}
