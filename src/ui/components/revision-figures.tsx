import { percentText } from '../../domain/percent.ts'
import type { Regime } from '../../domain/regime.ts'
import type {
  ComparedFigure,
  ComparedFigureName,
  ComparedValue,
  ValueDifference,
} from '../../domain/revision-comparison.ts'
import { bandText } from '../../messages/band-text.ts'
import { phrase, word } from '../../messages/message.ts'

type RevisionFiguresProps = {
  readonly figures: readonly ComparedFigure[]
  readonly regime: Regime
  readonly from: number
  readonly to: number
  /** Whether figures that stayed the same are shown as well. */
  readonly all: boolean
}

/** Old, new and the difference, under whom or what they are about. */
export function RevisionFigures({ figures, regime, from, to, all }: RevisionFiguresProps) {
  const shown = figures.filter(({ changed }) => all || changed)
  if (shown.length === 0) return <p>Không số nào khác nhau giữa hai lần tính.</p>
  const [old, now] = [`Lần ${from}`, `Lần ${to}`]
  return (
    <div class="scroll" tabindex={0} role="group" aria-label="Số liệu hai lần tính">
      <table class="compared">
        <thead>
          <tr>
            <th scope="col">Số liệu</th>
            <th scope="col">{old}</th>
            <th scope="col">{now}</th>
            <th scope="col">Chênh</th>
          </tr>
        </thead>
        {groupsOf(shown).map((group) => (
          <tbody>
            <tr class="place">
              <th scope="rowgroup" colspan={4}>
                {placeText(group[0]!)}
              </th>
            </tr>
            {group.map((each) => (
              <tr>
                <th scope="row">{figureText(each.figure)}</th>
                <td data-label={old}>{valueText(each, each.old, regime)}</td>
                <td data-label={now} class={each.changed ? 'apart' : ''}>
                  {valueText(each, each.now, regime)}
                </td>
                <td data-label="Chênh">
                  {each.changed ? differenceText(each.difference) : 'như cũ'}
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

/** The figures that stand below each other about the same. */
function groupsOf(figures: readonly ComparedFigure[]): readonly (readonly ComparedFigure[])[] {
  const groups: ComparedFigure[][] = []
  for (const each of figures) {
    const last = groups.at(-1)
    const same = last?.[0]
    const together =
      same?.ballotKind?.id === each.ballotKind?.id && same?.subject?.id === each.subject?.id
    if (last && together) last.push(each)
    else groups.push([each])
  }
  return groups
}

function placeText({ ballotKind, subject }: ComparedFigure): string {
  if (!ballotKind) return 'Cả kỳ'
  const kind = `Loại phiếu ${ballotKind.id}: ${ballotKind.title}`
  return subject ? `${subject.name} (loại phiếu ${ballotKind.id})` : kind
}

function figureText(figure: ComparedFigureName): string {
  const level = /^(.+)_share$/.exec(figure)?.[1]
  if (level) {
    const name = word('levels', level).toLowerCase()
    return phrase('comparedFigures', 'share', { level: name })
  }
  const text = word('comparedFigures', figure)
  return text === figure ? word('levels', figure) : text
}

function valueText({ figure }: ComparedFigure, value: ComparedValue, regime: Regime): string {
  if (value === null) return 'không có'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'object') {
    const percent = percentText(value.count, value.of)
    return percent === null
      ? `${value.count}/${value.of}`
      : `${value.count}/${value.of} (${percent}%)`
  }
  if (figure === 'status') return word('comparedStatus', value)
  return figure === 'band' ? bandText(value, regime) : value
}

function differenceText(difference: ValueDifference): string {
  if (difference === null) return 'khác'
  const text = String(difference).replace('-', '−')
  return text === '0' || text.startsWith('−') ? text : `+${text}`
}
