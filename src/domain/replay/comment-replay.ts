import { turnTold } from '../comment-events.ts'
import { putFact } from './facts.ts'
import type { Replayed, SessionReplay } from './session-replay.ts'

/** What entries say of threads between auditor and organisation. */
export function replayComment({ facts }: SessionReplay, replayed: Replayed): void {
  const { event, at, actor } = replayed
  const told = turnTold({ event, at, actor })
  if (!told) return
  const { thread, about, turn } = told
  if (about)
    putFact(facts, 'comment_threads', String(thread), {
      about_kind: about.kind,
      about_id: about.id,
    })
  const { number, act, text, withdraws, account, role } = turn
  putFact(facts, 'comments', `${thread}#${number}`, {
    act,
    text,
    withdraws,
    account_id: account,
    role,
    written_at: at,
  })
}
