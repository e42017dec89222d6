import type { Session } from '../../domain/session.ts'
import type { Instant } from '../../domain/time.ts'
import { SessionHeading } from '../components/session-heading.tsx'
import { instantText } from '../day-text.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

/** The link of a witness page, shown this once. */
export function HallLinkPage(props: {
  readonly visitor: Visitor
  readonly session: Session
  readonly link: URL
  readonly expiresAt: Instant
}) {
  const { visitor, session, link, expiresAt } = props
  const onlyHere = ['localhost', '127.0.0.1', '[::1]'].includes(link.hostname)
  return (
    <Layout title="Trang theo dõi cho giám sát" visitor={visitor}>
      <SessionHeading session={session} page="Trang theo dõi cho giám sát" />
      <p>
        Mở đường dẫn này trên máy chiếu hoặc máy tính bảng của người giám sát. Đường dẫn chỉ hiện
        một lần này; mất thì mở đường dẫn khác.
      </p>
      <p class="hall-link">
        <code>{link.href}</code>
      </p>
      {onlyHere && (
        <p class="rehearsal">
          Địa chỉ {link.hostname} chỉ mở được trên chính máy này. Để máy khác xem được, mở phần mềm
          bằng địa chỉ của máy chủ trong mạng nội bộ rồi mở trang theo dõi lại.
        </p>
      )}
      <p>
        <a class="button main" href={link.href} target="_blank" rel="noreferrer">
          Mở trang theo dõi ở thẻ mới
        </a>
      </p>
      <p class="hint">
        Chỉ có số tập, số phiếu; không có số tín nhiệm, không có tên ai. Tự đóng khi khóa số liệu,
        muộn nhất lúc {instantText(expiresAt)}.
      </p>
      <p>
        <a href={`/sessions/${session.id}`}>Về kỳ lấy phiếu</a>
      </p>
    </Layout>
  )
}
