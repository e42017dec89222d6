import type { AuditedPerson } from '../../actions/audited-person.ts'
import { type Role, may } from '../../domain/roles.ts'
import { markCount } from '../../domain/tally.ts'
import { word } from '../../messages/message.ts'
import { AuditHeading } from '../components/audit-heading.tsx'
import { MadeAnswers } from '../components/made-answers.tsx'
import { OutcomeTable } from '../components/outcome-table.tsx'
import { AskLink, mayAsk } from '../components/ask-link.tsx'
import { TimeLine } from '../components/time-line.tsx'
import { knownNames } from '../known-names.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type AuditPersonPageProps = AuditedPerson & { readonly visitor: Visitor; readonly role: Role }

/** Where one person's figures come from, what was decided about them, and what follows. */
export function AuditPersonPage(props: AuditPersonPageProps) {
  const { visitor, regime, timeline, kind, subject, ordinal, sum, result, answers } = props
  const { session, roster, authors, withheld } = timeline
  return (
    <Layout title={subject.name} visitor={visitor}>
      <AuditHeading session={session} page={subject.name} />
      <AskLink
        session={session}
        role={visitor.actor?.role}
        about={{ kind: 'person', id: subject.id }}
        text="Hỏi đơn vị về người này…"
      />
      <p>
        {subject.position}
        {subject.block !== null && `, khối ${subject.block}`}. Số {ordinal} trên loại phiếu{' '}
        {kind.code}: {kind.title}.
      </p>
      {withheld && (
        <p class="notice caution">Còn tập phiếu chưa khớp nên số liệu không hiện ở đây.</p>
      )}
      {sum && <Rows {...props} sum={sum} />}
      {result && (
        <section aria-labelledby="result">
          <h2 id="result">Kết quả và điều khoản</h2>
          <OutcomeTable
            kind={result.counted}
            subjects={[result.outcome]}
            regime={regime}
            extracts={[]}
            first={ordinal}
          />
        </section>
      )}
      <Links {...props} />
      {!withheld && (
        <section aria-labelledby="answers">
          <h2 id="answers">Cảnh báo về người này</h2>
          <MadeAnswers answers={answers} roster={roster} authors={authors} />
        </section>
      )}
      <section aria-labelledby="journal">
        <h2 id="journal">Nhật ký liên quan</h2>
        <p class="hint">
          Gồm lượt nhập và kiểm tra lại của mọi tập có tên người này, và quyết định ở những tập mà
          các lượt khác nhau ở dòng của người này.
        </p>
        <TimeLine
          entries={timeline.entries}
          names={knownNames(timeline, regime)}
          roster={roster}
          session={session.id}
          asks={mayAsk(visitor.actor?.role, session)}
          rank={3}
        />
      </section>
    </Layout>
  )
}

type RowsProps = AuditPersonPageProps & { readonly sum: NonNullable<AuditedPerson['sum']> }

function Rows({ rows, sum, levels, timeline }: RowsProps) {
  const base = `/sessions/${timeline.session.id}/audit/sheets`
  const cells = [...levels, 'invalid'] as const
  const countOf = (row: RowsProps['sum'], cell: (typeof cells)[number]) =>
    (cell === 'invalid' ? row.invalid : markCount(row, cell)) ?? '…'
  return (
    <section aria-labelledby="rows">
      <h2 id="rows">Số phiếu ở từng tập</h2>
      <div class="scroll" tabindex={0} role="group" aria-label="Số phiếu ở từng tập">
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">Tập</th>
              {cells.map((cell) => (
                <th scope="col" class="number">
                  {word('levels', cell)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ sheet, number, row }) => (
              <tr>
                <th scope="row">
                  <a href={`${base}/${sheet}`}>Tập {number}</a>
                </th>
                {cells.map((cell) => (
                  <td class="number" data-label={word('levels', cell)}>
                    {countOf(row, cell)}
                  </td>
                ))}
              </tr>
            ))}
            <tr>
              <th scope="row">Cộng {rows.length} tập</th>
              {cells.map((cell) => (
                <td class="number" data-label={word('levels', cell)}>
                  <span class="big">{countOf(sum, cell)}</span>
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** What else there is about the person, for whoever may have it. */
function Links({ role, timeline, subject, result }: AuditPersonPageProps) {
  const { session } = timeline
  const base = `/sessions/${session.id}`
  const record = subject.person === null ? undefined : `/persons/${subject.person}/record`
  const links = [
    { act: 'read_outcome', to: `${base}/results`, text: 'Kết quả cả kỳ' },
    { act: 'read_documents', to: `${base}/documents`, text: 'Văn bản của kỳ' },
    {
      act: 'read_extract',
      to: result ? `${base}/subjects/${subject.id}/extract.pdf` : undefined,
      text: 'Trích kết quả (PDF)',
    },
    { act: 'read_uses', to: `${base}/uses/${subject.id}`, text: 'Sử dụng kết quả' },
    { act: 'read_person_record', to: record, text: 'Hồ sơ tín nhiệm qua các kỳ' },
  ] as const
  const shown = links.filter(({ act, to }) => to !== undefined && may(role, act, session.state))
  if (shown.length === 0) return null
  return (
    <nav class="pages" aria-label="Giấy tờ và hồ sơ">
      {shown.map(({ to, text }) => (
        <a class="button" href={to}>
          {text}
        </a>
      ))}
    </nav>
  )
}
