import type { JournalEntry } from '../../domain/journal.ts'
import type { Roster } from '../../domain/roster.ts'
import { type TimelineEntry, vietnamDay } from '../../domain/timeline.ts'
import type { KnownNames } from '../../messages/entry-words.ts'
import { weekdayText } from '../day-text.ts'
import { ProgramLines } from './program-lines.tsx'
import { type EntryProof, TimeLineEntry } from './time-line-entry.tsx'

/** An entry, with what proves it where that is known. */
export type ShownEntry = TimelineEntry & { readonly proof?: EntryProof }

type TimeLineProps = {
  /** In the order of their places. */
  readonly entries: readonly ShownEntry[]
  /** What happened to the program between them, by number. */
  readonly program?: readonly JournalEntry[]
  readonly names: KnownNames
  readonly roster?: Roster | undefined
  /** The session whose sheets are linked; left out where they are on another machine. */
  readonly session?: string
  /** Whether the reader may ask the organisation about an entry. */
  readonly asks?: boolean
  /** Which day headings are: 3 under a heading of the page's second rank. */
  readonly rank?: 2 | 3
}

type Line = { readonly at: string; readonly seq: number } & (
  | { readonly entry: ShownEntry; readonly back: boolean }
  | { readonly program: readonly JournalEntry[] }
)

/** Entries of a session under the days they say, in the order of their places, never of the clock. */
export function TimeLine({ entries, program = [], rank = 2, ...known }: TimeLineProps) {
  const Heading = rank === 2 ? 'h2' : 'h3'
  return (
    <div class="timeline">
      {daysOf(linesOf(entries, program)).map(({ day, lines }) => (
        <section>
          <Heading class="day">{weekdayText(day)}</Heading>
          <ol class="plain">
            {lines.map((line) =>
              'entry' in line ? (
                <TimeLineEntry entry={line.entry} back={line.back} {...known} />
              ) : (
                <ProgramLines entries={line.program} />
              ),
            )}
          </ol>
        </section>
      ))}
    </div>
  )
}

/** The entries with what happened to the program between them, those side by side together. */
function linesOf(
  entries: readonly ShownEntry[],
  program: readonly JournalEntry[],
): readonly Line[] {
  const lines: Line[] = []
  let next = 0
  const putProgram = (below: number) => {
    const from = next
    while (next < program.length && program[next]!.seq < below) next += 1
    const between = program.slice(from, next)
    const [first] = between
    if (first) lines.push({ at: first.at, seq: first.seq, program: between })
  }
  for (const [at, entry] of entries.entries()) {
    putProgram(entry.seq)
    const before = entries[at - 1]
    lines.push({ at: entry.at, seq: entry.seq, entry, back: !!before && before.at > entry.at })
  }
  putProgram(Infinity)
  return lines
}

/** The lines that stand one after the other and say the same day. */
function daysOf(lines: readonly Line[]) {
  const days: { day: string; lines: Line[] }[] = []
  for (const line of lines) {
    const day = vietnamDay(line.at)
    const last = days.at(-1)
    if (last?.day === day) last.lines.push(line)
    else days.push({ day, lines: [line] })
  }
  return days
}
