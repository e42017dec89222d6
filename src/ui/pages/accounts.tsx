import type { listAccounts } from '../../actions/accounts.ts'
import type { Organisation } from '../../domain/organisation.ts'
import { ROLES } from '../../domain/roles.ts'
import { word } from '../../messages/message.ts'
import { Confirm } from '../components/confirm.tsx'
import { type FormState, SelectField, TextField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'
import { PasswordFields } from './setup.tsx'

type Account = Awaited<ReturnType<typeof listAccounts>>[number]

/** The accounts, and a form to make one. */
export function AccountsPage(
  props: FormState & {
    readonly visitor: Visitor
    readonly accounts: readonly Account[]
    readonly organisations: readonly Organisation[]
  },
) {
  const { visitor, accounts, organisations, ...form } = props
  return (
    <Layout title="Tài khoản" visitor={visitor}>
      <h1>Tài khoản</h1>
      <div class="scroll" tabindex={0} role="group" aria-label="Danh sách tài khoản">
        <table>
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
                <th scope="row">{account.fullName}</th>
                <td>
                  <code>{account.username}</code>
                </td>
                <td>{word('roles', account.role)}</td>
                <td>
                  {organisations.find((each) => each.id === account.organisation)?.name ?? '—'}
                </td>
                <td>
                  <Standing account={account} own={account.account === visitor.actor?.account} />
                </td>
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
        <PasswordFields {...form} />
        <button class="main">Tạo tài khoản</button>
      </form>
    </Layout>
  )
}

function Standing({ account, own }: { account: Account; own: boolean }) {
  if (account.disabled) return <>đã khóa</>
  if (own) return <>đang dùng</>
  return (
    <Confirm
      summary="Khóa…"
      action={`/accounts/${account.account}/disable`}
      button={`Khóa tài khoản ${account.username}`}
    >
      <p>Người này bị đăng xuất ngay và không đăng nhập được nữa. Việc đã làm vẫn giữ nguyên.</p>
    </Confirm>
  )
}
