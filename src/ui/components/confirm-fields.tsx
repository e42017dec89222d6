import type { Confirmation } from '../../actions/confirmations.ts'
import { shownFactText } from '../../messages/confirmation-text.ts'
import { word } from '../../messages/message.ts'
import { PROOF_FIELD } from '../forms/proof-form.ts'
import type { Refusal } from '../forms/refusal.ts'
import { TextField, faultText } from './fields.tsx'

type ConfirmFieldsProps = {
  readonly confirmation: Confirmation
  readonly refusal: Refusal | undefined
  /** Tells the forms of one page apart. */
  readonly place?: string
  /** The password is what is typed first. */
  readonly first?: boolean
}

/** The part of a form that ends with a final act: what it seals, the code, and the password once more. */
export function ConfirmFields(props: ConfirmFieldsProps) {
  const { confirmation, refusal, place, first } = props
  const name = proofField(place)
  return (
    <div class="sure">
      <ShownFacts confirmation={confirmation} />
      <SecondPerson confirmation={confirmation} />
      <input type="hidden" name="digest" value={confirmation.digest} />
      <TextField
        name={name}
        label="Mật khẩu đăng nhập của mình"
        hint="Xác nhận chính mình làm việc này trên số liệu đang hiện. Có mã xác thực 6 số thì gõ mã cũng được."
        type="password"
        autocomplete="current-password"
        typed={{}}
        refusal={refusal}
        autofocus={first === true || faultText(refusal, name) !== undefined}
        required
      />
    </div>
  )
}

/** The name of the password's field at that place of a page. */
export function proofField(place?: string): string {
  return place === undefined ? PROOF_FIELD : `${PROOF_FIELD}.${place}`
}

/** What is shown before the act, and its code. */
export function ShownFacts({ confirmation }: { readonly confirmation: Confirmation }) {
  return (
    <>
      <ul class="facts-shown">
        {confirmation.facts.map((each) => (
          <li>{shownFactText(each)}</li>
        ))}
      </ul>
      <p>
        Mã đối chiếu: <strong class="code">{confirmation.code}</strong>
      </p>
    </>
  )
}

function SecondPerson({ confirmation: { second } }: { readonly confirmation: Confirmation }) {
  if (second === null) return null
  const who = second.roles.map((role) => word('roles', role)).join(', ')
  return second.confirmed ? (
    <p class="fine">Người thứ hai ({who}) đã xác nhận đúng mã này.</p>
  ) : (
    <p class="refusal">
      Kỳ này cần người thứ hai: <strong>{who}</strong> mở kỳ này ở máy của mình, chọn “Xác nhận
      cùng”, so mã trên hai màn hình rồi xác nhận. Xong mới gõ mật khẩu ở đây.
    </p>
  )
}
