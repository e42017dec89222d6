import type { OwnPass } from '../../actions/entries.ts'
import { word } from '../../messages/message.ts'
import { type Desk, isFull } from '../ballot-desk.ts'
import { INVALID_FIELD } from '../forms/ballot-form.ts'
import { PaperLines } from './paper-lines.tsx'

type PaperFormProps = {
  readonly pass: OwnPass
  readonly desk: Desk
  /** Whether lines without a mark are pointed out. */
  readonly complain: boolean
}

/** The paper being read, what can be done with it, and the keys for it. */
export function PaperForm({ pass, desk, complain }: PaperFormProps) {
  const { kind, levels, sheet } = pass
  const { place, papers, paper } = desk
  const kept = place <= papers.length
  return (
    <form id="paper" method="post" action={`/sheets/${sheet.id}/entry`} hidden={isFull(desk)}>
      <input type="hidden" name="revision" value={pass.revision} />
      <input type="hidden" name="place" value={place} />
      <p id="mending" class="mending" hidden={!kept || desk.again.length > 0}>
        Lá này đã lưu. Sửa rồi nhấn <kbd>Enter</kbd>, hoặc <kbd>Esc</kbd> để trở lại lá đang nhập.
      </p>
      <PaperLines {...{ subjects: kind.subjects, levels, paper, complain }} />
      <div class="desk-foot">
        <p id="complaint" role="status"></p>
        <div class="buttons">
          <button id="save" class="main" name="do" value="save">
            Lưu lá này <kbd>Enter</kbd>
          </button>
          <button name="do" value="rest">
            Các dòng còn lại: {word('levels', levels[0]!).toLowerCase()} <kbd>+</kbd>
          </button>
          <a
            class="button"
            id="earlier"
            href={`?paper=${Math.max(1, place - 1)}`}
            hidden={place === 1}
          >
            Lá trước <kbd>Ctrl</kbd>+<kbd>Z</kbd>
          </a>
          <button id="drop" name="do" value="drop" hidden={place !== papers.length}>
            Bỏ lá này
          </button>
          <label class="whole">
            <input type="checkbox" name={INVALID_FIELD} checked={paper.invalid} /> Cả lá không hợp
            lệ <kbd>*</kbd>
          </label>
        </div>
        <Keys levels={levels.length} />
      </div>
    </form>
  )
}

function Keys({ levels }: { readonly levels: number }) {
  return (
    <ul class="keys" aria-label="Phím tắt">
      <li>
        {Array.from({ length: levels }, (_, at) => (
          <>
            <kbd>{at + 1}</kbd>{' '}
          </>
        ))}
        <kbd>0</kbd> ghi dòng này
      </li>
      <li>
        <kbd>+</kbd> hoặc <kbd>A</kbd> các dòng còn lại mức cao nhất
      </li>
      <li>
        <kbd>*</kbd> hoặc <kbd>X</kbd> cả lá không hợp lệ
      </li>
      <li>
        <kbd>−</kbd> hoặc <kbd>Backspace</kbd> lên một dòng
      </li>
      <li>
        <kbd>↑</kbd> <kbd>↓</kbd> đi giữa các dòng
      </li>
      <li>
        <kbd>PgUp</kbd> <kbd>PgDn</kbd> lá trước, lá sau
      </li>
      <li>
        <kbd>Shift</kbd>+<kbd>Enter</kbd> nộp
      </li>
    </ul>
  )
}
