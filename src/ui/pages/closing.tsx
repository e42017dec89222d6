import type { getClosing } from '../../actions/closing.ts'
import { CLOSING_POINTS, type ClosingPoint } from '../../domain/closing.ts'
import { type Act, type Role, may, rolesThatMay } from '../../domain/roles.ts'
import { word } from '../../messages/message.ts'
import { closingLines } from '../closing-lines.ts'
import { SessionHeading } from '../components/session-heading.tsx'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type ClosingPageProps = Awaited<ReturnType<typeof getClosing>> & {
  readonly visitor: Visitor
  readonly role: Role
}

/** Everything closing the count needs, done or not, with the way to where it is mended, and the closing. */
export function ClosingPage(props: ClosingPageProps) {
  const { visitor, session, role, closing } = props
  const closes = may(role, 'close_session', session.state)
  const left = CLOSING_POINTS.filter((point) => closing.status[point] === 'open')
  return (
    <Layout title="Khóa số liệu" visitor={visitor}>
      <SessionHeading session={session} page="Khóa số liệu" />
      <p>
        {closing.ready
          ? 'Mọi việc bắt buộc đã xong.'
          : `Còn ${left.length} việc chưa xong, chưa khóa số liệu được.`}
      </p>
      <ul class="closing plain">
        {CLOSING_POINTS.map((point) => (
          <Point {...props} point={point} />
        ))}
      </ul>
      {closes && closing.ready && (
        <>
          {closing.explained.length > 0 && (
            <p class="warn">
              Có {closing.explained.length} lỗi đã giải trình: kết quả sẽ giữ lại, không tính cho
              ai.
            </p>
          )}
          <p>
            <a class="button main" href={`/sessions/${session.id}/confirm/close`}>
              Khóa số liệu…
            </a>
          </p>
        </>
      )}
    </Layout>
  )
}

function Point(props: ClosingPageProps & { readonly point: ClosingPoint }) {
  const { point, closing, roster, session, role } = props
  const status = closing.status[point]
  const { act, to, text } = MENDING[point]
  const allowed = may(role, act, session.state)
  const who = rolesThatMay(act, session.state).map((each) => word('roles', each))
  return (
    <li class={`point ${status}`}>
      <h2>
        <span class="mark">{word('closingStatus', status)}</span> {word('closingPoints', point)}
      </h2>
      {closingLines(point, closing, roster).map((line) => (
        <p>{line}</p>
      ))}
      {status !== 'done' && allowed && (
        <p>
          <a href={`/sessions/${session.id}${to}`}>{text}</a>
        </p>
      )}
      {status !== 'done' && !allowed && who.length > 0 && (
        <p class="hint">
          {text}: {who.join(', ')}.
        </p>
      )}
    </li>
  )
}

/** Where each point is mended, and whose right that is. */
const MENDING: Readonly<
  Record<ClosingPoint, { readonly act: Act; readonly to: string; readonly text: string }>
> = {
  sheets: { act: 'read_sheets', to: '#sheets', text: 'Đến các tập phiếu' },
  ballots: { act: 'read_findings', to: '/findings', text: 'Xem ở trang Đối chiếu' },
  voters: { act: 'record_voters', to: '/voters', text: 'Ghi lại số người' },
  findings: { act: 'read_findings', to: '/findings', text: 'Đến trang Đối chiếu' },
  recheck: { act: 'read_findings', to: '/findings#recheck', text: 'Đến mục Kiểm lại ngẫu nhiên' },
  steps: {
    act: 'record_procedure',
    to: '/preparation#procedure',
    text: 'Ghi nhận ở trang Chuẩn bị',
  },
  minutes_facts: {
    act: 'record_minutes_facts',
    to: '/minutes-facts',
    text: 'Ghi thông tin biên bản',
  },
}
