import { LEVELS } from '../../domain/tally.ts'
import type { SubjectOutcome } from '../../domain/outcome.ts'
import { word } from '../../messages/message.ts'

const WIDTH = 1000

/** The marks of one person as one bar over the base; the rest of the base stays empty. */
export function OutcomeBar({ subject }: { subject: SubjectOutcome }) {
  const { value } = subject.base
  if (value === 0) return null
  const counts = LEVELS.map((level) => subject[level].count)
  const edges = counts.map((_, at) => counts.slice(0, at).reduce((sum, count) => sum + count, 0))
  const words = LEVELS.map((level) => `${word('levels', level)} ${subject[level].count}`)
  return (
    <svg
      class="bar"
      viewBox={`0 0 ${WIDTH} 20`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${words.join(', ')}; cơ sở ${value}`}
    >
      <rect class="bar-base" x="0" y="0" width={WIDTH} height="20" />
      {LEVELS.map((level, at) => (
        <rect
          class={`bar-${level}`}
          x={((edges[at] ?? 0) * WIDTH) / value}
          y="0"
          width={((counts[at] ?? 0) * WIDTH) / value}
          height="20"
        />
      ))}
    </svg>
  )
}
