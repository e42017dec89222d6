import { answers, isAnswerable } from '../../domain/acknowledgement.ts'
import type { Recheck } from '../../actions/rechecks.ts'
import type { getFindings } from '../../actions/reconcile.ts'
import { type Finding, isDecidable } from '../../domain/finding.ts'
import { type Act, may } from '../../domain/roles.ts'
import type { Roster } from '../../domain/roster.ts'
import { findingMessage } from '../../messages/message.ts'
import { Confirm } from '../components/confirm.tsx'
import type { FormState } from '../components/fields.tsx'
import { RecheckPart } from '../components/recheck-part.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { SessionHeading } from '../components/session-heading.tsx'
import { Layout } from '../layout.tsx'
import { tallyPlace } from '../places.ts'
import type { Visitor } from '../visitor.ts'

type FindingsPageProps = FormState &
  Awaited<ReturnType<typeof getFindings>> & {
    readonly visitor: Visitor
    readonly roster: Roster
    readonly recheck: Recheck
  }

/** Errors and warnings on the sums of the session, the reasons given, and the closing of the count. */
export function FindingsPage(props: FindingsPageProps) {
  const { visitor, session, findings, open, recheck } = props
  const role = visitor.actor?.role
  const closes = role && may(role, 'close_session', session.state)
  return (
    <Layout title="Đối chiếu" visitor={visitor}>
      <SessionHeading session={session} page="Đối chiếu" />
      <RefusalBox refusal={props.refusal} />
      {findings.length === 0 ? (
        <p class="fine">Các con số khớp với nhau: không có lỗi, không có cảnh báo.</p>
      ) : (
        <ul class="findings">
          {findings.map((found) => (
            <FindingItem {...props} found={found} />
          ))}
        </ul>
      )}
      <RecheckPart {...props} />
      {closes && open.length === 0 && recheck.done && (
        <Confirm
          summary="Khóa số liệu…"
          action={`/sessions/${session.id}/close`}
          button="Khóa số liệu"
        >
          <p>Sau khi khóa, không ai nhập hay sửa số liệu được nữa.</p>
        </Confirm>
      )}
      {closes && open.length === 0 && !recheck.done && (
        <p>Kiểm lại ngẫu nhiên chưa xong, chưa khóa số liệu được.</p>
      )}
      {closes && open.length > 0 && (
        <p>Còn {open.length} mục chưa xử lý, chưa khóa số liệu được.</p>
      )}
    </Layout>
  )
}

function FindingItem(props: FoundProps) {
  const { found, roster, acknowledgements, session, visitor } = props
  const error = found.severity === 'error'
  const reason = acknowledgements.findLast((each) => answers(each, found))?.reason
  const role = visitor.actor?.role
  const decides = role && may(role, 'acknowledge_warning', session.state)
  return (
    <li class={error ? 'error' : 'warning'}>
      <h2>
        {error ? 'Lỗi' : 'Cảnh báo'} {found.code}: {tallyPlace(found.path, roster)}
      </h2>
      <p>
        {findingMessage(found)}
        {found.provision && ` Căn cứ: ${found.provision}.`}
      </p>
      {error && !reason && <Remedy {...props} />}
      {reason && (
        <p>
          <strong>{error ? 'Quyết định của ban kiểm phiếu:' : 'Lý do đã ghi:'}</strong> {reason}
        </p>
      )}
      {decides && !reason && isAnswerable(found) && <AcknowledgeForm {...props} />}
    </li>
  )
}

type FoundProps = FindingsPageProps & { readonly found: Finding }

/** What to do about an error, with the way there for whoever may do it. */
function Remedy({ found, session, visitor }: FoundProps) {
  const { text, act, to } = remedyOf(found)
  const role = visitor.actor?.role
  return (
    <p>
      {isDecidable(found)
        ? `Quy định không nói rõ trường hợp này. Ghi nhầm thì sửa: ${text} Số đúng như vậy thì ban kiểm phiếu quyết định, Trưởng ban ghi lại với lý do.`
        : `Phải sửa mới khóa được số liệu: ${text}`}{' '}
      {role && may(role, act, session.state) && (
        <a href={`/sessions/${session.id}${to}`}>Đến chỗ sửa</a>
      )}
    </p>
  )
}

function remedyOf({ code, path }: Finding): { text: string; act: Act; to: string } {
  if (path.startsWith('/voters'))
    return { text: 'thư ký ghi lại số người.', act: 'record_voters', to: '/voters' }
  if (code === 'E205')
    return {
      text: 'ban kiểm phiếu quyết định, thư ký ghi quyết định và lý do ở trang Số phiếu.',
      act: 'record_ballots',
      to: '/ballots',
    }
  if (code === 'E204')
    return {
      text: 'thư ký ghi lại số phiếu sai quy cách; nếu sai ở một tập, Trưởng ban trả lại tập đó.',
      act: 'record_ballots',
      to: '/ballots',
    }
  if (/^\/ballotKinds\/\d+\/(issued|collected)$/.test(path))
    return {
      text: 'thư ký ghi lại số phiếu; nếu sai ở một tập, Trưởng ban trả lại tập đó để gõ lại.',
      act: 'record_ballots',
      to: '/ballots',
    }
  return {
    text: 'Trưởng ban trả lại tập phiếu có số sai để gõ lại.',
    act: 'settle_difference',
    to: '#sheets',
  }
}

function AcknowledgeForm(props: FoundProps) {
  const { found, session, findings, typed } = props
  const own = typed.path === found.path && typed.code === found.code
  const id = `reason-${findings.indexOf(found)}`
  return (
    <form method="post" action={`/sessions/${session.id}/findings`} class="inline">
      <input type="hidden" name="code" value={found.code} />
      <input type="hidden" name="path" value={found.path} />
      <input type="hidden" name="numbers" value={JSON.stringify(found.numbers)} />
      <label for={id}>
        {found.severity === 'error' ? 'Quyết định của ban kiểm phiếu, lý do' : 'Lý do chấp nhận'}
      </label>
      <input
        id={id}
        name="reason"
        type="text"
        maxlength={500}
        value={own ? (typed.reason ?? '') : ''}
        required
      />
      <button>{found.severity === 'error' ? 'Ghi quyết định' : 'Ghi lý do'}</button>
    </form>
  )
}
