import type { RecordedVenue, RecordedVote } from '../../domain/person-record.ts'
import { LEVELS, type Level } from '../../domain/tally.ts'
import { word } from '../../messages/message.ts'
import { dayText } from '../day-text.ts'

/** Heights in CSS pixels: a line of words, its bar, and the room below. */
const ROW = { words: 20, bar: 22, gap: 14 } as const
const PITCH = ROW.words + ROW.bar + ROW.gap

/**
 * The marks of one person over the years in one place: a bar for each vote on the base of that vote, oldest on top.
 * Widths are shares of the width of the page, so that words keep their size on a small screen; marks are told
 * apart by pattern, not by colour alone. The table beside it says the same in words.
 */
export function LevelsChart({ venue, id }: { venue: RecordedVenue; id: string }) {
  const votes = venue.votes.filter(({ counted }) => (counted.outcome?.base.value ?? 0) > 0)
  if (votes.length === 0) return null
  const levels = LEVELS.filter((level) => votes.some(({ counted }) => counted.outcome?.[level]))
  return (
    <figure class="levels-chart">
      <figcaption id={`${id}-caption`}>
        Các mức qua từng kỳ tại {venue.name}: mỗi thanh dài bằng tổng để tính của kỳ đó.
      </figcaption>
      <svg
        width="100%"
        height={votes.length * PITCH}
        role="img"
        aria-labelledby={`${id}-caption ${id}-words`}
      >
        <desc id={`${id}-words`}>{votes.map(voteWords).join('; ')}.</desc>
        <Patterns id={id} />
        {votes.map((vote, at) => (
          <VoteBar vote={vote} levels={levels} y={at * PITCH} id={id} />
        ))}
      </svg>
      <ul class="legend" aria-hidden="true">
        {levels.map((level) => (
          <li>
            <svg width="28" height="14">
              <rect class="chart-edge" width="28" height="14" fill={`url(#${id}-${level})`} />
            </svg>{' '}
            {word('levels', level)}
          </li>
        ))}
        <li>
          <svg width="28" height="14">
            <rect class="chart-edge chart-rest" width="28" height="14" />
          </svg>{' '}
          Không tính cho mức nào
        </li>
      </ul>
    </figure>
  )
}

function VoteBar(props: { vote: RecordedVote; levels: readonly Level[]; y: number; id: string }) {
  const { vote, levels, y, id } = props
  const outcome = vote.counted.outcome!
  const { value } = outcome.base
  const counts = levels.map((level) => outcome[level]?.count ?? 0)
  const edges = counts.map((_, at) => counts.slice(0, at).reduce((sum, each) => sum + each, 0))
  const top = y + ROW.words
  return (
    <g>
      <text class="chart-words" x="0" y={y + 13}>
        {dayText(vote.heldOn)} · tổng để tính {value}
        {vote.counted.revision > 1 && ` · bản thứ ${vote.counted.revision}`}
      </text>
      <rect class="chart-edge chart-rest" x="0" y={top} width="100%" height={ROW.bar} />
      {levels.map((level, at) => (
        <rect
          class="chart-edge"
          fill={`url(#${id}-${level})`}
          x={part(edges[at]!, value)}
          y={top}
          width={part(counts[at]!, value)}
          height={ROW.bar}
        />
      ))}
      {levels.map(
        (level, at) =>
          // A number stands on its mark only where there is room for it on the smallest screen.
          counts[at]! * 8 >= value && (
            <text
              class="chart-count"
              x={part(2 * edges[at]! + counts[at]!, 2 * value)}
              y={top + 16}
              aria-label={word('levels', level)}
            >
              {counts[at]}
            </text>
          ),
      )}
    </g>
  )
}

/** A share of the width in hundredths of a percent, cut: ink only, in whole numbers. */
function part(count: number, base: number): string {
  const hundredths = Math.floor((count * 10_000) / base)
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}%`
}

function voteWords({ heldOn, counted }: RecordedVote): string {
  const { outcome } = counted
  const marks = LEVELS.flatMap((level) => {
    const share = outcome?.[level]
    return share
      ? [`${word('levels', level).toLowerCase()} ${share.count} (${share.percent}%)`]
      : []
  })
  return `Ngày ${dayText(heldOn)}, trên ${outcome?.base.value}: ${marks.join(', ')}`
}

/** Full, hatched and crossed, as on paper: they stay apart in black and white. */
function Patterns({ id }: { id: string }) {
  const pattern = (level: Level, strokes: string) => (
    <pattern id={`${id}-${level}`} width="8" height="8" patternUnits="userSpaceOnUse">
      <rect width="8" height="8" class={`bar-${level}`} />
      {strokes && <path d={strokes} class="chart-strokes" />}
    </pattern>
  )
  const [hatch, cross] = ['M-2 2l4-4M0 8l8-8M6 10l4-4', 'M0 0l8 8M0 8l8-8']
  return (
    <defs>
      {pattern('high', '')}
      {pattern('medium', hatch)}
      {pattern('low', cross)}
      {pattern('confidence', '')}
      {pattern('no_confidence', cross)}
    </defs>
  )
}
