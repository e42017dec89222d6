import type { SubjectOutcome } from '../../domain/outcome.ts'
import { type Regime, levelsOf, rulesOf } from '../../domain/regime.ts'
import type { BallotKindTally } from '../../domain/tally.ts'
import { bandText } from '../../messages/band-text.ts'
import { word } from '../../messages/message.ts'
import { OutcomeBar } from './outcome-bar.tsx'

/** A paper about one person, and where it is. */
export type PersonPaper = { readonly title: string; readonly file: string }

type OutcomeTableProps = {
  readonly kind: BallotKindTally
  /** The outcomes of this kind's people. */
  readonly subjects: readonly SubjectOutcome[]
  readonly regime: Regime
  /** The papers about each person, in the order of the ballot; empty while there are none. */
  readonly extracts: readonly (readonly PersonPaper[])[]
}

/** What follows for each person of one ballot kind, in the order of the ballot. */
export function OutcomeTable({ kind, subjects, regime, extracts }: OutcomeTableProps) {
  const levels = levelsOf(regime)
  return (
    <div class="scroll" tabindex={0} role="group" aria-label={`Kết quả loại phiếu ${kind.id}`}>
      <table class="results stack">
        <thead>
          <tr>
            <th scope="col">Họ tên</th>
            {levels.map((level) => (
              <th scope="col" class="number">
                {word('levels', level)}
              </th>
            ))}
            <th scope="col" class="number">
              Dòng không hợp lệ
            </th>
            <th scope="col">Theo quy định</th>
          </tr>
        </thead>
        <tbody>
          {kind.subjects.map((person, at) => {
            const subject = subjects.find((each) => each.id === person.id)
            return (
              subject && (
                <tr>
                  <th scope="row">
                    <span class="order">{at + 1}.</span> {person.name}
                    <small>{person.position}</small>
                    <OutcomeBar subject={subject} />
                    {extracts[at]?.map(({ title, file }) => (
                      <small>
                        <a href={file} aria-label={`${title} của ${person.name}`}>
                          {title} (PDF)
                        </a>
                      </small>
                    ))}
                  </th>
                  {levels.map((level) => (
                    <td class="number" data-label={word('levels', level)}>
                      <span class="big">{subject[level]?.count}</span>
                      <small>{percentOf(subject[level]?.percent ?? null)}</small>
                    </td>
                  ))}
                  <td class="number" data-label="Dòng không hợp lệ">
                    {person.invalid}
                  </td>
                  <td>
                    <Band subject={subject} regime={regime} />
                  </td>
                </tr>
              )
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function percentOf(percent: string | null): string {
  return percent === null ? 'không tính được' : `${percent}%`
}

function Band({ subject, regime }: { subject: SubjectOutcome; regime: Regime }) {
  const { band, provision, distance } = subject
  if (band === 'undetermined') return <p>Không xác định: không có phiếu để tính.</p>
  const rule = ruleOf(regime, band)
  return (
    <>
      {rule ? (
        <p>
          <strong>{bandText(band, regime)}</strong> ({provision}). {rule.consequence} Cấp có thẩm
          quyền xem xét, quyết định.
        </p>
      ) : (
        <p>Không thuộc mức phải xem xét.</p>
      )}
      {distance.toNext && (
        <small>
          Thêm {distance.toNext.votes} phiếu “
          {word('levels', ruleOf(regime, distance.toNext.band)?.level ?? 'low').toLowerCase()}” thì
          đến mức “{bandText(distance.toNext.band, regime).toLowerCase()}”.
        </small>
      )}
    </>
  )
}

function ruleOf(regime: Regime, band: string) {
  return rulesOf(regime, 'band').find(({ rule }) => rule.id === band)?.rule
}
