import { type Finding, isDecidable } from '../../domain/finding.ts'
import { type Act, may } from '../../domain/roles.ts'
import type { Session } from '../../domain/session.ts'
import { word } from '../../messages/message.ts'
import type { Visitor } from '../visitor.ts'

type RemedyProps = {
  readonly found: Finding
  readonly session: Session
  readonly visitor: Visitor
}

/** What to do about a finding, with the way there for whoever may do it. */
export function FindingRemedy({ found, session, visitor }: RemedyProps) {
  const text = word('findingRemedies', found.code)
  const { act, to } = placeOf(found)
  const role = visitor.actor?.role
  return (
    <p>
      {found.severity === 'warning'
        ? `Nên làm: ${text}`
        : isDecidable(found)
          ? `Quy định không nói rõ trường hợp này. Ghi nhầm thì sửa: ${text} Số đúng như vậy thì ban kiểm phiếu quyết định, Trưởng ban ghi lại với lý do.`
          : `Phải sửa mới khóa được số liệu: ${text}`}{' '}
      {found.severity === 'error' && role && may(role, act, session.state) && (
        <a href={`/sessions/${session.id}${to}`}>Đến chỗ sửa</a>
      )}
    </p>
  )
}

/** Where the numbers of a finding are put right, and what one has to be allowed to do there. */
function placeOf({ code, path }: Finding): { act: Act; to: string } {
  if (path.startsWith('/voters')) return { act: 'record_voters', to: '/voters' }
  const recorded = /^\/ballotKinds\/\d+\/(issued|collected)$/.test(path)
  if (recorded || code === 'E204' || code === 'E205')
    return { act: 'record_ballots', to: '/ballots' }
  return { act: 'settle_difference', to: '#sheets' }
}
