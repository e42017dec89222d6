import type { OwnPass } from '../../actions/entries.ts'
import { type Desk, invalidPapers, isFull } from '../ballot-desk.ts'
import { PauseNotice } from './pause-notice.tsx'

/** Which paper of the bundle is being read, how saving goes, and what stands in its way. */
export function DeskHead({ pass, desk }: { readonly pass: OwnPass; readonly desk: Desk }) {
  const { papers, place, planned } = desk
  const full = isFull(desk)
  return (
    <div class="desk-head">
      <PauseNotice session={pass.session.id} />
      <p class="place">
        Tập {pass.sheet.number} ·{' '}
        <span id="place" hidden={full}>
          Lá thứ <strong>{place}</strong>
        </span>
        <span id="place-full" hidden={!full}>
          Đã nhập <strong>{papers.length}</strong> lá
        </span>{' '}
        / {planned} dự kiến{' '}
        <span id="void" class="badge" hidden={!desk.paper.invalid}>
          Cả lá không hợp lệ
        </span>
      </p>
      <p class="voids">
        Không hợp lệ: <strong id="invalid-papers">{invalidPapers(papers)}</strong> lá
      </p>
      <p id="save-status" role="status"></p>
      <progress id="progress" max={planned} value={papers.length} aria-label="Số lá đã nhập" />
      <div id="trouble" class="refusal" role="alert" hidden>
        <p id="trouble-text"></p>
        <p class="buttons">
          <button type="button" id="again">
            Gửi lại ngay
          </button>
          <button type="button" id="take">
            Gõ ở đây
          </button>
          <button type="button" id="follow">
            Theo số đã lưu ở máy chủ
          </button>
        </p>
      </div>
    </div>
  )
}
