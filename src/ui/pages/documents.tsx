import type { Confirmation } from '../../actions/confirmations.ts'
import type { ListedDocument } from '../../actions/documents.ts'
import type { ListedPaper } from '../../actions/own-papers.ts'
import { EDITABLE_DOCUMENTS } from '../../actions/office-files.ts'
import type { DocumentSigning, listScans } from '../../actions/signing-register.ts'
import type { DocumentCopy } from '../../domain/document-copy.ts'
import { type DocumentName, STORED_NAMES } from '../../domain/proceedings.ts'
import { may } from '../../domain/roles.ts'
import type { Session } from '../../domain/session.ts'
import { word } from '../../messages/message.ts'
import { AskLink } from '../components/ask-link.tsx'
import { CopiesPart } from '../components/copies-part.tsx'
import type { FormState } from '../components/fields.tsx'
import { LaterDocuments } from '../components/later-documents.tsx'
import { OwnPaperLinks, ownPaperFile } from '../components/own-paper-links.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { SessionHeading } from '../components/session-heading.tsx'
import { SignWays } from '../components/sign-ways.tsx'
import { SignedByHand } from '../components/signed-by-hand.tsx'
import { SigningState, TimestampNotice } from '../components/signing-state.tsx'
import { instantText } from '../day-text.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type DocumentsPageProps = FormState & {
  readonly visitor: Visitor
  readonly session: Session
  readonly documents: readonly ListedDocument[]
  readonly signing: readonly DocumentSigning[]
  readonly scans: Awaited<ReturnType<typeof listScans>>
  /** Whether a token at this machine can be used. */
  readonly hasToken: boolean
  readonly copies: readonly DocumentCopy[]
  readonly ownPapers: readonly ListedPaper[]
  /** Full names by account, of those who print. */
  readonly names: ReadonlyMap<string, string>
  /** What signing and filing a scan seal now, by act and document: `sign:ID`. */
  readonly confirmations: ReadonlyMap<string, Confirmation>
}

/** The documents with all their versions, who signed, whose turn it is, and how to sign. */
export function DocumentsPage(props: DocumentsPageProps) {
  const { visitor, session, documents } = props
  const role = visitor.actor?.role
  return (
    <Layout title="Văn bản" visitor={visitor}>
      <SessionHeading session={session} page="Văn bản" />
      <RefusalBox refusal={props.refusal} />
      {STORED_NAMES.map((name) => {
        const versions = documents.filter((each) => each.name === name)
        const signing = props.signing.find((each) => each.document.name === name)
        if (versions.length === 0) return null
        return (
          <section>
            <h2>{word('documents', name)}</h2>
            {signing ? (
              <Current {...props} signing={signing} />
            ) : (
              <NotYet session={session} name={name} />
            )}
            <Versions versions={versions} />
            <AskLink
              session={session}
              role={role}
              about={{ kind: 'document', id: versions.at(-1)!.id }}
              text="Hỏi đơn vị về văn bản này"
            />
          </section>
        )
      })}
      <LaterDocuments session={session} role={role} documents={documents} />
      {role && may(role, 'publish_session', session.state) && (
        <section>
          <h2>Công bố</h2>
          <p>
            <a class="button main" href={`/sessions/${session.id}/confirm/publish`}>
              Ghi nhận đã công bố…
            </a>
          </p>
        </section>
      )}
      {role && may(role, 'export_archive', session.state) && (
        <section>
          <h2>Hồ sơ kỳ phiếu</h2>
          <p>
            <a class="button" href={`/sessions/${session.id}/archive`}>
              Tải hồ sơ (zip)
            </a>
          </p>
          <p class="hint">
            Một tệp giữ trọn kỳ phiếu: mọi văn bản, số liệu từng tập, nhật ký, quy định. Bảo quản
            như biên bản; kiểm tra được sau nhiều năm, không cần máy chủ này.
          </p>
        </section>
      )}
      {role && session.revision > 1 && may(role, 'compare_revisions', session.state) && (
        <p>
          <a href={`/sessions/${session.id}/audit/revisions`}>So sánh các lần tính</a>
        </p>
      )}
      <p>
        Ai nhận được tệp PDF đều kiểm tra được ở trang <a href="/verify">Kiểm tra văn bản</a>.
      </p>
    </Layout>
  )
}

type CurrentProps = Omit<DocumentsPageProps, 'signing'> & { readonly signing: DocumentSigning }

function NotYet({ session, name }: { session: Session; name: DocumentName }) {
  if (name === 'corrigendum') return <p>Đính chính của lần trước.</p>
  return <p>Kỳ đã mở lại: chưa lập văn bản của lần {session.revision}.</p>
}

function Current(props: CurrentProps) {
  const { visitor, session, signing, refusal } = props
  const { document } = signing
  const role = visitor.actor?.role
  const sign = props.confirmations.get(`sign:${document.id}`)
  const own = props.scans.filter(
    (each) => each.name === document.name && each.revision === document.revision,
  )
  return (
    <>
      <SigningState signing={signing} />
      <TimestampNotice
        session={session}
        signing={signing}
        mayRetry={role !== undefined && may(role, 'retry_timestamp', session.state)}
      />
      <p>
        <a class={signing.mine ? 'button' : 'button main'} href={`/documents/${document.id}/file`}>
          Tải bản mới nhất (PDF)
        </a>{' '}
        <a class="button" href={`/documents/${document.id}/view`}>
          Xem bản mới nhất
        </a>
      </p>
      {EDITABLE_DOCUMENTS.some((each) => each === document.name) && (
        <p>
          <a href={`/sessions/${session.id}/documents/${document.name}.docx`}>
            Tải bản Word để biên tập (.docx)
          </a>
          , không thay bản đã ký
        </p>
      )}
      {document.name !== 'corrigendum' && document.name !== 'destruction' && (
        <OwnPaperLinks
          papers={props.ownPapers}
          source={document.name}
          fileOf={(name) => ownPaperFile(session.id, name)}
        />
      )}
      <p class="hint">
        Bản {document.version}, SHA-256 <code>{document.sha256}</code>
      </p>
      {sign && <SignWays {...props} refusal={refusal} confirmation={sign} />}
      <SignedByHand
        {...props}
        refusal={refusal}
        scans={own}
        confirmation={props.confirmations.get(`scan:${document.id}`)}
      />
      <CopiesPart
        {...props}
        role={role}
        document={document}
        copies={props.copies.filter(
          (each) => each.name === document.name && each.revision === document.revision,
        )}
      />
    </>
  )
}

function Versions({ versions }: { versions: readonly ListedDocument[] }) {
  return (
    <details>
      <summary>Mọi bản ({versions.length})</summary>
      <ul class="plain versions">
        {versions.map((each) => {
          const next = versions.find(({ supersedes }) => supersedes === each.id)
          return (
            <li>
              <a href={`/documents/${each.id}/file`}>{versionText(each)}</a>
              {each.current && ' (mới nhất)'}
              {each.way === 'timestamp' && `, ${word('signingWays', each.way)}`},{' '}
              {instantText(each.createdAt)}, SHA-256 <code>{each.sha256}</code>
              {next && (
                <>
                  , thay thế bởi{' '}
                  <a href={`/documents/${next.id}/file`}>{versionText(next).toLowerCase()}</a>
                </>
              )}
              {each.replaces && `, thay thế ${versionText(each.replaces).toLowerCase()}`}
            </li>
          )
        })}
      </ul>
    </details>
  )
}

function versionText({ revision, version }: Pick<ListedDocument, 'revision' | 'version'>): string {
  return revision > 1 ? `Lần ${revision}, bản ${version}` : `Bản ${version}`
}
