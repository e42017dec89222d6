import { type Role, may } from '../../domain/roles.ts'
import type { Session } from '../../domain/session.ts'
import { Confirm } from './confirm.tsx'

/** The steps back and out: unlock the roster, open again, cancel. */
export function SessionEndings({ session, role }: { session: Session; role: Role }) {
  const base = `/sessions/${session.id}`
  const unfreeze = may(role, 'unfreeze_roster', session.state)
  const cancel = may(role, 'cancel_session', session.state)
  const reopen = may(role, 'reopen_session', session.state)
  if (!unfreeze && !cancel && !reopen) return null
  return (
    <section>
      <h2>Việc khác</h2>
      {unfreeze && (
        <form method="post" action={`${base}/unfreeze`}>
          <button>Mở khóa danh sách để sửa</button>
        </form>
      )}
      {reopen && (
        <Confirm summary="Mở lại kỳ lấy phiếu…" action={`${base}/reopen`} button="Mở lại kỳ này">
          <p>
            Kết quả và văn bản đã lập được giữ nguyên nhưng không còn là bản hiện hành. Sau khi sửa
            phải khóa số liệu, tính, lập và ký lại thành lần {session.revision + 1}.
          </p>
          <div class="field">
            <label for="reopen-reason">Lý do và căn cứ mở lại</label>
            <input id="reopen-reason" name="reason" type="text" required maxlength={500} />
          </div>
        </Confirm>
      )}
      {cancel && (
        <Confirm
          summary="Hủy kỳ lấy phiếu…"
          action={`${base}/cancel`}
          button="Hủy kỳ lấy phiếu này"
        >
          <p>Kỳ đã hủy không mở lại được và không có kết quả. Số liệu đã nhập vẫn được giữ.</p>
          <div class="field">
            <label for="reason">Lý do hủy</label>
            <input id="reason" name="reason" type="text" required maxlength={500} />
          </div>
        </Confirm>
      )}
    </section>
  )
}
