import type { ManagedAccount } from '../../actions/accounts.ts'
import type { Organisation } from '../../domain/organisation.ts'
import { ROLES } from '../../domain/roles.ts'
import { word } from '../../messages/message.ts'
import { type FormState, SelectField, TextField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'
import { accountStatus } from './managed-account.tsx'
import { PasswordFields } from './setup.tsx'

/** The accounts, and a form to make one. */
export function AccountsPage(
  props: FormState & {
    readonly visitor: Visitor
    readonly accounts: readonly ManagedAccount[]
    readonly organisations: readonly Organisation[]
  },
) {
  const { visitor, accounts, organisations, ...form } = props
  return (
    <Layout title="Tài khoản" visitor={visitor}>
      <h1>Tài khoản</h1>
      <div class="scroll" tabindex={0} role="group" aria-label="Danh sách tài khoản">
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">Họ tên</th>
              <th scope="col">Tên đăng nhập</th>
              <th scope="col">Vai</th>
              <th scope="col">Tổ chức</th>
              <th scope="col">Tình trạng</th>
            </tr>
          </thead>
          <tbody>
            {accounts.map((account) => (
              <tr>
                <th scope="row">
                  <a href={`/accounts/${account.account}`}>{account.fullName}</a>
                </th>
                <td data-label="Tên đăng nhập">
                  <code>{account.username}</code>
                </td>
                <td data-label="Vai">{word('roles', account.role)}</td>
                <td data-label="Tổ chức">
                  {organisations.find((each) => each.id === account.organisation)?.name ?? '—'}
                </td>
                <td data-label="Tình trạng">{accountStatus(account)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h2>Tạo tài khoản</h2>
      <RefusalBox refusal={form.refusal} />
      <form method="post" action="/accounts" class="sheet">
        <TextField {...form} name="fullName" label="Họ tên" required />
        <TextField
          {...form}
          name="username"
          label="Tên đăng nhập"
          hint="3 đến 64 chữ thường không dấu, số, dấu chấm, gạch nối."
          required
        />
        <SelectField
          {...form}
          name="role"
          label="Vai"
          options={ROLES.map((value) => ({ value, text: word('roles', value) }))}
        />
        <SelectField
          {...form}
          name="organisation"
          label="Tổ chức"
          options={organisations.map(({ id, name }) => ({ value: id, text: name }))}
        />
        <PasswordFields {...form} label="Mật khẩu tạm" />
        <p class="hint">Người này phải đổi mật khẩu tạm ở lần đăng nhập đầu tiên.</p>
        <button class="main">Tạo tài khoản</button>
      </form>
    </Layout>
  )
}
