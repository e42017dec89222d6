import type { ListedPaper } from '../../actions/own-papers.ts'
import type { Namesakes } from '../../actions/persons.ts'
import type { Preparation } from '../../actions/preparation.ts'
import type { SessionProgress } from '../../actions/progress.ts'
import type { SheetProgress } from '../../actions/sheets.ts'
import type { getSession } from '../../actions/sessions.ts'
import type { Actor } from '../../domain/actor.ts'
import type { Hall } from '../../domain/hall.ts'
import { type Act, may, mayEver } from '../../domain/roles.ts'
import { word } from '../../messages/message.ts'
import { BallotTable } from '../components/ballot-table.tsx'
import { DocumentSettingsList } from '../components/document-settings.tsx'
import { HallControl } from '../components/hall-control.tsx'
import { MinutesFactsList } from '../components/minutes-facts.tsx'
import { NamesakesSection } from '../components/namesakes.tsx'
import { NextStepBox } from '../components/next-step-box.tsx'
import { PostWarnings } from '../components/post-warnings.tsx'
import { PrintablePapers } from '../components/printable-papers.tsx'
import { PreparationSummary } from '../components/preparation-summary.tsx'
import { BOARD_SCRIPT, ProgressBoard } from '../components/progress-board.tsx'
import { RosterTables } from '../components/roster-tables.tsx'
import { SessionEndings } from '../components/session-endings.tsx'
import { SessionHeading } from '../components/session-heading.tsx'
import { SheetCodeForm } from '../components/sheet-code-form.tsx'
import { SheetTable } from '../components/sheet-table.tsx'
import { StepLine } from '../components/step-line.tsx'
import type { FormState } from '../components/fields.tsx'
import type { Refusal } from '../forms/refusal.ts'
import { VOTER_FIELDS, VOTER_FIELD_NAMES, voterFaults } from '../forms/voters-form.ts'
import { UnsentNotice } from '../components/unsent-notice.tsx'
import { Layout } from '../layout.tsx'
import { nextStepOf } from '../next-step.ts'
import type { Visitor } from '../visitor.ts'

type SessionPageProps = Awaited<ReturnType<typeof getSession>> & {
  readonly visitor: Visitor
  readonly actor: Actor
  readonly preparation: Preparation
  /** `null` while there is no counting to be watched. */
  readonly progress: SessionProgress | null
  /** The open pages for witnesses; `null` for whoever cannot open one. */
  readonly halls: readonly Pick<Hall, 'openedAt' | 'expiresAt'>[] | null
  /** Empty once counting has begun. */
  readonly namesakes: readonly Namesakes[]
  /** Why what was said of somebody's namesake was not accepted. */
  readonly refusal: Refusal | undefined
  /** `null` for whoever does not read the sheets. */
  readonly sheets: readonly SheetProgress[] | null
  readonly names: ReadonlyMap<string, string>
  readonly ballotCodes: ReadonlyMap<string, string>
  readonly ownPapers: readonly ListedPaper[]
  /** `null` for whoever does not read them, or not yet. */
  readonly unsettledThreads: number | null
  /** The code of a tally sheet as it was typed. */
  readonly sheetCode: FormState
}

/** One session: where it stands, what comes next, and everything recorded about it. */
export function SessionPage(props: SessionPageProps) {
  const { visitor, actor, session, roster, sheets, preparation, progress, halls } = props
  const { regime } = props.regime
  const allowed = (act: Act) => may(actor.role, act, session.state)
  const base = `/sessions/${session.id}`
  return (
    <Layout title={session.title} visitor={visitor} script={progress ? BOARD_SCRIPT : ''}>
      <SessionHeading session={session} />
      <StepLine state={session.state} />
      {mayEver(actor.role, 'enter_pass') && <UnsentNotice account={actor.account} />}
      <NextStepBox session={session} step={nextStepOf(props)} role={actor.role} />
      {progress && <ProgressBoard session={session} progress={progress} role={actor.role} />}
      <PageLinks {...props} />
      {sheets && sheets.length > 0 && (
        <section id="sheets" aria-labelledby="sheets-title">
          <h2 id="sheets-title">Các tập phiếu</h2>
          <p class="hint" data-stale role="status" hidden>
            Bảng này vừa thay đổi. <a href={base}>Tải lại trang</a> để xem các lượt nhập.
          </p>
          {allowed('enter_pass') && <SheetCodeForm session={session} {...props.sheetCode} />}
          <SheetTable {...props} sheets={sheets} />
        </section>
      )}
      {halls && <HallControl session={session} halls={halls} />}
      <PrintablePapers {...props} regime={regime} role={actor.role} codes={props.ballotCodes} />
      {!['draft', 'ready'].includes(session.state) && (
        <Part title="Số phiếu" edit={allowed('record_ballots') && `${base}/ballots`}>
          <BallotTable roster={roster} />
        </Part>
      )}
      <Part title="Danh sách" edit={allowed('edit_session') && `${base}/roster`}>
        {session.state === 'draft' && <PostWarnings roster={roster} regime={regime} />}
        <RosterTables roster={roster} regime={regime} />
      </Part>
      <NamesakesSection {...props} role={actor.role} />
      <Part title="Chuẩn bị" edit={allowed('record_procedure') && `${base}/preparation`}>
        <PreparationSummary preparation={preparation} roster={roster} />
      </Part>
      <Part title="Số người" edit={allowed('record_voters') && `${base}/voters`}>
        <dl class="pairs">
          {VOTER_FIELD_NAMES.map((name) => (
            <>
              <dt>{VOTER_FIELDS[name]}</dt>
              <dd>{session.voters[name] ?? 'chưa ghi'}</dd>
            </>
          ))}
        </dl>
        {voterFaults(session.voters, regime).map(({ text }) => (
          <p class="fault">{text}</p>
        ))}
      </Part>
      <Part
        title="Thông tin biên bản"
        edit={allowed('record_minutes_facts') && `${base}/minutes-facts`}
      >
        <MinutesFactsList facts={session.minutesFacts} />
      </Part>
      <Part
        title="Thể thức văn bản"
        edit={allowed('record_document_settings') && `${base}/document-settings`}
      >
        <DocumentSettingsList settings={session.documentSettings} />
      </Part>
      <Foundations {...props} />
      <SessionEndings session={session} role={actor.role} />
    </Layout>
  )
}

