import type { SessionProgress } from '../../actions/progress.ts'
import type { Progress } from '../../domain/progress.ts'
import { type Role, may } from '../../domain/roles.ts'
import type { Session } from '../../domain/session.ts'
import { word, wordsOf } from '../../messages/message.ts'
import { BoardNumber, GroupPatterns, Legend, SheetBar } from './sheet-bar.tsx'

/** The script that keeps a board as it is now. */
export const BOARD_SCRIPT = '/static/board.js'

type BoardProps = {
  readonly session: Session
  readonly progress: SessionProgress
  readonly role: Role
}

/** How far the counting is; with the script it keeps itself as it is now. Never a vote, never a name. */
export function ProgressBoard(props: BoardProps) {
  const { session, progress } = props
  const { id } = session
  const words = { states: wordsOf('states'), sheetStates: wordsOf('sheetStates') }
  return (
    <section
      class="board"
      aria-labelledby="board-title"
      data-board={`/api/v1/sessions/${id}/progress/stream`}
      data-from={progress.state}
      data-words={JSON.stringify(words)}
    >
      <h2 id="board-title">Tiến độ kiểm phiếu</h2>
      <p class="notice" data-moved role="status" hidden>
        Kỳ lấy phiếu vừa chuyển sang:{' '}
        <strong data-state={progress.state}>{word('states', progress.state)}</strong>.{' '}
        <a href={`/sessions/${id}`}>Tải lại trang</a>
      </p>
      <p class="refusal" data-lost role="status" hidden>
        Đang không tự cập nhật được, các số dưới đây có thể đã cũ.{' '}
        <a href={`/sessions/${id}`}>Tải lại trang</a>
      </p>
      <GroupPatterns />
      <SheetBar progress={progress} />
      <BoardSums progress={progress} />
      <Legend progress={progress} />
      <Alerts {...props} />
    </section>
  )
}

/** Sheets x/y, ballots x/y, read out when they change. */
export function BoardSums({ progress }: { progress: Progress }) {
  const number = (name: string) => <BoardNumber progress={progress} name={name} />
  return (
    <p class="board-sums" aria-live="polite" aria-atomic="true">
      <span>
        Đã khớp{' '}
        <strong>
          {number('definitive')}/{number('total')}
        </strong>{' '}
        tập
      </span>{' '}
      <span>
        Đã kiểm{' '}
        <strong>
          {number('ballotsDefinitive')}/{number('ballotsPlanned')}
        </strong>{' '}
        phiếu
      </span>
    </p>
  )
}

/** For whoever decides: each sheet on which the passes differ. All stand there, most of them hidden. */
function Alerts({ session, progress, role }: BoardProps) {
  if (!progress.states || !may(role, 'settle_difference', session.state)) return null
  return (
    <ul class="board-alerts plain" aria-live="polite">
      {progress.states.map(({ id, number, state }) => (
        <li data-alert={id} hidden={state !== 'different'}>
          <strong>Tập {number}: số liệu khác nhau.</strong>{' '}
          <a href={`/sheets/${id}/differences`}>Xem chỗ khác nhau của tập {number}</a>
        </li>
      ))}
    </ul>
  )
}
