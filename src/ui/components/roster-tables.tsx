import type { Roster } from '../../domain/roster.ts'

/** Each ballot kind with its people in the order of the ballot. */
export function RosterTables({ roster }: { roster: Roster }) {
  if (roster.ballotKinds.length === 0) return <p>Chưa có danh sách.</p>
  return (
    <>
      {roster.ballotKinds.map((kind) => (
        <div class="scroll" tabindex={0} role="group" aria-label={`Loại phiếu ${kind.code}`}>
          <table>
            <caption>
              Loại phiếu {kind.code}: {kind.title} ({kind.subjects.length} người)
            </caption>
            <thead>
              <tr>
                <th scope="col" class="number">
                  Số
                </th>
                <th scope="col">Họ tên</th>
                <th scope="col">Chức vụ</th>
                <th scope="col">Khối</th>
              </tr>
            </thead>
            <tbody>
              {kind.subjects.map((subject, at) => (
                <tr>
                  <td class="number">{at + 1}</td>
                  <th scope="row">{subject.name}</th>
                  <td>{subject.position}</td>
                  <td>{subject.block ?? '—'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </>
  )
}
