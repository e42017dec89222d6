import type { AwaitingSession } from '../../actions/comment-threads.ts'
import { mayEver } from '../../domain/roles.ts'
import type { Session } from '../../domain/session.ts'
import { word } from '../../messages/message.ts'
import { RehearsalBadge } from '../components/session-heading.tsx'
import { UnsentNotice } from '../components/unsent-notice.tsx'
import { dayText } from '../day-text.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

/** A session as it stands in the list. */
export type ListedSession = {
  readonly session: Session
  readonly organisation: string
  /** The number of the regulation: "96-QĐ/TW". */
  readonly regime: string
}

/** The first page: the sessions in reach, or for an administrator what there is to administer. */
export function HomePage(props: {
  readonly visitor: Visitor
  /** `null` for whoever reads no sessions. */
  readonly sessions: readonly ListedSession[] | null
  /** Where threads wait for the visitor's word. */
  readonly awaiting?: readonly AwaitingSession[]
}) {
  const { visitor, sessions, awaiting = [] } = props
  const role = visitor.actor?.role
  return (
    <Layout title={sessions ? 'Kỳ lấy phiếu' : 'Quản trị'} visitor={visitor}>
      {sessions ? <h1>Kỳ lấy phiếu</h1> : <h1>Quản trị</h1>}
      {visitor.actor && mayEver(visitor.actor.role, 'enter_pass') && (
        <UnsentNotice account={visitor.actor.account} />
      )}
      <Awaiting sessions={awaiting} />
      {role && mayEver(role, 'create_session') && (
        <p>
          <a class="button main" href="/sessions/new">
            Mở kỳ lấy phiếu mới
          </a>
        </p>
      )}
      {role && mayEver(role, 'read_consolidated') && (
        <p>
          <a href="/consolidated">Biểu tổng hợp kết quả nhiều kỳ</a>
        </p>
      )}
      {role && mayEver(role, 'compare_sessions') && (
        <p>
          <a href="/compare">So sánh cách làm của hai kỳ</a>
        </p>
      )}
      {role && mayEver(role, 'read_retention') && (
        <p>
          <a href="/retention">Lưu giữ và hủy phiếu</a>
        </p>
      )}
      {role && mayEver(role, 'read_person_record') && (
        <p>
          <a href="/persons">Hồ sơ tín nhiệm của một người</a>
        </p>
      )}
      {sessions ? <SessionTable sessions={sessions} /> : <Administration />}
    </Layout>
  )
}

function Awaiting({ sessions }: { sessions: readonly AwaitingSession[] }) {
  if (sessions.length === 0) return null
  return (
    <section class="notice awaiting" aria-labelledby="awaiting">
      <h2 id="awaiting">Trao đổi chờ bạn</h2>
      <ul>
        {sessions.map(({ session, threads }) => (
          <li>
            <a href={`/sessions/${session.id}/comments`}>
              {session.title}, {dayText(session.heldOn)}
            </a>
            : {threads} trao đổi
          </li>
        ))}
      </ul>
    </section>
  )
}

function Administration() {
  return (
    <>
      <p>
        Tài khoản quản trị lập tổ chức và tài khoản, không xem số liệu kiểm phiếu. Để bắt đầu, tạo
        tài khoản cho hai thư ký, Trưởng ban kiểm phiếu và Chủ trì hội nghị.
      </p>
      <ul class="links">
        <li>
          <a href="/accounts">Tài khoản</a>: tạo, khóa
        </li>
        <li>
          <a href="/organisations">Tổ chức</a>: tên, cấp trên, địa danh, ký hiệu in trên văn bản
        </li>
      </ul>
    </>
  )
}

function SessionTable({ sessions }: { sessions: readonly ListedSession[] }) {
  if (sessions.length === 0) return <p>Chưa có kỳ lấy phiếu nào để xem.</p>
  return (
    <div class="scroll" tabindex={0} role="group" aria-label="Danh sách kỳ lấy phiếu">
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">Kỳ lấy phiếu</th>
            <th scope="col">Ngày</th>
            <th scope="col">Bước</th>
            <th scope="col">Quy định</th>
            <th scope="col">Tổ chức</th>
          </tr>
        </thead>
        <tbody>
          {sessions.map(({ session, organisation, regime }) => (
            <tr>
              <th scope="row">
                <a href={`/sessions/${session.id}`}>{session.title}</a>
                <br />
                <small>
                  <RehearsalBadge session={session} /> <code>{session.shortId}</code>
                </small>
              </th>
              <td data-label="Ngày">{dayText(session.heldOn)}</td>
              <td data-label="Bước">{word('states', session.state)}</td>
              <td data-label="Quy định">{regime}</td>
              <td data-label="Tổ chức">{organisation}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
