import type { AccountData } from '../../actions/account-data.ts'
import { mayEver } from '../../domain/roles.ts'
import { word } from '../../messages/message.ts'
import { Confirm } from '../components/confirm.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { instantText } from '../day-text.ts'
import type { Refusal } from '../forms/refusal.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

/** What is held about an account, and what may be done with it. */
export function AccountDataPage(props: {
  readonly visitor: Visitor
  readonly data: AccountData
  readonly refusal?: Refusal
}) {
  const { visitor, data, refusal } = props
  const { account, organisationName, fullName, username, role, disabled, erased } = data.account
  const standing = erased ? 'đã xóa' : disabled ? 'đã khóa' : 'đang dùng'
  const times = [...data.acts, ...data.about].map(({ at }) => at).toSorted()
  const [first, last] = [times[0], times.at(-1)]
  const erases = !erased && visitor.actor && mayEver(visitor.actor.role, 'erase_account')
  return (
    <Layout title="Dữ liệu của tài khoản" visitor={visitor}>
      <h1>Dữ liệu của tài khoản {fullName}</h1>
      <RefusalBox refusal={refusal} />
      <p>
        {organisationName} · {word('roles', role)} · tên đăng nhập <code>{username}</code> ·{' '}
        {standing}.
      </p>
      <ul>
        <li>{data.logIns.length} phiên đăng nhập chưa hết hạn.</li>
        <li>
          {data.acts.length} việc do tài khoản này làm và {data.about.length} việc người khác làm
          với tài khoản này, ghi trong nhật ký
          {first && last ? ` từ ${instantText(first)} đến ${instantText(last)}` : ''}.
        </li>
        {data.comments.length > 0 && (
          <li>{data.comments.length} nội dung đã viết trong các trao đổi với người kiểm tra.</li>
        )}
        {data.identity && <li>Nối với định danh của đơn vị tại {data.identity.issuer}.</li>}
        <li>Mật khẩu chỉ được giữ dưới dạng băm; không ai đọc lại được.</li>
      </ul>
      <form method="post" action={`/accounts/${account}/export`}>
        <button>Tải mọi dữ liệu về (JSON)</button>
      </form>
      {erases && <Erasure account={account} username={username} disabled={disabled} />}
    </Layout>
  )
}

function Erasure(props: { account: string; username: string; disabled: boolean }) {
  const { account, username, disabled } = props
  return (
    <section>
      <h2>Xóa tài khoản</h2>
      <p>
        Xóa thay họ tên và tên đăng nhập bằng một mã, bỏ mật khẩu và mọi cách đăng nhập. Việc đã làm
        vẫn giữ dưới mã đó. Họ tên <strong>vẫn còn</strong> trong nhật ký, trong văn bản đã lập, đã
        ký và trong các bản sao lưu đã tạo: những thứ đó không sửa được.
      </p>
      {disabled ? (
        <Confirm
          summary="Xóa…"
          action={`/accounts/${account}/erase`}
          button={`Xóa tài khoản ${username}`}
        >
          <p>Không lấy lại được họ tên và tên đăng nhập. Nên tải dữ liệu về trước.</p>
        </Confirm>
      ) : (
        <p>Muốn xóa, hãy khóa tài khoản trước.</p>
      )}
    </section>
  )
}
