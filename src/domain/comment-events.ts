import type { About, CommentEvent, Thread, Turn, TurnAct } from './comment.ts'
import type { JournalEntry, JournalEvent } from './journal.ts'

/** One entry as a turn of its thread; `about` where it opens one. */
export type TurnTold = {
  readonly thread: number
  readonly about: About | null
  readonly turn: Turn
}

const ACTS = {
  comment_thread_opened: 'written',
  comment_written: 'written',
  comment_withdrawn: 'withdrawn',
  comment_thread_settled: 'settled',
  comment_thread_reopened: 'reopened',
} as const satisfies Record<CommentEvent['type'], TurnAct>

function isOfThread(event: JournalEvent): event is CommentEvent {
  return Object.hasOwn(ACTS, event.type)
}

/** What the entry says happened in a thread of a session; `null` for every other entry. */
export function turnTold({ event, actor, at }: Omit<JournalEntry, 'seq'>): TurnTold | null {
  if (!isOfThread(event) || actor === null) return null
  const { account, role } = actor
  return {
    thread: event.thread,
    about: event.type === 'comment_thread_opened' ? event.about : null,
    turn: {
      number: event.type === 'comment_thread_opened' ? 1 : event.number,
      act: ACTS[event.type],
      text: 'text' in event ? event.text : null,
      withdraws: event.type === 'comment_withdrawn' ? event.withdraws : null,
      account,
      role,
      at,
    },
  }
}

/** The threads that a session's entries tell of, in the order they were opened. */
export function threadsTold(entries: readonly JournalEntry[]): readonly Thread[] {
  const threads = new Map<number, { number: number; about: About; turns: Turn[] }>()
  for (const entry of entries) {
    const told = turnTold(entry)
    if (!told) continue
    const { thread: number, about, turn } = told
    if (about) threads.set(number, { number, about, turns: [turn] })
    else threads.get(number)?.turns.push(turn)
  }
  return [...threads.values()]
}
