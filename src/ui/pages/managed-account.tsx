import type { ManagedAccount } from '../../actions/accounts.ts'
import { word } from '../../messages/message.ts'
import { Confirm } from '../components/confirm.tsx'
import type { FormState } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { clockText, instantText } from '../day-text.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'
import { IdentitySteps } from './identity-steps.tsx'
import { PasswordFields } from './setup.tsx'

/** One account as administrators see it, and what they can do about it. */
export function ManagedAccountPage(
  props: FormState & {
    readonly visitor: Visitor
    readonly account: ManagedAccount
    readonly provider: unknown
  },
) {
  const { visitor, account, provider, ...form } = props
  const own = account.account === visitor.actor?.account
  return (
    <Layout title={account.fullName} visitor={visitor}>
      <p>
        <a href="/accounts">Tài khoản</a>
      </p>
      <h1>{account.fullName}</h1>
      <dl class="pairs">
        <dt>Tên đăng nhập</dt>
        <dd>
          <code>{account.username}</code>
        </dd>
        <dt>Vai</dt>
        <dd>{word('roles', account.role)}</dd>
        <dt>Tình trạng</dt>
        <dd>{accountStatus(account)}</dd>
        <dt>Xác thực hai lớp</dt>
        <dd>{account.hasFactor ? 'có' : 'chưa có'}</dd>
        {account.identity && (
          <>
            <dt>Đăng nhập qua hệ thống của đơn vị</dt>
            <dd>
              <code class="long">{account.identity.subject}</code>, liên kết{' '}
              {instantText(account.identity.linkedAt)}
              {account.withoutPassword && '; không có mật khẩu'}
            </dd>
          </>
        )}
      </dl>
      {own && (
        <p>
          Đây là tài khoản của bạn: xem <a href="/account">Tài khoản của tôi</a>.
        </p>
      )}
      <p>
        <a href={`/accounts/${account.account}/data`}>Dữ liệu của tài khoản: xem, tải về, xóa</a>
      </p>
      <RefusalBox refusal={form.refusal} />
      {!own && !account.disabled && (provider !== null || account.identity !== null) && (
        <IdentitySteps {...form} account={account} />
      )}
      {!own && !account.disabled && <Steps {...form} account={account} />}
    </Layout>
  )
}

/** How the account is: barred, locked for a while, logged in since when, or waiting for its first password. */
export function accountStatus(account: ManagedAccount): string {
  if (account.disabled) return 'đã khóa'
  if (account.lockedUntil) return `gõ sai nhiều lần, chờ đến ${clockText(account.lockedUntil)}`
  if (account.logIn) return `đang đăng nhập từ ${instantText(account.logIn.startedAt)}`
  return account.mustChange ? 'chưa đổi mật khẩu được cấp' : 'không đăng nhập'
}

function Steps({ account, ...form }: FormState & { readonly account: ManagedAccount }) {
  const at = `/accounts/${account.account}`
  return (
    <>
      {account.lockedUntil && (
        <form method="post" action={`${at}/unlock`}>
          <button class="main">Cho đăng nhập lại ngay</button>
        </form>
      )}
      <h2>Đặt lại mật khẩu</h2>
      <p>
        Đưa mật khẩu tạm này tận tay người dùng. Họ bị đăng xuất ngay và phải đổi mật khẩu ở lần
        đăng nhập tới.
      </p>
      <form method="post" action={`${at}/password`} class="sheet narrow">
        <PasswordFields {...form} label="Mật khẩu tạm" />
        <button>Đặt lại mật khẩu</button>
      </form>
      <h2>Việc khác</h2>
      <div class="account-steps">
        {account.logIn && (
          <Confirm
            summary="Kết thúc phiên đăng nhập…"
            action={`${at}/end-log-ins`}
            button="Kết thúc phiên đăng nhập"
          >
            <p>Người này bị đăng xuất ngay, đăng nhập lại được. Những gì đã lưu vẫn còn.</p>
          </Confirm>
        )}
        {account.hasFactor && (
          <Confirm
            summary="Gỡ xác thực hai lớp…"
            action={`${at}/remove-second-factor`}
            button="Gỡ xác thực hai lớp"
          >
            <p>Chỉ khi người này mất điện thoại và mã khôi phục, và bạn biết chắc đó là họ.</p>
          </Confirm>
        )}
        <Confirm
          summary="Khóa tài khoản…"
          action={`${at}/disable`}
          button={`Khóa tài khoản ${account.username}`}
        >
          <p>
            Người này bị đăng xuất ngay và không đăng nhập được nữa. Việc đã làm vẫn giữ nguyên.
          </p>
        </Confirm>
      </div>
    </>
  )
}
