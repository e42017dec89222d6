import type { StoredOutcome } from '../../actions/outcome.ts'
import type { ListedPaper } from '../../actions/own-papers.ts'
import { type Regime, baseOf, levelsOf } from '../../domain/regime.ts'
import { may } from '../../domain/roles.ts'
import type { Roster } from '../../domain/roster.ts'
import type { Session } from '../../domain/session.ts'
import { revealingKinds } from '../../domain/small-group.ts'
import type { BallotKindTally } from '../../domain/tally.ts'
import { word } from '../../messages/message.ts'
import { AskLink } from '../components/ask-link.tsx'
import { HeldFindings } from '../components/held-findings.tsx'
import { OutcomeTable, type PersonPaper } from '../components/outcome-table.tsx'
import { ownPaperFile } from '../components/own-paper-links.tsx'
import { SessionHeading } from '../components/session-heading.tsx'
import { SmallGroupNotice } from '../components/small-group-notice.tsx'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type ResultsPageProps = Pick<StoredOutcome, 'tally' | 'outcome' | 'tallySha256'> & {
  readonly visitor: Visitor
  readonly session: Session
  readonly regime: Regime
  readonly roster: Roster
  readonly ownPapers: readonly ListedPaper[]
}

/** The stored result, kind by kind, in the order of the ballots. */
export function ResultsPage(props: ResultsPageProps) {
  const { visitor, session, regime, tally, outcome, tallySha256 } = props
  const base = baseOf(regime)
  const role = visitor.actor?.role
  const issues = role !== undefined && may(role, 'issue_documents', session.state)
  const computed = outcome.status === 'computed'
  return (
    <Layout title="Kết quả" visitor={visitor}>
      <SessionHeading session={session} page="Kết quả" />
      {computed && base && (
        <p>
          Tỉ lệ tính trên <strong>{word('bases', base.rule.base)}</strong> ({base.provision.ref},{' '}
          {regime.number}). Thứ tự như trên phiếu, không xếp hạng.
        </p>
      )}
      {!computed && <HeldFindings {...props} />}
      <SmallGroupNotice kinds={revealingKinds(tally)} />
      <p>
        Có mặt {tally.voters.present} trên {tally.voters.summoned} người được triệu tập.
      </p>
      {computed && <Legend regime={regime} />}
      {tally.ballotKinds.map((kind) => (
        <section>
          <h2>
            Loại phiếu {kind.id}: {kind.title}
          </h2>
          <Ballots kind={kind} />
          {computed && (
            <OutcomeTable
              kind={kind}
              subjects={outcome.subjects.filter((each) => each.ballotKind === kind.id)}
              regime={regime}
              extracts={extractsOf(props, kind)}
            />
          )}
        </section>
      ))}
      {issues && (
        <p>
          <a class="button main" href={`/sessions/${session.id}`}>
            Lập biên bản và báo cáo ở trang của kỳ
          </a>
        </p>
      )}
      <ResultFiles id={session.id} />
      <AskLink
        session={session}
        role={role}
        about={{ kind: 'session', id: null }}
        text="Hỏi đơn vị về kết quả, hoặc về một người"
      />
      <p class="hint">
        Dấu băm của số liệu (SHA-256): <code>{tallySha256}</code>
      </p>
    </Layout>
  )
}

/** The papers about each person of the kind, for whoever may have them. */
function extractsOf(
  { visitor, session, roster, ownPapers }: ResultsPageProps,
  kind: BallotKindTally,
): readonly (readonly PersonPaper[])[] {
  const role = visitor.actor?.role
  if (!role || !may(role, 'read_extract', session.state)) return []
  const people = roster.ballotKinds.find(({ code }) => code === kind.id)?.subjects ?? []
  const own = ownPapers.filter(({ source }) => source === 'extract')
  return people.map(({ id }) => [
    { title: 'Trích kết quả', file: `/sessions/${session.id}/subjects/${id}/extract.pdf` },
    ...own.map(({ name, title }) => {
      return { title, file: `${ownPaperFile(session.id, name)}?subject=${encodeURIComponent(id)}` }
    }),
  ])
}

/** The same result as files for an office. */
function ResultFiles({ id }: { id: string }) {
  const address = `/sessions/${id}`
  return (
    <section class="screen-only" aria-labelledby="files-title">
      <h2 id="files-title">Tải kết quả về</h2>
      <ul>
        <li>
          <a href={`${address}/results.xlsx`}>Bảng tính Excel (.xlsx)</a>: có công thức, biểu đồ
        </li>
        <li>
          <a href={`${address}/results.csv`}>CSV</a>: cùng nội dung, không công thức
        </li>
        <li>
          <a href={`${address}/tally.json`}>Số liệu (tally@1)</a>,{' '}
          <a href={`${address}/outcome.json`}>kết quả (outcome@1)</a>: tệp chuẩn kèm trong văn bản
        </li>
      </ul>
    </section>
  )
}

function Legend({ regime }: { regime: Regime }) {
  return (
    <ul class="legend" aria-label="Màu trong biểu đồ">
      {levelsOf(regime).map((level) => (
        <li>
          <span class={`swatch ${level}`}></span> {word('levels', level)}
        </li>
      ))}
      <li>
        <span class="swatch base"></span> Còn lại: phiếu hoặc dòng không hợp lệ
      </li>
    </ul>
  )
}

function Ballots({ kind }: { kind: BallotKindTally }) {
  return (
    <p>
      Phát ra {kind.issued}, thu về <strong>{kind.collected}</strong>, hợp lệ {kind.valid}, không
      hợp lệ {kind.invalid}.
    </p>
  )
}
