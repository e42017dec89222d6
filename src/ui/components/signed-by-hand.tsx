import type { Confirmation } from '../../actions/confirmations.ts'
import type { DocumentSigning, listScans } from '../../actions/signing-register.ts'
import type { Session } from '../../domain/session.ts'
import { fieldText } from '../../messages/message.ts'
import { instantText } from '../day-text.ts'
import type { Typed } from '../forms/form.ts'
import type { Refusal } from '../forms/refusal.ts'
import { ConfirmFields, proofField } from './confirm-fields.tsx'
import { FileField, TextField, faultText } from './fields.tsx'

type Scan = Awaited<ReturnType<typeof listScans>>[number]

type ByHandProps = {
  readonly session: Session
  readonly signing: DocumentSigning
  /** The scans of this document in this revision, in the order they were filed. */
  readonly scans: readonly Scan[]
  /** What filing one seals; nothing for whoever files none. */
  readonly confirmation: Confirmation | undefined
  readonly typed: Typed
  readonly refusal: Refusal | undefined
}

/** Signing on paper: print, sign, file the scan; and the scans there are. */
export function SignedByHand(props: ByHandProps) {
  const { session, signing, scans, confirmation, typed, refusal } = props
  const { document, fields } = signing
  const open = fields.filter((each) => each.state === 'open').map((each) => each.field)
  const files = confirmation !== undefined && open.length > 0
  const place = `${document.name}.scan`
  const refused = faultText(refusal, proofField(place)) !== undefined
  if (!files && scans.length === 0) return null
  return (
    <details class="way" open={scans.length > 0 || refused}>
      <summary>Ký tay trên giấy</summary>
      {scans.length > 0 && <Scans {...props} />}
      {files && (
        <>
          <p>
            In <a href={`/documents/${document.id}/file`}>bản mới nhất</a>, ký tay, quét lại rồi lưu
            bản quét. Những chỗ đã đánh dấu được coi là đã ký; đánh dấu lần lượt từ trên xuống.
          </p>
          <form
            method="post"
            action={`/sessions/${session.id}/documents/${document.id}/scan`}
            enctype="multipart/form-data"
            class="sheet narrow"
          >
            <fieldset class="field">
              <legend>Người đã ký tay trên giấy</legend>
              {open.map((field) => (
                <label class="choice">
                  <input
                    type="checkbox"
                    name={`by.${field}`}
                    value="yes"
                    checked={refused && typed[`by.${field}`] === 'yes'}
                  />{' '}
                  {fieldText(field)}
                </label>
              ))}
            </fieldset>
            <ScanField {...props} />
            <ConfirmFields {...{ confirmation, refusal, place }} />
            <button>Lưu bản quét</button>
          </form>
        </>
      )}
    </details>
  )
}

function Scans(props: ByHandProps) {
  const { session, signing, scans, confirmation, typed, refusal } = props
  const { document } = signing
  return (
    <ul class="plain versions">
      {scans.map((scan) => (
        <li>
          <a href={`/scans/${scan.id}/file`}>Bản quét</a> lưu lúc {instantText(scan.filedAt)}, có
          chữ ký tay của {scan.fields.map(fieldText).join(', ')}. SHA-256 <code>{scan.sha256}</code>
          {!scan.current && <strong> Đã thay bằng bản quét rõ hơn.</strong>}
          {scan.reason && ` Lý do thay: ${scan.reason}.`}
          {confirmation && scan.current && (
            <details open={faultText(refusal, proofField(scan.id)) !== undefined}>
              <summary>Thay bằng bản quét rõ hơn</summary>
              <form
                method="post"
                action={`/sessions/${session.id}/documents/${document.id}/scan`}
                enctype="multipart/form-data"
                class="sheet narrow"
              >
                <input type="hidden" name="replaces" value={scan.id} />
                <ScanField {...props} scan={scan.id} />
                <TextField
                  name={`${scan.id}.reason`}
                  label="Lý do thay"
                  typed={typed}
                  refusal={refusal}
                  required
                />
                <ConfirmFields {...{ confirmation, refusal, place: scan.id }} />
                <button>Thay bản quét</button>
              </form>
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}

function ScanField(props: ByHandProps & { readonly scan?: string }) {
  return (
    <FileField
      name={`${props.scan ?? props.signing.document.name}.scan`}
      label="Bản quét (PDF, PNG, JPEG, tối đa 20 MB)"
      accept=".pdf,.png,.jpg,.jpeg,application/pdf,image/png,image/jpeg"
      refusal={props.refusal}
    />
  )
}
