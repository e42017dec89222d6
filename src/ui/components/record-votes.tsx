import type { RecordedVenue, RecordedVote, RevisionFigures } from '../../domain/person-record.ts'
import { type Regime, levelsOf, rulesOf } from '../../domain/regime.ts'
import type { RunningFinding, RunningLink } from '../../domain/running.ts'
import { LEVELS, type Level } from '../../domain/tally.ts'
import { bandText } from '../../messages/band-text.ts'
import { word } from '../../messages/message.ts'
import { dayText } from '../day-text.ts'
import { LevelsChart } from './levels-chart.tsx'
import { ProvisionRef } from './provision-ref.tsx'

/** The votes of one place: the chart, the table with every revision, and the conditions over several votes. */
export function RecordVenue({ venue, id }: { venue: RecordedVenue; id: string }) {
  const levels = LEVELS.filter((level) =>
    venue.votes.some(({ regime }) => levelsOf(regime.regime).includes(level)),
  )
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{venue.name}</h2>
      <LevelsChart venue={venue} id={id} />
      <div class="scroll" tabindex={0} role="group" aria-label={`Các kỳ: ${venue.name}`}>
        <table class="stack results">
          <thead>
            <tr>
              <th scope="col">Ngày, chức vụ</th>
              <th scope="col">Quy định</th>
              <th scope="col">Tổng để tính</th>
              {levels.map((level) => (
                <th scope="col">{word('levels', level)}</th>
              ))}
              <th scope="col">Không hợp lệ</th>
              <th scope="col">Mức, điều khoản</th>
            </tr>
          </thead>
          <tbody>
            {venue.votes.flatMap((vote) => [
              <VoteRow vote={vote} figures={vote.counted} levels={levels} />,
              ...vote.earlier
                .toReversed()
                .map((figures) => <VoteRow vote={vote} figures={figures} levels={levels} />),
            ])}
          </tbody>
        </table>
      </div>
      {venue.running.map((finding) => (
        <Condition finding={finding} />
      ))}
    </section>
  )
}

type VoteRowProps = {
  readonly vote: RecordedVote
  readonly figures: RevisionFigures
  readonly levels: readonly Level[]
}

function VoteRow({ vote, figures, levels }: VoteRowProps) {
  const { regime } = vote.regime
  const { outcome, line } = figures
  const counts = figures === vote.counted
  return (
    <tr class={counts ? undefined : 'replaced'}>
      <th scope="row">
        <div>
          <a href={`/sessions/${vote.session}`}>{dayText(vote.heldOn)}</a>
          <small>{line.position}</small>
          {!counts && <small>Bản thứ {figures.revision}, đã thay bằng bản sau; không tính</small>}
          {counts && figures.revision > 1 && (
            <small>
              Bản thứ {figures.revision}
              {figures.corrigendum && ', có văn bản đính chính'}
            </small>
          )}
        </div>
      </th>
      <td data-label="Quy định">
        <a href={`/regimes/${regime.id}`}>{regime.number}</a>
      </td>
      <td data-label="Tổng để tính">
        <div>
          {outcome ? outcome.base.value : '—'}
          {outcome && <small>{word('bases', outcome.base.name)}</small>}
        </div>
      </td>
      {levels.map((level) => (
        <td data-label={word('levels', level)}>
          <Share figures={figures} level={level} />
        </td>
      ))}
      <td data-label="Không hợp lệ">{line.invalid ?? '—'}</td>
      <td data-label="Mức, điều khoản">
        <Band figures={figures} regime={regime} />
      </td>
    </tr>
  )
}

function Share({ figures, level }: { figures: RevisionFigures; level: Level }) {
  const share = figures.outcome?.[level]
  const count = share?.count ?? figures.line[level]
  if (count === undefined || count === null) return <>—</>
  return (
    <div>
      <strong>{count}</strong>
      {share && <small>{share.percent ? `${share.percent}%` : 'không tính được'}</small>}
    </div>
  )
}

function Band({ figures, regime }: { figures: RevisionFigures; regime: Regime }) {
  const { outcome } = figures
  if (!outcome) return <>Số liệu bị giữ lại: không tính kết quả.</>
  const rule = rulesOf(regime, 'band').find((each) => each.rule.id === outcome.band)
  if (!rule) return <>{word('bands', outcome.band)}</>
  return (
    <div>
      {bandText(outcome.band, regime)} (<ProvisionRef provision={rule.provision} />)
      <small>{rule.rule.consequence}</small>
    </div>
  )
}

/** What a condition over several votes comes to, with its words and every figure it looked at. */
function Condition({ finding }: { finding: RunningFinding }) {
  const { rule, heldOn, answer, links } = finding
  return (
    <div class="notice">
      <p>
        <strong>Xét tại kỳ ngày {dayText(heldOn)}:</strong> {word('personRecord', answer)} (
        <ProvisionRef provision={rule.provision} />
        ).
      </p>
      <p>
        <q>{rule.provision.text}</q>
      </p>
      <ul>
        {links.map((link) => (
          <li>{linkText(link)}</li>
        ))}
      </ul>
      <p>
        Đây là điều phần mềm tìm thấy trong số liệu, không phải quyết định. Cấp có thẩm quyền xem
        xét, quyết định.
      </p>
    </div>
  )
}

function linkText({ year, heldOn, count, base, reached, reason }: RunningLink): string {
  const when = heldOn ? `Ngày ${dayText(heldOn)}` : `Năm ${year}`
  const figures = count !== null && base !== null ? `: ${count}/${base}` : ''
  if (reason) return `${when}${figures}: ${word('runningReasons', reason)}.`
  return `${when}${figures}, ${reached ? 'thuộc' : 'không thuộc'} khoảng tỉ lệ quy định nêu.`
}
