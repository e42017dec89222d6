import type { Confirmation } from '../../actions/confirmations.ts'
import type { Session } from '../../domain/session.ts'
import { word } from '../../messages/message.ts'
import { ShownFacts, proofField } from '../components/confirm-fields.tsx'
import { type FormState, TextField, faultText } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { SessionHeading } from '../components/session-heading.tsx'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type SecondPersonPageProps = FormState & {
  readonly visitor: Visitor
  readonly session: Session
  /** What can be confirmed now. */
  readonly confirmations: readonly Confirmation[]
}

/** The acts another person is about to do, each with its code, to be confirmed by the second person. */
export function SecondPersonPage(props: SecondPersonPageProps) {
  const { visitor, session, confirmations, refusal } = props
  return (
    <Layout title="Xác nhận cùng" visitor={visitor}>
      <SessionHeading session={session} page="Xác nhận cùng" />
      <RefusalBox refusal={refusal} />
      {confirmations.length === 0 ? (
        <p>Ở bước này không có việc nào chờ người thứ hai xác nhận.</p>
      ) : (
        <p>
          So mã 4 ký tự trên màn hình của người đang làm với mã dưới đây. Giống nhau thì mở việc đó,
          xem số liệu và xác nhận; khác nhau thì tải lại cả hai trang. Xác nhận giữ trong 15 phút.
        </p>
      )}
      {confirmations.map((each) => (
        <One {...props} confirmation={each} alone={confirmations.length === 1} />
      ))}
    </Layout>
  )
}

function One(
  props: SecondPersonPageProps & { readonly confirmation: Confirmation; readonly alone: boolean },
) {
  const { session, confirmation, alone, refusal } = props
  const { act, digest, code, second } = confirmation
  const name = proofField(act)
  const refused = faultText(refusal, name) !== undefined
  return (
    <details class="way" open={alone || refused}>
      <summary>
        {word('finalActs', act)}: <strong class="code">{code}</strong>
        {second?.confirmed && ' (đã xác nhận)'}
      </summary>
      <p>{word('finalActMeanings', act)}</p>
      <form method="post" action={`/sessions/${session.id}/second`} class="sheet narrow">
        <ShownFacts confirmation={confirmation} />
        <input type="hidden" name="act" value={act} />
        <input type="hidden" name="digest" value={digest} />
        <TextField
          name={name}
          label="Mật khẩu đăng nhập của mình"
          type="password"
          autocomplete="current-password"
          typed={{}}
          refusal={refusal}
          autofocus={alone || refused}
          required
        />
        <button class="main">Hai mã giống nhau, xác nhận</button>
      </form>
    </details>
  )
}
