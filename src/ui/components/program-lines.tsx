import type { JournalEntry } from '../../domain/journal.ts'
import { word } from '../../messages/message.ts'
import { clockText, instantText } from '../day-text.ts'

/** More of them side by side are folded, jumps of the clock and restored backups never. */
const FOLDED_FROM = 4

/** What happened to the program between two entries of a session, each as a line of its own. */
export function ProgramLines({ entries }: { readonly entries: readonly JournalEntry[] }) {
  const starts = entries.filter(({ event }) => event.type === 'program_started')
  if (starts.length < FOLDED_FROM)
    return (
      <>
        {entries.map((each) => (
          <ProgramLine entry={each} />
        ))}
      </>
    )
  const others = entries.filter((each) => !starts.includes(each))
  return (
    <>
      <li class="program">
        <details>
          <summary>
            {word('events', 'program_started')} {starts.length} lần, từ {instantText(starts[0]!.at)}{' '}
            đến {instantText(starts.at(-1)!.at)}
          </summary>
          <ol class="plain">
            {starts.map((each) => (
              <ProgramLine entry={each} />
            ))}
          </ol>
        </details>
      </li>
      {others.map((each) => (
        <ProgramLine entry={each} />
      ))}
    </>
  )
}

function ProgramLine({ entry: { seq, at, event } }: { readonly entry: JournalEntry }) {
  return (
    <li class={event.type === 'program_started' ? 'program' : 'program jump'}>
      <time datetime={at}>{clockText(at)}</time> {word('events', event.type)}
      {programText(event)} <small>mục {seq} của nhật ký chung</small>
    </li>
  )
}

function programText(event: JournalEntry['event']): string {
  switch (event.type) {
    case 'program_started':
      return `, phiên bản ${event.program}`
    case 'clock_jumped': {
      const { jumpSeconds } = event
      return `: ${jumpSeconds < 0 ? 'lùi' : 'tiến'} ${Math.abs(jumpSeconds)} giây, lẽ ra là ${instantText(event.expected)}`
    }
    case 'restored':
      return `, bản sao lưu lúc ${instantText(event.madeAt)}`
    default:
      return ''
  }
}
