import type { Confirmation } from '../../actions/confirmations.ts'
import type { DocumentSigning } from '../../actions/signing-register.ts'
import type { Session } from '../../domain/session.ts'
import { kindOf } from '../../domain/signing-order.ts'
import { fieldText, word } from '../../messages/message.ts'
import type { Typed } from '../forms/form.ts'
import type { Refusal } from '../forms/refusal.ts'
import { ConfirmFields, proofField } from './confirm-fields.tsx'
import { FileField, TextField, faultText } from './fields.tsx'

type SignWaysProps = {
  readonly session: Session
  readonly signing: DocumentSigning
  /** Whether a token at this machine can be used. */
  readonly hasToken: boolean
  readonly typed: Typed
  readonly refusal: Refusal | undefined
  /** What the signature seals. */
  readonly confirmation: Confirmation
}

type WayProps = SignWaysProps & {
  readonly field: string
  /** Where the forms are sent, without the last part. */
  readonly base: string
}

/** The ways to sign the field whose turn it is: the usual one open, the others folded. */
export function SignWays(props: SignWaysProps) {
  const { session, signing, hasToken } = props
  const { document, turn: field, fields } = signing
  if (field === null) return null
  const base = `/sessions/${session.id}/documents/${document.id}`
  const ways = { ...props, field, base }
  const person = fields.find((each) => each.field === field)?.person
  return (
    <section class="sign" aria-label={`Ký ${word('documents', document.name)}`}>
      <h3>
        Đến lượt ký: {fieldText(field)}
        {person && `, ${person}`}
      </h3>
      <p>{hintFor(field, person ?? null)}</p>
      {session.mode === 'rehearsal' ? (
        <RehearsalWay {...ways} />
      ) : (
        <>
          {hasToken ? <TokenWay {...ways} /> : <KeyFileWay {...ways} />}
          <p>Cách ký khác:</p>
          {hasToken && (
            <Other title="Ký bằng tệp khóa (.p12, .pfx)" {...ways} way="key">
              <KeyFileWay {...ways} />
            </Other>
          )}
          <Other title="Ký bằng công cụ ký của đơn vị, rồi nộp tệp đã ký" {...ways} way="file">
            <UploadWay {...ways} />
          </Other>
          <Other title="Ký từ máy khác có cắm thiết bị ký số" {...ways}>
            <ElsewhereWay {...ways} />
          </Other>
        </>
      )}
    </section>
  )
}

function hintFor(field: string, person: string | null): string {
  const kind = kindOf(field)
  if (kind === 'seal') return 'Đóng dấu bằng chứng thư số của tổ chức, không phải của cá nhân.'
  if (kind === 'member')
    return `Thành viên ký tại máy này bằng khóa của chính mình${person ? ` (chứng thư mang tên ${person})` : ''}.`
  return 'Xem lại văn bản trước khi ký. Đã ký thì không sửa được nữa.'
}

/** The field of the file that a way takes. */
const FILES = { key: 'p12', file: 'signed' } as const

function Other(
  props: WayProps & {
    readonly title: string
    readonly way?: keyof typeof FILES
    readonly children: unknown
  },
) {
  const { title, way, refusal, signing, children } = props
  const fields =
    way === undefined
      ? []
      : [proofField(place(signing, way)), `${signing.document.name}.${FILES[way]}`]
  const refused = fields.some((each) => faultText(refusal, each) !== undefined)
  return (
    <details class="way" open={refused}>
      <summary>{title}</summary>
      {children}
    </details>
  )
}

/** Tells the password fields of one page apart. */
function place({ document }: DocumentSigning, way: string): string {
  return `${document.name}.${way}`
}

function Sure({ confirmation, refusal, signing, way }: WayProps & { readonly way: string }) {
  return <ConfirmFields confirmation={confirmation} refusal={refusal} place={place(signing, way)} />
}

function RehearsalWay(props: WayProps) {
  const { base, field } = props
  return (
    <form method="post" action={`${base}/sign`} enctype="multipart/form-data" class="sheet narrow">
      <input type="hidden" name="field" value={field} />
      <Sure {...props} way="key" />
      <button class="main">Ký bằng chứng thư tập dượt</button>
    </form>
  )
}

