import { answers, isAnswerable, isExplainable } from '../../domain/acknowledgement.ts'
import type { Recheck } from '../../actions/rechecks.ts'
import type { getFindings } from '../../actions/reconcile.ts'
import type { Shifts } from '../../actions/shifts.ts'
import type { Finding } from '../../domain/finding.ts'
import { levelOf } from '../../domain/finding-catalogue.ts'
import { may, mayEver } from '../../domain/roles.ts'
import type { Roster } from '../../domain/roster.ts'
import { findingMessage, typistMessage, word } from '../../messages/message.ts'
import { ExplainForm } from '../components/explain-form.tsx'
import type { FormState } from '../components/fields.tsx'
import { FindingRemedy } from '../components/finding-remedy.tsx'
import { RecheckPart } from '../components/recheck-part.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { SessionHeading } from '../components/session-heading.tsx'
import { ShiftsPart } from '../components/shifts-part.tsx'
import { WhoMay } from '../components/who-may.tsx'
import { Layout } from '../layout.tsx'
import { tallyPlace } from '../places.ts'
import type { Visitor } from '../visitor.ts'

type FindingsPageProps = FormState &
  Awaited<ReturnType<typeof getFindings>> & {
    readonly visitor: Visitor
    readonly roster: Roster
    readonly recheck: Recheck
    /** `null` for whoever does not compare sessions. */
    readonly shifts: Shifts | null
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
      {role && open.length > 0 && !may(role, 'acknowledge_warning', session.state) && (
        <WhoMay act="acknowledge_warning" state={session.state} />
      )}
      {props.shifts && <ShiftsPart shifts={props.shifts} />}
      <RecheckPart {...props} />
      {closes && open.length === 0 && !recheck.done && (
        <p>Kiểm lại ngẫu nhiên chưa xong, chưa khóa số liệu được.</p>
      )}
      {closes && open.length > 0 && (
        <p>Còn {open.length} mục chưa xử lý, chưa khóa số liệu được.</p>
      )}
      {['counting', 'paused', 'entered'].includes(session.state) && (
        <p>
          <a class={closes ? 'button main' : 'button'} href={`/sessions/${session.id}/closing`}>
            Đến trang Khóa số liệu
          </a>
        </p>
      )}
    </Layout>
  )
}

type FoundProps = FindingsPageProps & { readonly found: Finding }

function FindingItem(props: FoundProps) {
  const { found, roster, acknowledgements, session, visitor } = props
  const error = found.severity === 'error'
  const reason = acknowledgements.findLast((each) => answers(each, found))?.reason
  const role = visitor.actor?.role
  const decides = role && may(role, 'acknowledge_warning', session.state)
  const words = role && mayEver(role, 'read_differences') ? findingMessage : typistMessage
  return (
    <li class={error ? 'error' : 'warning'}>
      <h2>
        {error ? 'Lỗi' : 'Cảnh báo'} {found.code}: {tallyPlace(found.path, roster)}
        <small> · {word('findingLevels', levelOf(found))}</small>
      </h2>
      <p>
        {words(found)}
        {found.provision && ` Căn cứ: ${found.provision}.`}
      </p>
      {!reason && <FindingRemedy {...props} />}
      {reason && (
        <p>
          <strong>{answerLabel(found)}</strong> {reason}
        </p>
      )}
      {reason && isExplainable(found) && <p class="warn">Khóa được, nhưng kết quả giữ lại.</p>}
      {decides && !reason && isAnswerable(found) && <AcknowledgeForm {...props} />}
      {decides && !reason && isExplainable(found) && <ExplainForm {...props} />}
    </li>
  )
}

function answerLabel(found: Finding): string {
  if (isExplainable(found)) return 'Giải trình của Trưởng ban kiểm phiếu:'
  return found.severity === 'error' ? 'Quyết định của ban kiểm phiếu:' : 'Lý do đã ghi:'
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
