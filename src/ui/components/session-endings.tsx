import { type Role, may } from '../../domain/roles.ts'
import type { Session } from '../../domain/session.ts'
import { Confirm } from './confirm.tsx'

/** The steps back and out: unlock the roster, cancel the session. */
export function SessionEndings({ session, role }: { session: Session; role: Role }) {
  const base = `/sessions/${session.id}`
  const unfreeze = may(role, 'unfreeze_roster', session.state)
  const cancel = may(role, 'cancel_session', session.state)
  if (!unfreeze && !cancel) return null
  return (
    <section>
      <h2>Việc khác</h2>
      {unfreeze && (
        <form method="post" action={`${base}/unfreeze`}>
          <button>Mở khóa danh sách để sửa</button>
        </form>
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