function KeyFileWay(props: WayProps) {
  const { base, field, signing, refusal } = props
  const { name } = signing.document
  return (
    <form method="post" action={`${base}/sign`} enctype="multipart/form-data" class="sheet narrow">
      <input type="hidden" name="field" value={field} />
      <FileField
        name={`${name}.p12`}
        label="Tệp khóa ký số (.p12, .pfx)"
        hint="Dùng cho một lần ký này, không lưu lại."
        accept=".p12,.pfx"
        refusal={refusal}
      />
      <TextField
        name={`${name}.password`}
        label="Mật khẩu của tệp khóa"
        type="password"
        typed={{}}
        refusal={refusal}
        required
      />
      <ImageField name={`${name}.image`} field={field} refusal={refusal} />
      <Sure {...props} way="key" />
      <button class="main">{buttonText(field, name)}</button>
    </form>
  )
}

function TokenWay(props: WayProps) {
  const { base, field, signing, typed, refusal } = props
  const { name } = signing.document
  return (
    <form method="post" action={`${base}/sign`} enctype="multipart/form-data" class="sheet narrow">
      <input type="hidden" name="field" value={field} />
      <TextField
        name={`${name}.pin`}
        label="Mã PIN của thiết bị ký số"
        hint="Cắm thiết bị vào máy này. Gõ sai nhiều lần thì thiết bị tự khóa."
        type="password"
        typed={{}}
        refusal={refusal}
        required
      />
      <TextField
        name={`${name}.keyLabel`}
        label="Tên khóa trong thiết bị"
        hint="Để trống nếu thiết bị chỉ có một khóa."
        typed={typed}
        refusal={refusal}
      />
      <ImageField name={`${name}.tokenImage`} field={field} refusal={refusal} />
      <Sure {...props} way="token" />
      <button class="main">{buttonText(field, name)}</button>
    </form>
  )
}

function UploadWay(props: WayProps) {
  const { base, field, signing, refusal } = props
  const { document } = signing
  return (
    <>
      <ol>
        <li>
          <a href={`/documents/${document.id}/file`}>Tải bản mới nhất (PDF)</a>.
        </li>
        <li>
          Mở bằng công cụ ký của đơn vị, ký vào ô có sẵn “{fieldText(field)}” (tên ô:{' '}
          <code>{field}</code>). Không in lại, không lưu thành tệp khác, không sửa gì thêm.
        </li>
        <li>Nộp tệp đã ký ở đây, trước khi có người khác ký.</li>
      </ol>
      <form
        method="post"
        action={`${base}/signed`}
        enctype="multipart/form-data"
        class="sheet narrow"
      >
        <input type="hidden" name="field" value={field} />
        <FileField
          name={`${document.name}.signed`}
          label="Tệp PDF đã ký"
          accept=".pdf,application/pdf"
          refusal={refusal}
        />
        <Sure {...props} way="file" />
        <button>Nộp tệp đã ký</button>
      </form>
    </>
  )
}

function ElsewhereWay({ field, signing: { document } }: WayProps) {
  return (
    <>
      <p>Trên máy có cắm thiết bị, chạy lệnh:</p>
      <p>
        <code>
          tin-nhiem sign --server ĐỊA-CHỈ-MÁY-CHỦ --document {document.id} --field {field} --pkcs11
          THƯ-VIỆN
        </code>
      </p>
      <p class="hint">
        Địa chỉ máy chủ là địa chỉ đang mở trang này. Thư viện là tệp PKCS#11 đi kèm thiết bị; dùng{' '}
        <code>--p12 TỆP</code> nếu khóa nằm trong tệp. Khóa và mã PIN không rời máy đó.
      </p>
    </>
  )
}

function ImageField(props: {
  readonly name: string
  readonly field: string
  readonly refusal: Refusal | undefined
}) {
  const seal = kindOf(props.field) === 'seal'
  return (
    <FileField
      name={props.name}
      label={seal ? 'Ảnh con dấu (PNG, nền trong)' : 'Ảnh chữ ký (PNG, nền trong)'}
      hint="Không bắt buộc, tối đa 500 kB. Dùng cho lần ký này, không lưu lại."
      accept="image/png"
      required={false}
      refusal={props.refusal}
    />
  )
}

function buttonText(field: string, name: string): string {
  const document = word('documents', name).toLowerCase()
  return kindOf(field) === 'seal' ? `Đóng dấu ${document}` : `Ký ${document}`
}
