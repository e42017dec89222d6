import type { AuditedSheet } from '../../actions/audited-sheet.ts'
import type { Difference } from '../../domain/entry.ts'
import type { Regime } from '../../domain/regime.ts'
import { findingMessage, word } from '../../messages/message.ts'
import { AuditHeading } from '../components/audit-heading.tsx'
import { CountsTable } from '../components/counts-table.tsx'
import { MadeAnswers } from '../components/made-answers.tsx'
import { AskLink, mayAsk } from '../components/ask-link.tsx'
import { TimeLine } from '../components/time-line.tsx'
import { instantText } from '../day-text.ts'
import { knownNames } from '../known-names.ts'
import { Layout } from '../layout.tsx'
import { sheetPlace } from '../places.ts'
import type { Visitor } from '../visitor.ts'

type AuditSheetPageProps = AuditedSheet & { readonly visitor: Visitor; readonly regime: Regime }

/** Everything that happened to one bundle of ballots. */
export function AuditSheetPage(props: AuditSheetPageProps) {
  const { visitor, regime, timeline, kind, sheet, cells, definitive, findings, answers } = props
  const { session, roster, authors, withheld } = timeline
  const names = knownNames(timeline, regime)
  return (
    <Layout title={`Tập phiếu ${sheet.number}`} visitor={visitor}>
      <AuditHeading session={session} page={`Tập phiếu số ${sheet.number}`} />
      <AskLink
        session={session}
        role={visitor.actor?.role}
        about={{ kind: 'sheet', id: sheet.id }}
        text="Hỏi đơn vị về tập này…"
      />
      <p>
        Loại phiếu {kind.code}: {kind.title}. {sheet.ballots} phiếu theo dự kiến,{' '}
        {sheet.passesRequired} lượt nhập. Tình trạng: {word('sheetStates', sheet.state)}.
      </p>
      {withheld && (
        <p class="notice caution">
          Còn tập phiếu chưa khớp nên số liệu các lượt nhập không hiện ở đây.
        </p>
      )}
      {!withheld && <Attempts {...props} />}
      {cells.length > 0 && <Cells {...props} />}
      {definitive && (
        <section aria-labelledby="definitive">
          <h2 id="definitive">Số liệu của tập</h2>
          <CountsTable counts={definitive} subjects={names.subjects} />
          {findings.map((found) => (
            <p class="warn">
              {sheetPlace(found.path, kind.subjects)}: {findingMessage(found)}
            </p>
          ))}
        </section>
      )}
      {!withheld && (
        <section aria-labelledby="answers">
          <h2 id="answers">Cảnh báo về tập này</h2>
          <MadeAnswers answers={answers} roster={roster} authors={authors} />
        </section>
      )}
      <section aria-labelledby="journal">
        <h2 id="journal">Nhật ký của tập</h2>
        <TimeLine
          entries={timeline.entries}
          names={names}
          roster={roster}
          session={session.id}
          asks={mayAsk(visitor.actor?.role, session)}
          rank={3}
        />
      </section>
    </Layout>
  )
}

function Attempts({ attempts, timeline }: AuditSheetPageProps) {
  const { authors } = timeline
  return (
    <section aria-labelledby="attempts">
      <h2 id="attempts">Các lượt đã nộp</h2>
      <div class="scroll" tabindex={0} role="group" aria-label="Các lượt đã nộp">
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">Lượt, lần</th>
              <th scope="col">Người nhập</th>
              <th scope="col">Nộp lúc</th>
              <th scope="col" class="number">
                {word('counts', 'collected')}
              </th>
              <th scope="col" class="number">
                {word('counts', 'valid')}
              </th>
              <th scope="col" class="number">
                {word('counts', 'invalid')}
              </th>
            </tr>
          </thead>
          <tbody>
            {attempts.map(({ pass, attempt, at, newest }) => (
              <tr>
                <th scope="row">
                  Lượt {pass.passNo}, lần {attempt}
                  {!newest && <small>đã nộp lại</small>}
                </th>
                <td data-label="Người nhập">{authors.get(pass.account) ?? pass.account}</td>
                <td data-label="Nộp lúc">{instantText(at)}</td>
                {(['collected', 'valid', 'invalid'] as const).map((name) => (
                  <td class="number" data-label={word('counts', name)}>
                    {pass.counts[name] ?? 'trống'}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Cells({ cells, attempts, kind }: AuditSheetPageProps) {
  const newest = attempts.map((each) => each.newest)
  return (
    <section aria-labelledby="cells">
      <h2 id="cells">Những ô các lần nộp không giống nhau</h2>
      <div class="scroll" tabindex={0} role="group" aria-label="Những ô khác nhau">
        <table class="differing">
          <thead>
            <tr>
              <th scope="col">Ô</th>
              {attempts.map(({ pass, attempt }) => (
                <th scope="col" class="number">
                  Lượt {pass.passNo}, lần {attempt}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cells.map((cell) => (
              <tr>
                <th scope="row">
                  {sheetPlace(cell.path, kind.subjects)}
                  <small>{isApart(cell, newest) ? 'vẫn khác' : 'đã giống ở lần nộp cuối'}</small>
                </th>
                {cell.values.map(({ value }) => (
                  <td class={isApart(cell, newest) ? 'number apart' : 'number'}>
                    {value ?? 'trống'}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** Whether the newest submissions of the passes still differ in the cell. */
function isApart({ values }: Difference, newest: readonly boolean[]): boolean {
  const last = values.filter((_, at) => newest[at])
  return last.some(({ value }) => value !== last[0]!.value)
}
