import { type Role, may } from '../../domain/roles.ts'
import type { Session } from '../../domain/session.ts'

/** The steps back and out: unlock the roster, open again, cancel, destroy ballots after the term. */
export function SessionEndings({ session, role }: { session: Session; role: Role }) {
  const base = `/sessions/${session.id}`
  const unfreeze = may(role, 'unfreeze_roster', session.state)
  const cancel = may(role, 'cancel_session', session.state)
  const reopen = may(role, 'reopen_session', session.state)
  const destruction = may(role, 'read_destruction', session.state)
  if (!unfreeze && !cancel && !reopen && !destruction) return null
  return (
    <section>
      <h2>Việc khác</h2>
      {unfreeze && (
        <form method="post" action={`${base}/unfreeze`}>
          <button>Mở khóa danh sách để sửa</button>
        </form>
      )}
      {reopen && (
        <p>
          <a class="button" href={`${base}/confirm/reopen`}>
            Mở lại kỳ lấy phiếu…
          </a>
        </p>
      )}
      {destruction && (
        <p>
          <a class="button" href={`${base}/destruction`}>
            Hủy phiếu khi hết thời hạn giữ
          </a>
        </p>
      )}
      {cancel && (
        <p>
          <a class="button" href={`${base}/confirm/cancel`}>
            Hủy kỳ lấy phiếu…
          </a>
        </p>
      )}
    </section>
  )
}