function Part(props: {
  readonly title: string
  readonly edit: string | false
  readonly children: unknown
}) {
  return (
    <section>
      <h2>
        {props.title}{' '}
        {props.edit && (
          <a class="edit" href={props.edit} aria-label={`Ghi, sửa: ${props.title}`}>
            Ghi, sửa
          </a>
        )}
      </h2>
      {props.children}
    </section>
  )
}

function PageLinks({ actor, session, unsettledThreads }: SessionPageProps) {
  const { state, id } = session
  const entered = !['draft', 'ready', 'counting', 'paused', 'cancelled'].includes(state)
  const counted = ['counting', 'paused', 'entered'].includes(state)
  const made = ['issued', 'signed', 'published'].includes(state) || session.revision > 1
  const links = [
    { act: 'read_session', to: 'preparation', text: 'Chuẩn bị', open: true },
    { act: 'read_findings', to: 'findings', text: 'Đối chiếu', open: entered },
    { act: 'read_closing', to: 'closing', text: 'Khóa số liệu', open: counted },
    { act: 'read_outcome', to: 'results', text: 'Kết quả', open: true },
    { act: 'read_documents', to: 'documents', text: 'Văn bản', open: made },
    { act: 'confirm_for_head', to: 'second', text: 'Xác nhận cùng', open: session.secondPerson },
    { act: 'confirm_for_chair', to: 'second', text: 'Xác nhận cùng', open: session.secondPerson },
    { act: 'read_session_journal', to: 'audit', text: 'Kiểm tra – giám sát', open: true },
    { act: 'read_uses', to: 'uses', text: 'Sử dụng kết quả', open: true },
    {
      act: 'read_comments',
      to: 'comments',
      text: unsettledThreads ? `${unsettledThreads} trao đổi chưa xong` : 'Trao đổi',
      open: true,
    },
  ] as const
  const shown = links.filter(({ act, open }) => open && may(actor.role, act, state))
  if (shown.length === 0) return null
  return (
    <div class="pages">
      <nav class="pages" aria-label="Các phần của kỳ lấy phiếu">
        {shown.map(({ to, text }) => (
          <a class="button" href={`/sessions/${id}/${to}`}>
            {text}
          </a>
        ))}
      </nav>
      {may(actor.role, 'pause_counting', state) && (
        <form method="post" action={`/sessions/${id}/pause`}>
          <button>Tạm dừng kiểm phiếu</button>
        </form>
      )}
    </div>
  )
}

function Foundations({ actor, session, organisation, regime: { regime } }: SessionPageProps) {
  const { id, state, regimeReason } = session
  return (
    <Part title="Căn cứ" edit={may(actor.role, 'edit_session', state) && `/sessions/${id}/regime`}>
      <dl class="pairs">
        <dt>Tổ chức</dt>
        <dd>{organisation.name}</dd>
        <dt>Quy định áp dụng</dt>
        <dd>
          <a href={`/regimes/${regime.id}`}>{regime.number}</a>, {regime.title}
        </dd>
        {regimeReason !== null && (
          <>
            <dt>Khác quy định của ngày</dt>
            <dd>
              <strong>Lý do:</strong> {regimeReason}
            </dd>
          </>
        )}
        <dt>Loại kỳ</dt>
        <dd>{word('modes', session.mode)}</dd>
        <dt>Số lượt nhập mỗi tập</dt>
        <dd>{session.passesRequired}</dd>
        <dt>Người thứ hai xác nhận</dt>
        <dd>{session.secondPerson ? 'Có' : 'Không'}</dd>
      </dl>
      {may(actor.role, 'set_second_person', state) && (
        <form method="post" action={`/sessions/${id}/second-person`}>
          <input type="hidden" name="required" value={session.secondPerson ? 'no' : 'yes'} />
          <button>
            {session.secondPerson
              ? 'Không cần người thứ hai xác nhận'
              : 'Khóa, lập, công bố phải có người thứ hai xác nhận'}
          </button>
        </form>
      )}
    </Part>
  )
}
