import type { RevisionComparison } from '../../actions/revision-comparison.ts'
import type { Regime } from '../../domain/regime.ts'
import { RevisionAccounts } from '../components/revision-accounts.tsx'
import { RevisionFigures } from '../components/revision-figures.tsx'
import { RevisionSheets } from '../components/revision-sheets.tsx'
import { SessionHeading } from '../components/session-heading.tsx'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type RevisionComparisonPageProps = RevisionComparison & {
  readonly visitor: Visitor
  readonly regime: Regime
  readonly all: boolean
}

/** Two revisions of a session side by side. */
export function RevisionComparisonPage(props: RevisionComparisonPageProps) {
  const { visitor, session, revisions, compared } = props
  return (
    <Layout title="So sánh các lần tính" visitor={visitor}>
      <SessionHeading session={session} page="So sánh các lần tính" />
      {!compared && <p>Kỳ này chưa mở lại lần nào: chưa có hai lần tính để so.</p>}
      <RevisionAccounts revisions={revisions} role={visitor.actor?.role} />
      {compared && (
        <>
          <ChoiceForm {...props} compared={compared} />
          <Compared {...props} compared={compared} />
        </>
      )}
    </Layout>
  )
}

type ComparedProps = RevisionComparisonPageProps & {
  readonly compared: NonNullable<RevisionComparison['compared']>
}

function ChoiceForm({ session, revisions, compared, all }: ComparedProps) {
  const options = (chosen: number) =>
    revisions.map(({ revision }) => (
      <option value={String(revision)} selected={revision === chosen}>
        Lần {revision}
      </option>
    ))
  return (
    <form
      method="get"
      action={`/sessions/${session.id}/audit/revisions`}
      class="sheet narrow screen-only"
    >
      <div class="choices">
        <div class="field">
          <label for="from">Lần trước</label>
          <select id="from" name="from">
            {options(compared.from.revision)}
          </select>
        </div>
        <div class="field">
          <label for="to">Lần sau</label>
          <select id="to" name="to">
            {options(compared.to.revision)}
          </select>
        </div>
      </div>
      <label class="choice">
        <input type="checkbox" name="all" value="yes" checked={all} />
        Hiện cả các số không đổi
      </label>
      <p class="buttons">
        <button class="main">Xem</button>
      </p>
    </form>
  )
}

function Compared({ compared, regime, all }: ComparedProps) {
  const { from, to, figures, sheets } = compared
  const between = { from: from.revision, to: to.revision }
  const empty = [from, to].filter(({ result }) => !result)
  return (
    <>
      <section aria-labelledby="figures">
        <h2 id="figures">
          Số liệu: lần {from.revision} và lần {to.revision}
        </h2>
        {figures ? (
          <RevisionFigures figures={figures} regime={regime} all={all} {...between} />
        ) : (
          <p>
            {empty.map(({ revision }) => `Lần ${revision} không có kết quả.`).join(' ')} Không có số
            để đặt cạnh nhau.
          </p>
        )}
        <p class="hint">
          Tỉ lệ ghi đúng phân số, chênh tính trên phân số ấy. Thứ tự như trên phiếu, không xếp hạng.
        </p>
      </section>
      <section aria-labelledby="sheets">
        <h2 id="sheets">Các tập phiếu</h2>
        {sheets ? (
          <RevisionSheets sheets={sheets} {...between} />
        ) : (
          <p>Lần sau chưa có kết quả, hoặc có tập chưa nhập xong: chưa hiện số của tập nào.</p>
        )}
      </section>
    </>
  )
}
