import type { SubjectOutcome } from '../../domain/outcome.ts'
import { LEVELS } from '../../domain/tally.ts'
import { word } from '../../messages/message.ts'

const WIDTH = 1000

/** The marks of one person as one bar over the base; the rest of the base stays empty. */
export function OutcomeBar({ subject }: { subject: SubjectOutcome }) {
  const { value } = subject.base
  if (value === 0) return null
  const marks = LEVELS.flatMap((level) => {
    const share = subject[level]
    return share ? [{ level, count: share.count }] : []
  })
  const edges = marks.map((_, at) => marks.slice(0, at).reduce((sum, { count }) => sum + count, 0))
  const words = marks.map(({ level, count }) => `${word('levels', level)} ${count}`)
  return (
    <svg
      class="bar"
      viewBox={`0 0 ${WIDTH} 20`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${words.join(', ')}; cơ sở ${value}`}
    >
      <rect class="bar-base" x="0" y="0" width={WIDTH} height="20" />
      {marks.map(({ level, count }, at) => (
        <rect
          class={`bar-${level}`}
          x={((edges[at] ?? 0) * WIDTH) / value}
          y="0"
          width={(count * WIDTH) / value}
          height="20"
        />
      ))}
    </svg>
  )
}
