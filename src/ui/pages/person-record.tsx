import type { PersonRecord, RecordedDecision } from '../../domain/person-record.ts'
import { type Role, mayEver } from '../../domain/roles.ts'
import { PersonChanges } from '../components/person-changes.tsx'
import { RecordVenue } from '../components/record-votes.tsx'
import { RehearsalBadge } from '../components/session-heading.tsx'
import { dayText } from '../day-text.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type PersonRecordPageProps = {
  readonly visitor: Visitor
  readonly role: Role
  readonly record: PersonRecord
}

/** Hồ sơ tín nhiệm of one official: each place with its votes, what was decided, and whose names these are. */
export function PersonRecordPage(props: PersonRecordPageProps) {
  const { visitor, role, record } = props
  const { id, name, names, venues, decisions, changes } = record
  const votes = venues.reduce((sum, venue) => sum + venue.votes.length, 0)
  const others = names.filter((each) => each !== name)
  return (
    <Layout title={`Hồ sơ tín nhiệm: ${name}`} visitor={visitor}>
      <p class="crumbs">
        <a href="/">Kỳ lấy phiếu</a> › <a href="/persons">Hồ sơ tín nhiệm</a>
      </p>
      <h1>Hồ sơ tín nhiệm: {name}</h1>
      <p class="facts">
        <RehearsalBadge session={record} /> {votes} kỳ đã lập văn bản, {venues.length} nơi.
        {others.length > 0 && ` Tên đã ghi trên phiếu: ${names.join('; ')}.`}
      </p>
      <p class="notice">
        Hồ sơ chỉ gồm các kỳ đã lập văn bản trong phạm vi của tài khoản này; ở nơi khác có hay không
        thì hồ sơ không nói. Mỗi kỳ tính theo tổng của kỳ đó; phần mềm không cộng, không lấy trung
        bình giữa các nơi, các năm.
      </p>
      <p>
        <a class="button main" href={`/persons/${id}/record.pdf`}>
          Tải hồ sơ (PDF)
        </a>{' '}
        <a class="button" href={`/persons/${id}/record.csv`}>
          Tải bảng (CSV)
        </a>
      </p>
      {venues.map((venue, at) => (
        <RecordVenue venue={venue} id={`place-${at}`} />
      ))}
      {decisions && <Decisions decisions={decisions} />}
      <PersonChanges typed={{}} changes={changes} joins={mayEver(role, 'join_persons')} />
      <p>
        <a href={`/persons?${new URLSearchParams({ name }).toString()}`}>
          {mayEver(role, 'join_persons') ? 'Ghép, tách tên của người này' : 'Tìm tên này'}
        </a>{' '}
        · <a href={`/persons/${id}`}>Các nơi lấy phiếu, kể cả kỳ chưa có kết quả</a>
      </p>
    </Layout>
  )
}

function Decisions({ decisions }: { decisions: readonly RecordedDecision[] }) {
  return (
    <section aria-labelledby="decisions">
      <h2 id="decisions">Quyết định của cấp có thẩm quyền</h2>
      {decisions.length === 0 ? (
        <p>Chưa ghi quyết định nào.</p>
      ) : (
        <ol class="plain">
          {decisions.map((each) => (
            <li>
              <strong>{each.decidedOn ? dayText(each.decidedOn) : 'Chưa quyết định'}</strong>:{' '}
              {each.useName}
              {each.provision && ` (${each.provision})`} – {each.decision}.{' '}
              <small>
                {[
                  each.number && `Số ${each.number}`,
                  each.decidedBy,
                  each.dueOn && `hạn ${dayText(each.dueOn)}`,
                  `theo kỳ ngày ${dayText(each.heldOn)}, ${each.organisationName}`,
                ]
                  .filter(Boolean)
                  .join('; ')}
              </small>{' '}
              <a href={`/sessions/${each.session}/uses`}>Sổ theo dõi</a>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
