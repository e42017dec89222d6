import type { Role } from './roles.ts'
import type { Instant } from './time.ts'

/** At most so many characters are written at a time. */
export const COMMENT_LIMIT = 2000

/** What a thread can be about. */
export const ABOUT_KINDS = ['session', 'sheet', 'person', 'document', 'entry'] as const
export type AboutKind = (typeof ABOUT_KINDS)[number]

/**
 * What a thread is about: the session as a whole (`id` null), or a bundle, a person on the list, a version of a
 * document by its id, or an entry of the session's journal by its place there, written as a number.
 */
export type About = { readonly kind: AboutKind; readonly id: string | null }

/** What can happen in a thread. `written` and `reopened` carry a text. */
export const TURN_ACTS = ['written', 'withdrawn', 'settled', 'reopened'] as const
export type TurnAct = (typeof TURN_ACTS)[number]

/** One thing that happened in a thread: nothing is ever changed or removed, only the next one is added. */
export type Turn = {
  /** Its place in the thread, from 1. */
  readonly number: number
  readonly act: TurnAct
  readonly text: string | null
  /** The number of the turn whose text its author takes back. */
  readonly withdraws: number | null
  readonly account: string
  /** What the account was when it did so. */
  readonly role: Role
  readonly at: Instant
}

/** A question about a session and what followed; its first turn is the question. */
export type Thread = {
  /** Its number in the session, from 1. */
  readonly number: number
  readonly about: About
  readonly turns: readonly Turn[]
}

/** What the journal says of threads; `thread` is the number in the session, `number` the place in the thread. */
export type CommentEvent = { readonly session: string; readonly thread: number } & (
  | {
      readonly type: 'comment_thread_opened'
      readonly about: About
      /** The question: number 1 of the thread. */
      readonly text: string
    }
  | { readonly type: 'comment_written'; readonly number: number; readonly text: string }
  | {
      readonly type: 'comment_withdrawn'
      readonly number: number
      /** The number of what its author takes back; it stays readable. */
      readonly withdraws: number
    }
  | { readonly type: 'comment_thread_settled'; readonly number: number }
  | { readonly type: 'comment_thread_reopened'; readonly number: number; readonly text: string }
)

/** Whether the thread is closed: marked as settled, and not opened again since. */
export function isSettled({ turns }: Pick<Thread, 'turns'>): boolean {
  return turns.findLast(({ act }) => act === 'settled' || act === 'reopened')?.act === 'settled'
}

/** The numbers of the turns whose texts were taken back. */
export function withdrawnIn({ turns }: Pick<Thread, 'turns'>): ReadonlySet<number> {
  return new Set(turns.flatMap(({ withdraws }) => withdraws ?? []))
}

/** Who has the next word in a thread. */
export type Awaited = 'auditor' | 'organisation'

/**
 * Who has the next word: the organisation after what an auditor wrote and did not take back, otherwise the auditor; `null`
 * in a settled thread.
 */
export function awaitedIn(thread: Pick<Thread, 'turns'>): Awaited | null {
  if (isSettled(thread)) return null
  const withdrawn = withdrawnIn(thread)
  const last = thread.turns.findLast(({ text, number }) => text !== null && !withdrawn.has(number))
  return last?.role === 'auditor' ? 'organisation' : 'auditor'
}

/** On which side of a thread somebody stands. */
export function sideOf(role: Role): Awaited {
  return role === 'auditor' ? 'auditor' : 'organisation'
}

/**
 * Why this cannot be the next turn, for whoever last saw turn `seen`; `null` where it can. What is settled is first opened
 * again; what came between is first read.
 */
export function turnFault(
  thread: Pick<Thread, 'turns'>,
  act: Exclude<TurnAct, 'withdrawn'>,
  seen: number,
): 'thread_settled' | 'thread_open' | 'thread_changed' | null {
  const settled = isSettled(thread)
  if (settled && act !== 'reopened') return 'thread_settled'
  if (!settled && act === 'reopened') return 'thread_open'
  return seen === thread.turns.length ? null : 'thread_changed'
}
