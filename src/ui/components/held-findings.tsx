import type { StoredOutcome } from '../../actions/outcome.ts'
import type { Roster } from '../../domain/roster.ts'
import { findingMessage } from '../../messages/message.ts'
import { tallyPlace } from '../places.ts'

/** Why nobody has a result: the errors that hold it back. */
export function HeldFindings(props: Pick<StoredOutcome, 'outcome'> & { readonly roster: Roster }) {
  const errors = props.outcome.findings.filter((each) => each.severity === 'error')
  return (
    <section aria-labelledby="held">
      <h2 id="held">Kết quả đang giữ lại, chưa tính cho ai</h2>
      <p>
        Số liệu còn mâu thuẫn mà Trưởng ban kiểm phiếu đã giải trình. Không có tỉ lệ và mức của bất
        kỳ ai; lời giải trình ở biên bản. Tìm được chỗ sai thì mở lại kỳ lấy phiếu để sửa.
      </p>
      <ul class="findings">
        {errors.map((found) => (
          <li class="error">
            <strong>
              {found.code}: {tallyPlace(found.path, props.roster)}.
            </strong>{' '}
            {findingMessage(found)}
          </li>
        ))}
      </ul>
    </section>
  )
}
