import type { FactorState } from '../../actions/second-factor.ts'
import { Confirm } from '../components/confirm.tsx'
import { type FormState, TextField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { instantText } from '../day-text.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'
import { CurrentPassword } from './own-password.tsx'

/** One's own second factor: none yet, a draft that waits for its first code, or in use. */
export function SecondFactorPage(
  props: FormState & {
    readonly visitor: Visitor
    readonly demanded: boolean
    readonly factor: FactorState
  },
) {
  const { visitor, demanded, factor, ...form } = props
  return (
    <Layout title="Xác thực hai lớp" visitor={visitor}>
      <h1>Xác thực hai lớp</h1>
      {demanded && (
        <p>Vai của bạn phải có xác thực hai lớp. Cài đặt một lần, mất khoảng hai phút.</p>
      )}
      <RefusalBox refusal={form.refusal} labels={{ code: 'Mã', current: 'Mật khẩu hiện tại' }} />
      {factor.confirmedAt !== null ? (
        <FactorInUse
          {...form}
          factor={factor}
          since={factor.confirmedAt}
          withoutPassword={visitor.actor?.withoutPassword === true}
        />
      ) : factor.draft ? (
        <DraftSteps {...form} secret={factor.draft.text} />
      ) : (
        <NoFactor />
      )}
    </Layout>
  )
}

function NoFactor() {
  return (
    <>
      <p>
        Cần một ứng dụng xác thực trên điện thoại (loại hiện mã 6 chữ số, đổi sau mỗi 30 giây). Ứng
        dụng không cần mạng.
      </p>
      <form method="post" action="/account/second-factor/draft">
        <button class="main">Bắt đầu cài đặt</button>
      </form>
    </>
  )
}

function DraftSteps({ secret, ...form }: FormState & { readonly secret: string }) {
  return (
    <div class="sheet">
      <p>Mở ứng dụng xác thực trên điện thoại, chọn thêm tài khoản, quét mã này.</p>
      <img class="qr" src="/account/second-factor/qr.svg" alt="Mã QR của khóa bí mật" />
      <p class="hint">
        Không quét được thì gõ khóa này vào ứng dụng (loại theo thời gian):{' '}
        <code class="secret">{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <form method="post" action="/account/second-factor">
        <CodeField {...form} label="Gõ mã 6 chữ số đang hiện trong ứng dụng" />
        <button class="main">Xác nhận</button>
      </form>
      <form method="post" action="/account/second-factor/draft">
        <button class="link">Tạo khóa khác</button>
      </form>
    </div>
  )
}

function FactorInUse(
  props: FormState & {
    readonly factor: FactorState
    readonly since: string
    readonly withoutPassword: boolean
  },
) {
  const { factor, since, withoutPassword, ...form } = props
  return (
    <>
      <p>
        Có từ {instantText(since)}; còn {factor.recoveryCodes} mã khôi phục chưa dùng.
      </p>
      {factor.recoveryCodes < 3 && (
        <p class="hint">Sắp hết mã khôi phục: gỡ rồi cài lại để có mười mã mới.</p>
      )}
      {withoutPassword ? (
        <p>Tài khoản không có mật khẩu: nhờ người quản trị gỡ khi cần cài lại.</p>
      ) : (
        <Confirm
          summary="Gỡ để cài lại…"
          action="/account/second-factor/remove"
          button="Gỡ xác thực hai lớp"
        >
          <p>
            Dùng khi đổi điện thoại hoặc sắp hết mã khôi phục. Mã khôi phục cũ không dùng được nữa.
          </p>
          <CurrentPassword {...form} />
        </Confirm>
      )}
    </>
  )
}

/** The recovery codes, shown this once. */
export function RecoveryCodesPage(props: {
  readonly visitor: Visitor
  readonly codes: readonly string[]
}) {
  const { visitor, codes } = props
  return (
    <Layout title="Mã khôi phục" visitor={visitor}>
      <h1>Mã khôi phục</h1>
      <p>
        <strong>Chỉ hiện một lần này.</strong> Mất điện thoại thì đăng nhập bằng một trong các mã
        này; mỗi mã dùng một lần. Chép hoặc in ra, cất nơi chỉ mình bạn mở được.
      </p>
      <ol class="recovery-codes">
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p>
        <a class="button main" href="/">
          Đã cất mã, vào làm việc
        </a>
      </p>
    </Layout>
  )
}

/** Asks for the second factor of whoever has just shown the password. */
export function ShowFactorPage(props: FormState & { readonly visitor: Visitor }) {
  const { visitor, ...form } = props
  return (
    <Layout title="Xác thực lớp thứ hai" visitor={visitor}>
      <h1>Xác thực lớp thứ hai</h1>
      <RefusalBox refusal={form.refusal} />
      <form method="post" action="/login/second-factor" class="sheet narrow">
        <CodeField
          {...form}
          label="Mã xác thực"
          hint="6 chữ số đang hiện trong ứng dụng trên điện thoại, hoặc một mã khôi phục."
        />
        <button class="main">Xác nhận</button>
      </form>
      <p>Mất điện thoại và hết mã khôi phục: nhờ người quản trị gỡ xác thực hai lớp.</p>
    </Layout>
  )
}

function CodeField(props: FormState & { readonly label: string; readonly hint?: string }) {
  return <TextField {...props} typed={{}} name="code" autocomplete="one-time-code" required />
}
