import { word } from '../../messages/message.ts'
import { ChoiceField, type FormState, TextField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

/** The page that makes the first organisation and its administrator. */
export function SetupPage(props: FormState & { readonly visitor: Visitor }) {
  const { visitor, ...form } = props
  return (
    <Layout title="Thiết lập" visitor={visitor}>
      <h1>Thiết lập lần đầu</h1>
      <p>
        Trang này chỉ dùng một lần: tạo tổ chức đầu tiên và tài khoản quản trị. Mã thiết lập in trên
        màn hình của máy chủ.
      </p>
      <p>
        Đã có dữ liệu ở máy khác hoặc máy cũ hỏng?{' '}
        <a href="/setup/restore">Khôi phục từ bản sao lưu</a>
      </p>
      <RefusalBox refusal={form.refusal} />
      <form method="post" action="/setup" class="sheet">
        <TextField {...form} name="code" label="Mã thiết lập" required />
        <TextField {...form} name="organisation" label="Tên tổ chức" required />
        <ChoiceField
          {...form}
          name="side"
          label="Thuộc bên"
          hint="Quyết định quy định nào được áp dụng."
          options={['party', 'state'].map((value) => ({ value, text: word('sides', value) }))}
        />
        <TextField {...form} name="fullName" label="Họ tên người quản trị" required />
        <TextField
          {...form}
          name="username"
          label="Tên đăng nhập"
          hint="3 đến 64 chữ thường không dấu, số, dấu chấm, gạch nối."
          autocomplete="username"
          required
        />
        <PasswordFields {...form} />
        <button class="main">Thiết lập</button>
      </form>
    </Layout>
  )
}

/** A new password, typed twice. */
export function PasswordFields({
  label = 'Mật khẩu',
  ...form
}: FormState & { readonly label?: string }) {
  const hint =
    'Ít nhất 13 ký tự. Nên dùng một câu dễ nhớ với mình, không có tên, ngày sinh, dãy phím.'
  const common = {
    ...form,
    type: 'password',
    autocomplete: 'new-password',
    required: true,
  } as const
  return (
    <>
      <TextField {...common} name="password" label={label} hint={hint} />
      <TextField {...common} name="again" label="Gõ lại mật khẩu" />
    </>
  )
}
