import type { Hall } from '../../domain/hall.ts'
import { HALL_HOURS } from '../../domain/hall.ts'
import type { Session } from '../../domain/session.ts'
import { instantText } from '../day-text.ts'

/** For the head: opening a page for witnesses without an account, and closing all that are open. */
export function HallControl(props: {
  readonly session: Session
  readonly halls: readonly Pick<Hall, 'openedAt' | 'expiresAt'>[]
}) {
  const { session, halls } = props
  const base = `/sessions/${session.id}/halls`
  const last = halls.at(-1)
  return (
    <section aria-labelledby="halls-title">
      <h2 id="halls-title">Trang theo dõi cho giám sát</h2>
      <p class="hint">
        Ai có đường dẫn xem được tiến độ trên máy chiếu hoặc máy tính bảng, không cần tài khoản: chỉ
        số tập, số phiếu, không có số tín nhiệm, không có tên ai. Trang tự đóng khi khóa số liệu,
        muộn nhất sau {HALL_HOURS} giờ.
      </p>
      {last && (
        <p>
          Đang mở {halls.length} đường dẫn, muộn nhất tự đóng lúc {instantText(last.expiresAt)}.
        </p>
      )}
      <div class="buttons">
        <form method="post" action={base}>
          <button>Mở trang theo dõi cho giám sát</button>
        </form>
        {last && (
          <form method="post" action={`${base}/close`}>
            <button>Đóng trang theo dõi</button>
          </form>
        )}
      </div>
    </section>
  )
}
