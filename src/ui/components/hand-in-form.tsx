import type { OwnPass } from '../../actions/entries.ts'
import { type Desk, isFull, isReady } from '../ballot-desk.ts'
import type { Refusal } from '../forms/refusal.ts'
import { UnseenWarnings } from './unseen-warnings.tsx'

type HandInProps = {
  readonly pass: OwnPass
  readonly desk: Desk
  readonly refusal?: Refusal | undefined
}

/** The end of a bundle: handing it in, one paper more, or a look back; out of sight until it is ready. */
export function HandInForm({ pass, desk, refusal }: HandInProps) {
  const full = isFull(desk)
  const { papers, planned } = desk
  return (
    <form
      id="hand-in-form"
      class={['hand-in', full && 'full', refusal?.unseen && 'asked'].filter(Boolean).join(' ')}
      method="post"
      action={`/sheets/${pass.sheet.id}/entry`}
      hidden={!isReady(desk)}
    >
      <input type="hidden" name="revision" value={pass.revision} />
      <input type="hidden" name="do" value="submit" />
      <div id="full" hidden={!full} tabindex={-1}>
        <h2>Đã đủ {planned} lá dự kiến</h2>
        <p>Trong tập còn lá nào thì nhập tiếp. Hết phiếu thì nộp; nộp rồi không tự sửa được nữa.</p>
      </div>
      {refusal?.unseen && <UnseenWarnings warnings={refusal.unseen} pass={pass} />}
      <p id="early" class="hint" hidden={full || refusal?.unseen !== undefined}>
        Trong tập không còn lá nào nữa?
      </p>
      <div class="buttons">
        <button id="hand-in" class="main">
          Nộp lượt nhập
        </button>
        <a class="button" id="more" href={`?paper=${papers.length + 1}`} hidden={!full}>
          Còn lá nữa
        </a>
        <a class="button" id="last" href={`?paper=${papers.length}`} hidden={!full}>
          Xem lại lá cuối
        </a>
      </div>
    </form>
  )
}
