import type { ListedPaper } from '../../actions/own-papers.ts'
import type { OwnPaperSource } from '../../domain/own-paper.ts'
import { type Regime, rulesOf } from '../../domain/regime.ts'
import { type Act, type Role, may } from '../../domain/roles.ts'
import type { Roster } from '../../domain/roster.ts'
import type { Session } from '../../domain/session.ts'
import { ownPaperFile } from './own-paper-links.tsx'

type PrintablePapersProps = {
  readonly session: Session
  readonly roster: Roster
  readonly regime: Regime
  readonly role: Role
  /** The code on the ballots of each kind. */
  readonly codes: ReadonlyMap<string, string>
  /** What the organisation added, as far as the reader may print it now. */
  readonly ownPapers: readonly ListedPaper[]
}

/** The papers the reader may print now, made anew each time; nothing when there are none. */
export function PrintablePapers(props: PrintablePapersProps) {
  const { session, roster, regime, role, codes, ownPapers } = props
  const ownOf = (source: OwnPaperSource) => ownPapers.filter((each) => each.source === source)
  const allowed = (act: Act) => may(role, act, session.state)
  const planned = roster.ballotKinds.some(({ sheets }) => sheets.length > 0)
  const ballots = allowed('read_ballot_papers')
  const all = [
    {
      shown: rulesOf(regime, 'criterion').length > 0,
      source: 'criteria',
      file: 'criteria.pdf',
      name: 'Tờ tiêu chí',
      use: 'phát cho người ghi phiếu',
    },
    {
      shown: planned && allowed('read_tally_sheets'),
      source: 'tally_sheet',
      file: 'tally-sheets.pdf',
      name: 'Bảng kẻ phiếu',
      use: 'một bảng cho mỗi tập, có mã để mở tập khi nhập',
    },
    {
      shown: allowed('read_zero_report'),
      source: 'zero_report',
      file: 'zero-report.pdf',
      name: 'Báo cáo số 0',
      use: 'tình trạng khi mở kiểm phiếu, ký trước khi đọc phiếu',
    },
    {
      shown: allowed('read_role_cards'),
      source: 'role_cards',
      file: 'role-cards.pdf',
      name: 'Thẻ việc',
      use: 'mỗi vai một trang: giữ lại gì, đối chiếu gì, với các mã của kỳ này lúc in',
    },
    {
      shown: allowed('read_entry_log'),
      source: 'entry_log',
      file: 'entry-log.pdf',
      name: 'Nhật ký nhập phiếu',
      use: 'ai nhập lượt nào, khác nhau chỗ nào, Trưởng ban quyết định gì',
    },
  ] as const
  const papers = all.filter(({ shown }) => shown)
  if (papers.length === 0 && !ballots) return null
  return (
    <section class="screen-only" aria-labelledby="papers-title">
      <h2 id="papers-title">Giấy tờ để in</h2>
      <ul>
        {ballots &&
          roster.ballotKinds.map(({ id, code, title }) => {
            const file = `/sessions/${session.id}/ballot-papers.pdf?kind=${encodeURIComponent(id)}`
            return (
              <li>
                <a href={file}>Phiếu tín nhiệm loại {code} (PDF, A4)</a>,{' '}
                <a href={`${file}&size=a5`} aria-label={`Phiếu tín nhiệm loại ${code}, A5`}>
                  A5
                </a>
                : {title}; in hai mặt, đóng dấu treo. Mã in trên phiếu: <code>{codes.get(id)}</code>
              </li>
            )
          })}
        {ballots &&
          roster.ballotKinds.flatMap(({ id, code }) =>
            ownOf('ballot').map(({ name, title }) => {
              const file = `${ownPaperFile(session.id, name)}?kind=${encodeURIComponent(id)}`
              return (
                <li>
                  <a href={file}>
                    {title}, loại {code} (PDF, A4)
                  </a>
                  ,{' '}
                  <a href={`${file}&size=a5`} aria-label={`${title}, loại ${code}, A5`}>
                    A5
                  </a>
                  : văn bản riêng của đơn vị
                </li>
              )
            }),
          )}
        {papers.map(({ source, file, name, use }) => (
          <>
            <li>
              <a href={`/sessions/${session.id}/${file}`}>{name} (PDF)</a>: {use}
            </li>
            {ownOf(source).map((own) => (
              <li>
                <a href={ownPaperFile(session.id, own.name)}>{own.title} (PDF)</a>: văn bản riêng
                của đơn vị, cùng số liệu với {name.toLowerCase()}
              </li>
            ))}
          </>
        ))}
      </ul>
    </section>
  )
}
