import type { SessionVerification } from '../../actions/session-verification.ts'
import type { Session } from '../../domain/session.ts'
import type { Instant } from '../../domain/time.ts'
import { phrase, word } from '../../messages/message.ts'
import { DatabaseSteps, countsOf, shortHash } from '../components/database-steps.tsx'
import { PaperCheck, type PaperTyped } from '../components/paper-check.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { SessionHeading } from '../components/session-heading.tsx'
import { instantText } from '../day-text.ts'
import type { Refusal } from '../forms/refusal.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type SessionVerificationPageProps = {
  readonly visitor: Visitor
  readonly session: Session
  readonly refusal?: Refusal | undefined
  /** What was found just now, and when. */
  readonly found?: { readonly verification: SessionVerification; readonly at: Instant } | undefined
  readonly paper: PaperTyped
}

const TITLE = 'Kiểm tra kỳ theo nhật ký'

/** The verification of one session, and what its papers say. */
export function SessionVerificationPage(props: SessionVerificationPageProps) {
  const { visitor, session, refusal, found, paper } = props
  const here = `/sessions/${session.id}/audit/verification`
  return (
    <Layout title={TITLE} visitor={visitor}>
      <SessionHeading session={session} page={TITLE} />
      <p>
        Phần mềm đọc lại nhật ký của riêng kỳ này, dựng lại số liệu từ đó để so với bảng đang lưu,
        so từng văn bản với mã đã ghi, tính lại kết quả bằng cách thứ hai và xét các lần niêm phong
        có kỳ này. Số bước giữ như khi kiểm tra cả cơ sở dữ liệu. Chỉ đọc, không sửa gì.
      </p>
      <RefusalBox refusal={refusal} />
      <form method="post" action={here}>
        <button class="main">Kiểm tra ngay</button>
      </form>
      {found && (
        <section aria-labelledby="result">
          <h2 id="result">Kết quả</h2>
          <Verdict {...props} found={found} />
          <DatabaseSteps
            steps={found.verification.steps}
            sessions={[{ id: session.id, shortId: session.shortId, open: true }]}
          />
        </section>
      )}
      <PaperCheck action={here} paper={paper} />
    </Layout>
  )
}

type Found = NonNullable<SessionVerificationPageProps['found']>

function Verdict(props: SessionVerificationPageProps & { readonly found: Found }) {
  const { visitor, session, found } = props
  const { head, steps, holds } = found.verification
  const line = {
    session: session.shortId,
    at: instantText(found.at),
    by: visitor.actor?.fullName,
    entries: head.entries,
    hash: shortHash(head.hash),
    ...countsOf(steps),
  }
  return (
    <div class={`told ${holds ? 'fine' : 'refusal'}`} role="status">
      <p>
        <strong>{word('databaseCheck', holds ? 'session_holds' : 'session_fails')}</strong>
      </p>
      <p>{phrase('databaseCheck', 'session_line', line)}</p>
    </div>
  )
}
