import type { Regime } from '../../domain/regime.ts'
import type { BallotKind, Roster, Subject } from '../../domain/roster.ts'
import { dayText } from '../day-text.ts'
import { LeftOutTable } from './left-out.tsx'

/** Each ballot kind with its people in the order of the ballot, then whoever is on none. */
export function RosterTables({ roster, regime }: { roster: Roster; regime: Regime }) {
  if (roster.ballotKinds.length === 0) return <p>Chưa có danh sách.</p>
  return (
    <>
      {roster.ballotKinds.map((kind) => (
        <KindTable kind={kind} />
      ))}
      <LeftOutTable roster={roster} regime={regime} />
    </>
  )
}

function KindTable({ kind }: { kind: BallotKind }) {
  const dated = kind.subjects.some((each) => each.startedOn !== null)
  return (
    <div class="scroll" tabindex={0} role="group" aria-label={`Loại phiếu ${kind.code}`}>
      <table class="stack">
        <caption>
          Loại phiếu {kind.code}: {kind.title} ({kind.subjects.length} người)
        </caption>
        <thead>
          <tr>
            <th scope="col">Họ tên</th>
            <th scope="col">Chức vụ</th>
            <th scope="col">Khối</th>
            {dated && <th scope="col">Bổ nhiệm, bầu</th>}
          </tr>
        </thead>
        <tbody>
          {kind.subjects.map((subject, at) => (
            <tr>
              <th scope="row">
                <span class="order">{at + 1}.</span> <Name subject={subject} />
              </th>
              <td data-label="Chức vụ">{subject.position || '—'}</td>
              <td data-label="Khối">{subject.block ?? '—'}</td>
              {dated && (
                <td data-label="Bổ nhiệm, bầu">
                  {subject.startedOn ? dayText(subject.startedOn) : '—'}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The name, with the way to the other places of somebody known to be voted on elsewhere. */
function Name({ subject }: { subject: Subject }) {
  if (subject.person === null) return <>{subject.name}</>
  return (
    <>
      {subject.name}
      <small>
        <a href={`/persons/${subject.person}`} aria-label={`Các nơi lấy phiếu: ${subject.name}`}>
          các nơi lấy phiếu
        </a>
      </small>
    </>
  )
}
