import type { SheetProgress } from '../../actions/sheets.ts'
import type { Actor } from '../../domain/actor.ts'
import { may } from '../../domain/roles.ts'
import type { Roster } from '../../domain/roster.ts'
import type { Session } from '../../domain/session.ts'
import { word } from '../../messages/message.ts'
import { isContradictory, isSubmitted } from '../sheet-turn.ts'
import { Confirm } from './confirm.tsx'

type SheetTableProps = {
  readonly session: Session
  readonly roster: Roster
  readonly sheets: readonly SheetProgress[]
  /** Full names by account. */
  readonly names: ReadonlyMap<string, string>
  readonly actor: Actor
}

/** How far each sheet is, who works on it, and what the reader may do with it; never a count. */
export function SheetTable(props: SheetTableProps) {
  const { roster, sheets } = props
  return (
    <div class="scroll" tabindex={0} role="group" aria-label="Các tập phiếu">
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">Tập</th>
            <th scope="col">Loại phiếu</th>
            <th scope="col" class="number">
              Số phiếu
            </th>
            <th scope="col">Tình trạng</th>
            <th scope="col">Các lượt nhập</th>
            <th scope="col">Việc làm được</th>
          </tr>
        </thead>
        <tbody>
          {sheets.map((sheet) => (
            <tr>
              <th scope="row" class="number">
                <span class="phone">Tập </span>
                {sheet.number}
              </th>
              <td data-label="Loại phiếu">
                {roster.ballotKinds.find((kind) => kind.id === sheet.ballotKind)?.title}
              </td>
              <td class="number" data-label="Số phiếu">
                {sheet.ballots}
              </td>
              <td class={`state ${sheet.state}`} data-sheet={sheet.id} data-label="Tình trạng">
                {word('sheetStates', sheet.state)}
              </td>
              <td data-label="Các lượt nhập">
                <Passes {...props} sheet={sheet} />
              </td>
              <td class="act">
                <SheetAct {...props} sheet={sheet} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type RowProps = SheetTableProps & { readonly sheet: SheetProgress }

function Passes({ session, sheet, names }: RowProps) {
  const numbers = Array.from({ length: session.passesRequired }, (_, at) => at + 1)
  return (
    <ul class="plain">
      {numbers.map((passNo) => {
        const pass = sheet.passes.find((each) => each.passNo === passNo)
        const who = pass
          ? `${names.get(pass.account) ?? 'người khác'} – ${word('passStates', pass.status)}`
          : 'chưa ai nhận'
        return (
          <li>
            Lượt {passNo}: {who}
          </li>
        )
      })}
    </ul>
  )
}

function SheetAct(props: RowProps) {
  const { session, sheet, actor } = props
  const { role, account } = actor
  const own = sheet.passes.find((pass) => pass.account === account)
  if (may(role, 'enter_pass', session.state)) {
    if (own)
      return (
        <a href={`/sheets/${sheet.id}/entry`}>
          {own.status === 'submitted' ? 'Xem lượt của mình' : 'Nhập tiếp'}
        </a>
      )
    const idle = sheet.passes.some((pass) => pass.status === 'idle')
    if (sheet.passes.length >= session.passesRequired && !idle) return <span class="none">—</span>
    if (session.sheetCodeRequired) return <>Gõ mã ở trên để nhận</>
    return (
      <form method="post" action={`/sheets/${sheet.id}/pass`}>
        <button>Nhận nhập tập {sheet.number}</button>
      </form>
    )
  }
  const contradicts = isContradictory(sheet, session.passesRequired)
  const settled = ['different', 'definitive'].includes(sheet.state) || contradicts
  if (settled && may(role, 'read_differences', session.state))
    return (
      <a href={`/sheets/${sheet.id}/differences`}>
        {sheet.state === 'different'
          ? 'Xem chỗ khác nhau'
          : contradicts
            ? 'Xem chỗ mâu thuẫn'
            : 'Xem các lượt nhập'}
      </a>
    )
  const unfinished = sheet.passes.filter((pass) => !isSubmitted(pass))
  if (unfinished.length > 0 && may(role, 'release_pass', session.state))
    return (
      <>
        {unfinished.map(({ passNo }) => (
          <ReleasePass {...props} passNo={passNo} />
        ))}
      </>
    )
  return <span class="none">—</span>
}

/** Frees a pass its author does not finish; for the head. */
function ReleasePass({ sheet, names, passNo }: RowProps & { readonly passNo: number }) {
  const pass = sheet.passes.find((each) => each.passNo === passNo)
  return (
    <Confirm
      summary={`Lấy lại lượt ${passNo}${pass?.status === 'idle' ? ' bỏ dở' : ''}…`}
      action={`/sheets/${sheet.id}/pass/release`}
      button={`Lấy lại lượt ${passNo}`}
    >
      <input type="hidden" name="passNo" value={passNo} />
      <p>
        Những gì {names.get(pass?.account ?? '') ?? 'người nhập'} đã gõ ở lượt này bị xóa, người
        khác nhận nhập lại từ đầu. Chỉ làm khi người đó không nhập tiếp được.
      </p>
    </Confirm>
  )
}
