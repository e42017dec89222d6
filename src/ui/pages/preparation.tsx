import type { ListedPaper } from '../../actions/own-papers.ts'
import type { Preparation } from '../../actions/preparation.ts'
import type { Finding } from '../../domain/finding.ts'
import type { Regime } from '../../domain/regime.ts'
import { type Role, may } from '../../domain/roles.ts'
import { PHASES } from '../../domain/rule.ts'
import { findingMessage, word } from '../../messages/message.ts'
import type { FormState } from '../components/fields.tsx'
import { OwnPaperLinks, ownPaperFile } from '../components/own-paper-links.tsx'
import { PersonSteps } from '../components/person-steps.tsx'
import { PlanTable } from '../components/plan-table.tsx'
import { ProvisionRef } from '../components/provision-ref.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { SessionHeading } from '../components/session-heading.tsx'
import { SessionSteps } from '../components/session-steps.tsx'
import { TimingSection } from '../components/timing-form.tsx'
import { WhoMay } from '../components/who-may.tsx'
import { stepLabels } from '../forms/steps-form.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type PreparationPageProps = Preparation & {
  readonly visitor: Visitor
  readonly role: Role
  readonly regime: Regime
  readonly names: ReadonlyMap<string, string>
  readonly today: string
  readonly timing: FormState
  readonly procedure: FormState
  readonly ownPapers: readonly ListedPaper[]
}

/** What leads up to the vote: when it is held, the plan, the checklist, the criteria. On paper a checklist. */
export function PreparationPage(props: PreparationPageProps) {
  const { visitor, session, role, regime, plan, steps, subjects, warnings, today } = props
  return (
    <Layout title="Chuẩn bị" visitor={visitor}>
      <div class="preparation">
        <SessionHeading session={session} page="Chuẩn bị" />
        <p class="on-paper">
          <strong>{session.title}</strong>
        </p>
        <p class="facts">
          Theo <a href={`/regimes/${regime.id}`}>{regime.number}</a>.{' '}
          <span class="screen-only">Trang này in được thành phiếu kiểm tra trên giấy A4.</span>
        </p>
        <Warnings warnings={warnings} steps={steps} />
        <section aria-labelledby="plan">
          <h2 id="plan">Kế hoạch</h2>
          <PlanTable {...{ session, plan, steps, today }} people={subjects.length} />
        </section>
        <Checklist {...props} />
        <TimingSection
          {...props.timing}
          session={session}
          regime={regime}
          warnings={warnings}
          records={may(role, 'record_preparation', session.state)}
        />
        <Criteria {...props} />
      </div>
    </Layout>
  )
}

function Warnings({ warnings, steps }: Pick<PreparationPageProps, 'warnings' | 'steps'>) {
  if (warnings.length === 0) return null
  return (
    <div class="caution">
      <p>
        <strong>Cần chú ý</strong> <small>(không cản việc nào)</small>
      </p>
      <ul>
        {warnings.map((each) => (
          <li>
            <strong>{warningPlace(each, steps)}:</strong> {findingMessage(each)} Căn cứ:{' '}
            {each.provision}.
          </li>
        ))}
      </ul>
    </div>
  )
}

function warningPlace({ path }: Finding, steps: Preparation['steps']): string {
  const [, part, id = '', event = ''] = path.split('/')
  if (part === 'procedure') return steps.find(({ rule }) => rule.id === id)?.rule.name ?? id
  return id === 'termStartYear' ? 'Năm của nhiệm kỳ' : word('earlierEvents', event)
}

function Checklist(props: PreparationPageProps) {
  const { session, role, steps, subjects, procedure } = props
  if (steps.length === 0) return null
  const records = may(role, 'record_procedure', session.state)
  return (
    <section aria-labelledby="procedure">
      <h2 id="procedure">Các bước theo quy trình</h2>
      {!records && <WhoMay act="record_procedure" state={session.state} />}
      <p class="screen-only">
        <a class="button" href={`/sessions/${session.id}/procedure.pdf`}>
          Tải bảng kiểm quy trình để in (PDF)
        </a>
      </p>
      <OwnPaperLinks
        papers={props.ownPapers}
        source="procedure"
        fileOf={(name) => ownPaperFile(session.id, name)}
      />
      <RefusalBox refusal={procedure.refusal} labels={stepLabels(steps, subjects)} />
      {records ? (
        <form method="post" action={`/sessions/${session.id}/preparation`}>
          <Phases {...props} records />
          <div class="save-bar">
            <button class="main">Lưu các bước</button>
            <span>Để trống ngày là chưa làm. Xóa ngày đã ghi là rút lại; lần ghi cũ vẫn còn.</span>
          </div>
        </form>
      ) : (
        <Phases {...props} records={false} />
      )}
    </section>
  )
}

function Phases(props: PreparationPageProps & { readonly records: boolean }) {
  const { steps, subjects, names, today, procedure, records } = props
  const common = { ...procedure, records, names, today }
  return (
    <>
      {PHASES.map((phase) => {
        const own = steps.filter(({ rule }) => rule.phase === phase)
        const of = (per: 'session' | 'person') => own.filter(({ rule }) => rule.per === per)
        const title = word('phases', phase)
        return (
          own.length > 0 && (
            <>
              <h3>{title}</h3>
              <SessionSteps {...common} title={title} steps={of('session')} />
              <PersonSteps
                {...common}
                title={`${title}: từng người`}
                steps={of('person')}
                subjects={subjects}
              />
            </>
          )
        )
      })}
    </>
  )
}

function Criteria({ criteria, session }: Pick<PreparationPageProps, 'criteria' | 'session'>) {
  if (criteria.length === 0) return null
  return (
    <section aria-labelledby="criteria">
      <h2 id="criteria">Tiêu chí</h2>
      <p>Để người ghi phiếu đọc trước khi ghi phiếu. Không chấm điểm từng tiêu chí.</p>
      <ol>
        {criteria.map((each) => (
          <li>
            {each.text} <ProvisionRef provision={each} />
          </li>
        ))}
      </ol>
      <p class="screen-only">
        <a class="button" href={`/sessions/${session.id}/criteria.pdf`}>
          Tải tờ tiêu chí để in (PDF)
        </a>
      </p>
    </section>
  )
}
