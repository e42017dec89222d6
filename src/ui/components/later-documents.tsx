import type { ListedDocument } from '../../actions/documents.ts'
import { LATER_NAMES } from '../../domain/proceedings.ts'
import { type Role, may } from '../../domain/roles.ts'
import type { Session } from '../../domain/session.ts'
import { word } from '../../messages/message.ts'

type LaterDocumentsProps = {
  readonly session: Session
  readonly role: Role | undefined
  readonly documents: readonly ListedDocument[]
}

/** Buttons for the documents that can be made now and are not: the notice, and once reopened the corrigendum. */
export function LaterDocuments({ session, role, documents }: LaterDocumentsProps) {
  if (!role || !may(role, 'issue_later_document', session.state)) return null
  const open = LATER_NAMES.filter((name) => {
    const made = documents.some((each) => each.name === name && each.current)
    return !made && (name === 'notice' || documents.some((each) => !isOf(each, session)))
  })
  if (open.length === 0) return null
  return (
    <section>
      <h2>Văn bản sau biên bản</h2>
      <p>Các văn bản này lập khi biên bản đã ký, do Chủ trì ký, không đổi bước của kỳ.</p>
      {open.map((name) => (
        <p>
          <a class="button" href={`/sessions/${session.id}/confirm/${name}`}>
            Lập {word('documents', name).toLowerCase()}…
          </a>
        </p>
      ))}
    </section>
  )
}

function isOf({ revision }: ListedDocument, session: Session): boolean {
  return revision === session.revision
}
