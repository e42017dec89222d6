import type { ListedDocument } from '../../actions/documents.ts'
import { DOCUMENT_NAMES } from '../../domain/proceedings.ts'
import { may } from '../../domain/roles.ts'
import type { Session } from '../../domain/session.ts'
import { word } from '../../messages/message.ts'
import { Confirm } from '../components/confirm.tsx'
import { FileField, type FormState, TextField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { SessionHeading } from '../components/session-heading.tsx'
import { instantText } from '../day-text.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type DocumentsPageProps = FormState & {
  readonly visitor: Visitor
  readonly session: Session
  readonly documents: readonly ListedDocument[]
  /** The documents that wait for the reader's own signature. */
  readonly toSign: ReadonlySet<string>
}

/** The documents with all their versions, who signed, who is still to sign. */
export function DocumentsPage(props: DocumentsPageProps) {
  const { visitor, session, documents } = props
  const role = visitor.actor?.role
  return (
    <Layout title="Văn bản" visitor={visitor}>
      <SessionHeading session={session} page="Văn bản" />
      <RefusalBox refusal={props.refusal} />
      {DOCUMENT_NAMES.map((name) => {
        const versions = documents.filter((each) => each.name === name)
        const current = versions.find((each) => each.current)
        if (versions.length === 0) return null
        return (
          <section>
            <h2>{word('documents', name)}</h2>
            {current ? (
              <>
                <Signatures
                  versions={versions.filter((each) => each.revision === current.revision)}
                  current={current}
                />
                <p>
                  <a class="button main" href={`/documents/${current.id}/file`}>
                    Tải bản mới nhất (PDF)
                  </a>
                </p>
                {props.toSign.has(current.id) && <SignForm {...props} document={current} />}
              </>
            ) : (
              <p>Kỳ đã mở lại: chưa lập văn bản của lần {session.revision}.</p>
            )}
            <Versions versions={versions} />
          </section>
        )
      })}
      {role && may(role, 'publish_session', session.state) && (
        <section>
          <h2>Công bố</h2>
          <Confirm
            summary="Ghi nhận đã công bố…"
            action={`/sessions/${session.id}/publish`}
            button="Ghi nhận đã công bố"
          >
            <p>Chỉ ghi nhận sau khi kết quả đã được công bố tại hội nghị.</p>
          </Confirm>
        </section>
      )}
      <p>
        Ai nhận được tệp PDF đều kiểm tra được ở trang <a href="/verify">Kiểm tra văn bản</a>.
      </p>
    </Layout>
  )
}

function Signatures(props: { versions: readonly ListedDocument[]; current: ListedDocument }) {
  const signed = props.versions.flatMap(({ signedField, createdAt }) =>
    signedField ? [{ field: signedField, at: createdAt }] : [],
  )
  return (
    <ul class="signatures" aria-label="Chữ ký">
      {signed.map(({ field, at }) => (
        <li class="filled">
          {word('fields', field)}: đã ký lúc {instantText(at)}
        </li>
      ))}
      {props.current.openFields.map((field) => (
        <li class="open">{word('fields', field)}: chưa ký</li>
      ))}
    </ul>
  )
}

function SignForm(props: DocumentsPageProps & { readonly document: ListedDocument }) {
  const { session, document, refusal } = props
  const action = `/sessions/${session.id}/documents/${document.id}/sign`
  if (session.mode === 'rehearsal')
    return (
      <form method="post" action={action} enctype="multipart/form-data">
        <button>Ký bằng chứng thư tập dượt</button>
      </form>
    )
  return (
    <form method="post" action={action} enctype="multipart/form-data" class="sheet narrow">
      <FileField
        name={`${document.name}.p12`}
        label="Tệp khóa ký số (.p12, .pfx)"
        hint="Dùng cho một lần ký này, không lưu lại."
        accept=".p12,.pfx"
        refusal={refusal}
      />
      <TextField
        name={`${document.name}.password`}
        label="Mật khẩu của tệp khóa"
        type="password"
        typed={{}}
        refusal={refusal}
        required
      />
      <button class="main">Ký {word('documents', document.name).toLowerCase()}</button>
    </form>
  )
}

function Versions({ versions }: { versions: readonly ListedDocument[] }) {
  return (
    <details>
      <summary>Mọi bản ({versions.length})</summary>
      <ul class="plain">
        {versions.map((each) => (
          <li>
            <a href={`/documents/${each.id}/file`}>
              {each.revision > 1 && `Lần ${each.revision}, `}bản {each.version}
            </a>
            {each.current ? ' (mới nhất)' : ' (đã có bản mới hơn)'}, {instantText(each.createdAt)},
            SHA-256 <code>{each.sha256.slice(0, 12)}…</code>
          </li>
        ))}
      </ul>
    </details>
  )
}
