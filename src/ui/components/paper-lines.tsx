import { UNREAD } from '../../domain/ballot.ts'
import type { Subject } from '../../domain/roster.ts'
import type { Level } from '../../domain/tally.ts'
import { word } from '../../messages/message.ts'
import { lineSigns } from '../ballot-data.ts'
import type { Paper } from '../ballot-paper.ts'
import { lineField } from '../forms/ballot-form.ts'

type PaperProps = {
  readonly subjects: readonly Subject[]
  readonly levels: readonly Level[]
  readonly paper: Paper
  /** Whether lines without a mark are pointed out. */
  readonly complain: boolean
}

/** One paper to be read: a line for each person in ballot order, with a box for each mark beside it. */
export function PaperLines(props: PaperProps) {
  const { subjects, levels } = props
  return (
    <div class={levels.length === 2 ? 'paper two' : 'paper'}>
      <div class="paper-columns" aria-hidden="true">
        <span>Họ tên</span>
        {lineSigns(levels).map(({ sign, level }) => (
          <span>
            <kbd>{sign}</kbd> {word('levels', level)}
          </span>
        ))}
      </div>
      {subjects.map((subject, at) => (
        <Line {...props} subject={subject} at={at} />
      ))}
    </div>
  )
}

function Line(props: PaperProps & { readonly subject: Subject; readonly at: number }) {
  const { subject, at, levels, paper, complain } = props
  const sign = paper.signs[at]
  const missing = complain && sign === UNREAD
  return (
    <div
      class={missing ? 'paper-line missing' : 'paper-line'}
      role="radiogroup"
      aria-labelledby={`line-${at}`}
      data-line={at}
    >
      <div class="voted" id={`line-${at}`}>
        <span class="order">{at + 1}.</span>
        <span>
          {subject.name} <small>{subject.position}</small>
        </span>
      </div>
      {lineSigns(levels).map((each) => (
        <label class={`box ${each.level}`}>
          <input
            type="radio"
            name={lineField(at)}
            value={each.sign}
            checked={sign === each.sign}
            disabled={!paper.open.includes(at)}
          />
          <span class="sign" aria-hidden="true">
            {each.sign}
          </span>
          <span class="what">{word('levels', each.level)}</span>
        </label>
      ))}
    </div>
  )
}
