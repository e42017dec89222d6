import type { SubjectOutcome } from '../../domain/outcome.ts'
import { type Regime, levelsOf, rulesOf } from '../../domain/regime.ts'
import type { BallotKindTally } from '../../domain/tally.ts'
import { bandText } from '../../messages/band-text.ts'
import { word } from '../../messages/message.ts'
import { OutcomeBar } from './outcome-bar.tsx'
import { type ShareRow, ShareTable } from './share-table.tsx'

/** A paper about one person, and where it is. */
export type PersonPaper = { readonly title: string; readonly file: string }

type OutcomeTableProps = {
  readonly kind: BallotKindTally
  /** The outcomes of this kind's people. */
  readonly subjects: readonly SubjectOutcome[]
  readonly regime: Regime
  /** The papers about each person, in the order of the ballot; empty while there are none. */
  readonly extracts: readonly (readonly PersonPaper[])[]
  /** The place of the first of these people on the ballot; 1 where left out. */
  readonly first?: number
}

/** What follows for each person of one ballot kind, in the order of the ballot. */
export function OutcomeTable(props: OutcomeTableProps) {
  const { kind, subjects, regime, extracts, first } = props
  const levels = levelsOf(regime)
  const rows = kind.subjects.flatMap((person, at): ShareRow[] => {
    const subject = subjects.find((each) => each.id === person.id)
    if (!subject) return []
    const { name, position, invalid } = person
    return [
      {
        name,
        position,
        invalid,
        shares: levels.flatMap((level) => subject[level] ?? []),
        beside: (
          <>
            <OutcomeBar subject={subject} />
            {extracts[at]?.map(({ title, file }) => (
              <small>
                <a href={file} aria-label={`${title} của ${name}`}>
                  {title} (PDF)
                </a>
              </small>
            ))}
          </>
        ),
        ruling: <Band subject={subject} regime={regime} />,
      },
    ]
  })
  const label = `Kết quả loại phiếu ${kind.id}`
  return <ShareTable label={label} levels={levels} rows={rows} first={first} />
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
