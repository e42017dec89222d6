import type { WaitingIdentity } from '../../actions/identity-links.ts'
import { word } from '../../messages/message.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

/**
 * Goes on to a page of this site by itself. The way back from the provider was another site's, and with it no
 * browser sends the log-in's cookie; a step of this site's own page it does.
 */
export function ContinuePage({ visitor, next }: { visitor: Visitor; next: string }) {
  return (
    <Layout title="Đã đăng nhập" visitor={visitor} head={<Onward next={next} />}>
      <h1>Đã đăng nhập</h1>
      <p>
        <a class="button main" href={next}>
          Vào làm việc
        </a>
      </p>
    </Layout>
  )
}

function Onward({ next }: { next: string }) {
  return <meta http-equiv="refresh" content={`0;url=${next}`} />
}

/** For whoever the provider knows and this program does not yet: the code to be told to the administrator. */
export function UnlinkedPage({ visitor, code }: { visitor: Visitor; code: string }) {
  return (
    <Layout title="Chưa liên kết tài khoản" visitor={visitor}>
      <h1>Chưa liên kết tài khoản</h1>
      <p>
        Bạn đã đăng nhập đúng ở hệ thống của đơn vị, nhưng ở đây chưa có tài khoản nào liên kết với
        bạn. Đưa mã này tận tay người quản trị:
      </p>
      <p class="shown-code">
        <code>{code}</code>
      </p>
      <p>
        Mã dùng một lần, trong 15 phút. Người quản trị mở tài khoản của bạn, gõ mã; sau đó bạn{' '}
        <a href="/login">đăng nhập lại</a>. Đừng đưa mã cho ai khác: ai liên kết mã này vào tài
        khoản nào thì bạn đăng nhập vào tài khoản ấy.
      </p>
    </Layout>
  )
}

/** What the administrator compares before an identity opens an account. */
export function LinkIdentityPage(props: {
  readonly visitor: Visitor
  readonly account: { readonly account: string; readonly fullName: string }
  readonly identity: WaitingIdentity
  readonly code: string
}) {
  const { visitor, account, identity, code } = props
  return (
    <Layout title="Liên kết tài khoản" visitor={visitor}>
      <p>
        <a href={`/accounts/${account.account}`}>{account.fullName}</a>
      </p>
      <h1>Liên kết tài khoản</h1>
      <dl class="facts">
        <dt>Tài khoản ở đây</dt>
        <dd>{account.fullName}</dd>
        <dt>Hệ thống của đơn vị gọi là</dt>
        <dd>{identity.name ?? word('identity', 'nameless')}</dd>
        <dt>Mã định danh ở đó</dt>
        <dd>
          <code class="long">{identity.subject}</code>
        </dd>
        <dt>Hệ thống</dt>
        <dd>
          <code class="long">{identity.issuer}</code>
        </dd>
      </dl>
      <p>
        Từ lần sau, người có danh tính này đăng nhập được vào tài khoản của{' '}
        <strong>{account.fullName}</strong>. Chỉ liên kết khi chính người đó vừa đưa mã cho bạn.
      </p>
      <form method="post" action={`/accounts/${account.account}/identity/link`}>
        <input type="hidden" name="code" value={code} />
        <div class="buttons">
          <button class="main">Liên kết</button>
          <a class="button" href={`/accounts/${account.account}`}>
            Không liên kết
          </a>
        </div>
      </form>
    </Layout>
  )
}
