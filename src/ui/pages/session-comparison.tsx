import type { ComparableSession, SessionComparison } from '../../actions/session-comparison.ts'
import { FactTables } from '../components/fact-tables.tsx'
import type { FormState } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { SessionChoice } from '../components/session-choice.tsx'
import { RehearsalBadge } from '../components/session-heading.tsx'
import { dayText } from '../day-text.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type SessionComparisonPageProps = FormState & {
  readonly visitor: Visitor
  readonly sessions: readonly ComparableSession[]
  /** `null` while two were not chosen. */
  readonly found: SessionComparison | null
  /** Where the comparison is as CSV. */
  readonly file: string
}

/** Two sessions to choose, and how each was done. */
export function SessionComparisonPage(props: SessionComparisonPageProps) {
  const { visitor, sessions, found, file, typed, refusal } = props
  const different = typed.different === 'yes'
  return (
    <Layout title="So sánh hai kỳ" visitor={visitor}>
      <h1>So sánh cách làm của hai kỳ</h1>
      <p>
        Hai kỳ trong phạm vi của tài khoản, đặt cạnh nhau để xem bên nào ghi nhận gì. Số của hai bên
        không cộng với nhau, không ai và không nơi nào được xếp hạng.
      </p>
      <RefusalBox refusal={refusal} />
      <form method="get" action="/compare" class="sheet screen-only">
        <div class="choices">
          <SessionChoice side="left" legend="Bên trái" sessions={sessions} typed={typed} />
          <SessionChoice side="right" legend="Bên phải" sessions={sessions} typed={typed} />
        </div>
        <label class="choice">
          <input type="checkbox" name="different" value="yes" checked={different} />
          Chỉ hiện mục khác nhau
        </label>
        <p class="buttons">
          <button class="main">So sánh</button>{' '}
          <button name="narrow" value="yes">
            Lọc danh sách kỳ
          </button>
        </p>
      </form>
      {found && (
        <>
          <Heads {...found} />
          <p class="screen-only">
            <a class="button" href={file}>
              Tải bảng so sánh (CSV)
            </a>
          </p>
          <FactTables {...found} different={different} />
        </>
      )}
    </Layout>
  )
}

function Heads({ left, right }: SessionComparison) {
  const mixed = left.session.mode !== right.session.mode
  const same = left.session.id === right.session.id
  return (
    <section aria-labelledby="which">
      <h2 id="which">Hai kỳ</h2>
      <ul>
        {[left, right].map(({ session, organisationName }) => (
          <li class="wrap">
            <RehearsalBadge session={session} />{' '}
            <a href={`/sessions/${session.id}`}>{session.title}</a>, {organisationName},{' '}
            {dayText(session.heldOn)} (<code>{session.shortId}</code>)
          </li>
        ))}
      </ul>
      {same && <p class="hint">Hai bên là cùng một kỳ.</p>}
      {mixed && (
        <p class="rehearsal">Một kỳ là tập dượt: số liệu và văn bản của kỳ ấy không có giá trị.</p>
      )}
    </section>
  )
}
