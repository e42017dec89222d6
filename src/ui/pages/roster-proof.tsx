import type { RosterProof } from '../../actions/roster-imports.ts'
import type { Session } from '../../domain/session.ts'
import { FingerprintGroups } from '../components/fingerprint-groups.tsx'
import { SessionHeading } from '../components/session-heading.tsx'
import { dayText } from '../day-text.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

/** A list of people with its fingerprint, to be printed, compared and signed on paper. */
export function RosterProofPage(props: {
  readonly visitor: Visitor
  readonly session: Session
  readonly proof: RosterProof
  /** Whether this is the list as it is stored; else it is a file's. */
  readonly stored: boolean
}) {
  const { visitor, session, proof, stored } = props
  return (
    <Layout title="Danh sách kèm mã kiểm tra" visitor={visitor}>
      <SessionHeading session={session} page="Danh sách kèm mã kiểm tra" />
      <p>
        <strong>
          {stored ? 'Danh sách đã lưu của kỳ này.' : 'Danh sách trong tệp, chưa lưu vào kỳ này.'}
        </strong>{' '}
        In trang này (Ctrl+P), so từng người với danh sách đã được duyệt rồi ký.
      </p>
      {proof.ballotKinds.map(({ code, title, subjects }) => (
        <div class="scroll" tabindex={0} role="group" aria-label={`Loại phiếu ${code}`}>
          <table>
            <caption>
              Loại phiếu {code}: {title} ({subjects.length} người)
            </caption>
            <thead>
              <tr>
                <th scope="col">TT</th>
                <th scope="col">Họ tên</th>
                <th scope="col">Chức vụ</th>
                <th scope="col">Khối</th>
                <th scope="col">Bổ nhiệm, bầu</th>
                <th scope="col">Thông báo nghỉ hưu</th>
              </tr>
            </thead>
            <tbody>
              {subjects.map((each, at) => (
                <tr>
                  <td>{at + 1}</td>
                  <th scope="row">{each.name}</th>
                  <td>{each.position || '—'}</td>
                  <td>{each.block ?? '—'}</td>
                  <td>{each.startedOn ? dayText(each.startedOn) : '—'}</td>
                  <td>{each.retirementNoticeOn ? dayText(each.retirementNoticeOn) : '—'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
      <h2>Mã kiểm tra</h2>
      <FingerprintGroups typed={{}} fingerprint={proof.fingerprint} />
      <p class="hint">
        Nơi nạp danh sách này từ tệp gõ hai nhóm của mã từ bản giấy. Mã đổi khi bất kỳ chữ, dấu hay
        thứ tự nào đổi.
      </p>
      {stored && (
        <p class="screen-only">
          Tải danh sách: <a href={`/sessions/${session.id}/roster.xlsx`}>Excel (.xlsx)</a>,{' '}
          <a href={`/sessions/${session.id}/roster.csv`}>CSV</a>; nạp lại được ở kỳ khác.
        </p>
      )}
    </Layout>
  )
}
