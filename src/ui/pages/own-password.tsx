import { type FormState, TextField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'
import { PasswordFields } from './setup.tsx'

/** The form to change one's own password; `demanded` when it comes before everything else. */
export function OwnPasswordPage(
  props: FormState & { readonly visitor: Visitor; readonly demanded: boolean },
) {
  const { visitor, demanded, ...form } = props
  return (
    <Layout title="Đổi mật khẩu" visitor={visitor}>
      <h1>Đổi mật khẩu</h1>
      {demanded && (
        <p>
          Mật khẩu bạn vừa dùng do người khác đặt. Đặt mật khẩu chỉ mình bạn biết rồi bắt đầu làm
          việc.
        </p>
      )}
      <RefusalBox refusal={form.refusal} labels={LABELS} />
      <form method="post" action="/account/password" class="sheet narrow">
        <UsernameForBrowsers username={visitor.actor?.username ?? ''} />
        {!demanded && <CurrentPassword {...form} />}
        <PasswordFields {...form} label="Mật khẩu mới" />
        <button class="main">Đổi mật khẩu</button>
      </form>
    </Layout>
  )
}

const LABELS = { current: 'Mật khẩu hiện tại', password: 'Mật khẩu mới', again: 'Gõ lại' }

/** Whose password it is, for the browsers' keepers of passwords. */
function UsernameForBrowsers({ username }: { username: string }) {
  return (
    <input type="text" name="username" value={username} autocomplete="username" readonly hidden />
  )
}

/** The password one has now. */
export function CurrentPassword(form: FormState) {
  return (
    <TextField
      {...form}
      name="current"
      label="Mật khẩu hiện tại"
      type="password"
      autocomplete="current-password"
      required
    />
  )
}
