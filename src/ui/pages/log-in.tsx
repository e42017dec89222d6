import type { IdentityProvider } from '../../context.ts'
import { word } from '../../messages/message.ts'
import { type FormState, TextField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

/** The log-in page; `next` is where to go afterwards. */
export function LogInPage(
  props: FormState & {
    readonly visitor: Visitor
    readonly next: string
    /** Where people of the unit log in elsewhere, if anywhere. */
    readonly provider: Pick<IdentityProvider, 'label'> | null
  },
) {
  const { visitor, next, provider, ...form } = props
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
      {provider && (
        <p class="other-way">
          <span>hoặc</span>{' '}
          <a class="button" href={`/login/oidc?next=${encodeURIComponent(next)}`}>
            {providerText(provider)}
          </a>
        </p>
      )}
    </Layout>
  )
}

/** What the button to the provider says. */
function providerText({ label }: Pick<IdentityProvider, 'label'>): string {
  return label ?? word('identity', 'button')
}
