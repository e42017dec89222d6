import { describe, expect, test } from 'vitest'
import {
  type Turn,
  type TurnAct,
  awaitedIn,
  isSettled,
  sideOf,
  turnFault,
  withdrawnIn,
} from '../../src/domain/comment.ts'
import { threadsTold, turnTold } from '../../src/domain/comment-events.ts'
import type { JournalEntry } from '../../src/domain/journal.ts'
import { ROLES, type Role } from '../../src/domain/roles.ts'

type Step = readonly [act: TurnAct, role: Role, withdraws?: number]

/** A thread in which that happened, one after the other. */
function threadOf(...steps: readonly Step[]) {
  return {
    turns: steps.map(([act, role, withdraws = null], at): Turn => {
      const text = act === 'written' || act === 'reopened' ? `${at + 1}` : null
      const when = '2026-02-05T12:00:00.000Z'
      return { number: at + 1, act, text, withdraws, account: role, role, at: when }
    }),
  }
}

const asked: Step = ['written', 'auditor']
const answered: Step = ['written', 'secretary']
const settled: Step = ['settled', 'auditor']
const reopened: Step = ['reopened', 'auditor']

describe('a thread', () => {
  test.each([
    [[asked], false, 'organisation'],
    [[asked, answered], false, 'auditor'],
    [[asked, ['written', 'head']], false, 'auditor'],
    [[asked, answered, asked], false, 'organisation'],
    [[asked, answered, settled], true, null],
    [[asked, settled, reopened], false, 'organisation'],
    [[asked, settled, reopened, settled], true, null],
    [[asked, answered, ['withdrawn', 'secretary', 2]], false, 'organisation'],
    [[asked, ['withdrawn', 'auditor', 1]], false, 'auditor'],
    [[asked, answered, settled, ['withdrawn', 'secretary', 2]], true, null],
  ] as const)('%j is settled: %s, and waits for: %s', (steps, closed, awaited) => {
    const thread = threadOf(...steps)
    expect([isSettled(thread), awaitedIn(thread)]).toEqual([closed, awaited])
  })

  test('knows which texts were taken back', () => {
    const thread = threadOf(asked, answered, ['withdrawn', 'secretary', 2])
    expect([...withdrawnIn(thread)]).toEqual([2])
  })

  test('goes on only for whoever has seen its last turn: not one less, not one more', () => {
    const thread = threadOf(asked, answered)
    const faults = (seen: number) => turnFault(thread, 'written', seen)
    expect([1, 2, 3].map(faults)).toEqual(['thread_changed', null, 'thread_changed'])
    expect(turnFault(thread, 'settled', 1)).toBe('thread_changed')
    expect(turnFault(thread, 'settled', 2)).toBeNull()
  })

  test('takes nothing but its opening once it is settled, and that only then', () => {
    const closed = threadOf(asked, settled)
    expect(turnFault(closed, 'written', 2)).toBe('thread_settled')
    expect(turnFault(closed, 'settled', 2)).toBe('thread_settled')
    expect(turnFault(closed, 'written', 1)).toBe('thread_settled')
    expect(turnFault(closed, 'reopened', 2)).toBeNull()
    expect(turnFault(threadOf(asked), 'reopened', 1)).toBe('thread_open')
  })

  test('has auditors on the one side, everybody else on the other', () => {
    expect(ROLES.filter((role) => sideOf(role) === 'auditor')).toEqual(['auditor'])
  })
})

describe('entries of the journal', () => {
  const entry = (event: JournalEntry['event'], role: Role = 'auditor'): JournalEntry => {
    return { seq: 1, at: '2026-02-05T12:00:00.000Z', actor: { account: 'a', role }, event }
  }
  const of = { session: 's', thread: 1 }
  const about = { kind: 'entry', id: '3' } as const

  test('of other things, and of nobody, are no turns', () => {
    expect(turnTold(entry({ type: 'hall_closed', session: 's' }))).toBeNull()
    const settling = entry({ type: 'comment_thread_settled', ...of, number: 2 })
    expect(turnTold({ ...settling, actor: null })).toBeNull()
  })

  test('come to the threads they tell of, each with its turns', () => {
    const threads = threadsTold([
      entry({ type: 'comment_thread_opened', ...of, about, text: 'Vì sao?' }),
      entry({ type: 'comment_thread_opened', ...of, thread: 2, about, text: 'Còn đây?' }),
      entry({ type: 'comment_written', ...of, number: 2, text: 'Vì thế.' }, 'head'),
      entry({ type: 'comment_withdrawn', ...of, number: 3, withdraws: 2 }, 'head'),
      entry({ type: 'comment_thread_settled', ...of, number: 4 }),
      entry({ type: 'comment_thread_reopened', ...of, number: 5, text: 'Chưa rõ.' }),
      entry({ type: 'comment_written', ...of, thread: 9, number: 2, text: 'Không đâu cả.' }),
    ])
    expect(threads.map(({ number, turns }) => [number, turns.map(({ act }) => act)])).toEqual([
      [1, ['written', 'written', 'withdrawn', 'settled', 'reopened']],
      [2, ['written']],
    ])
    expect(threads[0]!.turns[2]).toMatchObject({ withdraws: 2, text: null, role: 'head' })
  })
})
