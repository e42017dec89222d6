import type { HallProgress } from '../../actions/halls.ts'
import { word, wordsOf } from '../../messages/message.ts'
import { BOARD_SCRIPT, BoardSums } from '../components/progress-board.tsx'
import { RehearsalBadge } from '../components/session-heading.tsx'
import { GroupPatterns, Legend, SheetBar } from '../components/sheet-bar.tsx'
import { clockText } from '../day-text.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

/** Titles longer than this stand in smaller letters, so that the numbers stay in sight. */
const LONG_TITLE = 70

/** Whoever holds the link: nobody's account, even in a browser where somebody is logged in. */
export const WITNESS: Visitor = { actor: undefined, path: '/hall', notice: undefined }

/** The screen for witnesses: how far the count is, to be read from the back of the hall. */
export function HallPage({ progress, token }: { progress: HallProgress; token: string }) {
  const { title, state, changedAt } = progress
  return (
    <Layout title={`Tiến độ: ${title}`} visitor={WITNESS} script={BOARD_SCRIPT} bare>
      <div
        class="hall"
        data-board={`/hall/${token}/stream`}
        data-over="reload"
        data-words={JSON.stringify({ states: wordsOf('hallStates') })}
      >
        <GroupPatterns />
        <h1 class={title.length > LONG_TITLE ? 'long' : undefined}>
          {title} <RehearsalBadge session={progress} />
        </h1>
        <p class="hall-state" aria-live="polite">
          <span data-state={state}>{word('hallStates', state)}</span>
        </p>
        <p class="refusal" data-lost role="status" hidden>
          Đang không tự cập nhật được, các số dưới đây có thể đã cũ.
        </p>
        <BoardSums progress={progress} />
        <SheetBar progress={progress} />
        <Legend progress={progress} />
        <p class="hall-clock">
          Thay đổi lần cuối lúc <strong data-clock>{clockText(changedAt)}</strong>
        </p>
        <noscript>
          <p>Trình duyệt này không tự cập nhật. Tải lại trang để xem số mới.</p>
        </noscript>
      </div>
    </Layout>
  )
}

/** What stands where nothing is shown any more, or never was. */
export function HallClosedPage() {
  return (
    <Layout title="Trang theo dõi đã đóng" visitor={WITNESS} bare>
      <div class="hall">
        <h1>Trang theo dõi đã đóng</h1>
        <p class="hall-closed">
          Kiểm phiếu đã xong, Trưởng ban kiểm phiếu đã đóng trang, hoặc đường dẫn gõ chưa đúng. Cần
          xem tiếp thì xin Trưởng ban kiểm phiếu đường dẫn mới.
        </p>
      </div>
    </Layout>
  )
}
