import type { DocumentSigning, FieldStatus } from '../../actions/signing-register.ts'
import type { Session } from '../../domain/session.ts'
import { kindOf } from '../../domain/signing-order.ts'
import { fieldText, word } from '../../messages/message.ts'
import { instantText } from '../day-text.ts'

/** The places to sign in their order: who has signed and how, whose turn it is, who comes later. */
export function SigningState({ signing }: { readonly signing: DocumentSigning }) {
  return (
    <ol class="signatures" aria-label="Chữ ký">
      {signing.fields.map((each) => (
        <li class={each.state === 'open' ? 'open' : 'filled'}>
          <strong>{fieldText(each.field)}</strong>
          {each.person && `, ${each.person}`}: <FieldState {...each} turn={signing.turn} />
        </li>
      ))}
    </ol>
  )
}

function FieldState(props: FieldStatus & { readonly turn: string | null }) {
  const { field, state, at, signer, way, scan, turn } = props
  if (state === 'signed')
    return (
      <>
        {kindOf(field) === 'seal' ? 'đã đóng' : 'đã ký'} lúc {instantText(at ?? '')}
        {signer && `, chứng thư của ${signer}`}
        {way && way !== 'rehearsal' && ` (${word('signingWays', way)})`}
      </>
    )
  if (state === 'by_hand')
    return (
      <>
        ký tay, <a href={`/scans/${scan}/file`}>bản quét</a> lưu lúc {instantText(at ?? '')}
      </>
    )
  return field === turn ? <strong>đến lượt ký</strong> : <>chưa ký</>
}

/** That a signature still waits for its timestamp, and the button that tries again at once. */
export function TimestampNotice(props: {
  readonly session: Session
  readonly signing: DocumentSigning
  readonly mayRetry: boolean
}) {
  const { session, signing, mayRetry } = props
  const { document, timestampWaits: waits } = signing
  if (!waits) return null
  return (
    <div class="rehearsal">
      <p>
        Chưa có dấu thời gian, sẽ thử lại
        {signing.turn !== null && ' khi văn bản đã đủ chữ ký'}
        {waits.attempts > 0 &&
          ` (đã thử ${waits.attempts} lần, lần tới ${instantText(waits.nextAt)})`}
        . Chữ ký vẫn có giá trị; không phải chờ.
      </p>
      {mayRetry && (
        <form method="post" action={`/sessions/${session.id}/documents/${document.id}/timestamp`}>
          <button>Thử lại ngay</button>
        </form>
      )}
    </div>
  )
}
