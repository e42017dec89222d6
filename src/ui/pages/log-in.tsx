import { type FormState, TextField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

/** The log-in page; `next` is where to go afterwards. */
export function LogInPage(props: FormState & { readonly visitor: Visitor; readonly next: string }) {
  const { visitor, next, ...form } = props
  return (
    <Layout title="Đăng nhập" visitor={visitor}>
      <h1>Đăng nhập</h1>
      <RefusalBox refusal={form.refusal} />
      <form method="post" action="/login" class="sheet narrow">
        <input type="hidden" name="next" value={next} />
        <TextField
          {...form}
          name="username"
          label="Tên đăng nhập"
          autocomplete="username"
          required
        />
        <TextField
          {...form}
          name="password"
          label="Mật khẩu"
          type="password"
          autocomplete="current-password"
          required
        />
        <button class="main">Đăng nhập</button>
      </form>
    </Layout>
  )
}
