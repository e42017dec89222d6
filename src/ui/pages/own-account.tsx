import type { LoggedIn } from '../../actions/log-in.ts'
import type { FactorState } from '../../actions/second-factor.ts'
import { word } from '../../messages/message.ts'
import { instantText } from '../day-text.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

/** One's own account: the log-in, the password, the second factor. */
export function OwnAccountPage(props: {
  readonly visitor: Visitor
  readonly who: LoggedIn
  readonly organisation: string
  readonly factor: FactorState
}) {
  const { visitor, who, organisation, factor } = props
  return (
    <Layout title="Tài khoản của tôi" visitor={visitor}>
      <h1>Tài khoản của tôi</h1>
      <dl class="pairs">
        <dt>Họ tên</dt>
        <dd>{who.fullName}</dd>
        <dt>Tên đăng nhập</dt>
        <dd>
          <code>{who.username}</code>
        </dd>
        <dt>Vai</dt>
        <dd>{word('roles', who.role)}</dd>
        <dt>Tổ chức</dt>
        <dd>{organisation}</dd>
      </dl>
      <h2>Phiên đăng nhập</h2>
      <dl class="pairs">
        <dt>Đăng nhập lúc</dt>
        <dd>{instantText(who.startedAt)}</dd>
        <dt>Hết hạn lúc</dt>
        <dd>{instantText(who.expiresAt)}; sớm hơn nếu lâu không làm việc</dd>
      </dl>
      <p>
        Mỗi tài khoản chỉ đăng nhập ở một nơi: đăng nhập ở máy khác thì máy này bị đăng xuất. Nếu
        nghi có người dùng tài khoản của mình, đăng xuất mọi nơi rồi đổi mật khẩu.
      </p>
      <form method="post" action="/account/end-log-ins">
        <button>Đăng xuất mọi nơi</button>
      </form>
      <h2>Mật khẩu</h2>
      <p>
        {who.withoutPassword ? (
          'Tài khoản không có mật khẩu: bạn đăng nhập qua hệ thống của đơn vị.'
        ) : (
          <a href="/account/password">Đổi mật khẩu</a>
        )}
      </p>
      <h2>Xác thực hai lớp</h2>
      <p>
        {factor.confirmedAt === null
          ? 'Chưa có. Ngoài mật khẩu, mỗi lần đăng nhập cần thêm mã trên điện thoại của bạn.'
          : `Có từ ${instantText(factor.confirmedAt)}; còn ${factor.recoveryCodes} mã khôi phục.`}
      </p>
      <p>
        <a href="/account/second-factor">
          {factor.confirmedAt === null ? 'Cài đặt xác thực hai lớp' : 'Xem xác thực hai lớp'}
        </a>
      </p>
      <h2>Dữ liệu về tôi</h2>
      <p>
        <a href={`/accounts/${who.account}/data`}>Xem và tải dữ liệu phần mềm đang giữ về tôi</a>
      </p>
    </Layout>
  )
}
