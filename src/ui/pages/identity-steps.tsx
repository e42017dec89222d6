import type { ManagedAccount } from '../../actions/accounts.ts'
import { Confirm } from '../components/confirm.tsx'
import { type FormState, TextField } from '../components/fields.tsx'

/** How an account is opened by the identity provider of the unit: linking it, taking the link or the password away. */
export function IdentitySteps({ account, ...form }: FormState & { account: ManagedAccount }) {
  const at = `/accounts/${account.account}`
  return (
    <>
      <h2>Đăng nhập qua hệ thống của đơn vị</h2>
      {account.identity === null ? (
        <form method="post" action={`${at}/identity`} class="sheet narrow">
          <TextField
            {...form}
            typed={{}}
            name="identityCode"
            label="Mã liên kết"
            hint="Mã 8 ký tự trên màn hình của người này sau khi họ bấm nút đăng nhập qua hệ thống của đơn vị."
            required
          />
          <button>Xem danh tính</button>
        </form>
      ) : (
        <div class="account-steps">
          <Confirm summary="Gỡ liên kết…" action={`${at}/identity/remove`} button="Gỡ liên kết">
            <p>
              Người này bị đăng xuất ngay và không đăng nhập qua hệ thống của đơn vị được nữa.
              {account.withoutPassword &&
                ' Tài khoản không có mật khẩu: đặt mật khẩu tạm sau khi gỡ.'}
            </p>
          </Confirm>
          {!account.withoutPassword && (
            <Confirm summary="Bỏ mật khẩu…" action={`${at}/remove-password`} button="Bỏ mật khẩu">
              <p>
                Người này bị đăng xuất ngay, từ nay chỉ đăng nhập qua hệ thống của đơn vị. Khi hệ
                thống ấy không chạy, họ không đăng nhập được cho đến khi bạn đặt mật khẩu tạm.
              </p>
            </Confirm>
          )}
        </div>
      )}
    </>
  )
}
