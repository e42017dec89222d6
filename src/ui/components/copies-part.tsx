import type { ListedDocument } from '../../actions/documents.ts'
import type { DocumentCopy } from '../../domain/document-copy.ts'
import { type Role, may } from '../../domain/roles.ts'
import type { Session } from '../../domain/session.ts'
import { word } from '../../messages/message.ts'
import { instantText } from '../day-text.ts'
import { type FormState, NumberField, TextField } from './fields.tsx'

type CopiesPartProps = FormState & {
  readonly session: Session
  readonly role: Role | undefined
  readonly document: Pick<ListedDocument, 'id' | 'name'>
  /** Of this document in this revision. */
  readonly copies: readonly DocumentCopy[]
  /** Full names by account. */
  readonly names: ReadonlyMap<string, string>
}

/** Printing copies of the newest version, and the register of those that were. */
export function CopiesPart(props: CopiesPartProps) {
  const { session, role, document, copies, names, typed, refusal } = props
  const prints = role !== undefined && may(role, 'print_copies', session.state)
  if (!prints && copies.length === 0) return null
  const own = (name: string) => `${document.name}.${name}`
  const refused = refusal?.faults.some(({ field }) => field?.startsWith(own(''))) ?? false
  return (
    <details open={refused}>
      <summary>
        In bản, sổ bản in ({copies.length}): {word('documents', document.name).toLowerCase()}
      </summary>
      {prints && (
        <form
          method="post"
          action={`/sessions/${session.id}/documents/${document.id}/copies`}
          class="sheet narrow"
        >
          <p class="hint">
            Mỗi bản in có một số. Ghi số bản lên góc phải trang đầu khi phát; tệp không đổi.
          </p>
          <NumberField {...{ typed, refusal }} name={own('copies')} label="Số bản in" />
          <TextField
            {...{ typed, refusal }}
            name={own('recipient')}
            label="Nơi nhận hoặc mục đích"
            hint="Ví dụ: Ban Tổ chức; lưu hồ sơ; ký tay."
          />
          <button>Ghi vào sổ và lấy số bản</button>
        </form>
      )}
      {copies.length > 0 && (
        <ul class="plain">
          {copies.map(({ number, recipient, account, printedAt }) => (
            <li>
              Bản in số {number}: {recipient}; {names.get(account) ?? account},{' '}
              {instantText(printedAt)}
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}
