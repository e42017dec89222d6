import type { Ballot } from '../domain/ballot.ts'
import type { Kept } from './ballot-desk.ts'

/** What came of sending one paper. `changed`: somebody saved since the revision that was named. */
export type Answer =
  | { readonly kind: 'saved'; readonly revision: number }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'changed' }
  | { readonly kind: 'elsewhere' | 'refused'; readonly sentence: string }

/** The pass as the server has it. */
export type Stored = { readonly revision: number; readonly papers: readonly Ballot[] }

/** The server, seen from one window. */
export type Server = {
  readonly send: (paper: Kept, revision: number) => Promise<Answer>
  /** The pass as it stands there; `undefined` when it cannot be had. */
  readonly read: () => Promise<Stored | undefined>
  /** Says that the pass is open here; with `take`, no longer in another window. */
  readonly hold: (take: boolean) => Promise<Answer>
}

/** Papers that were not acknowledged, and the revision they follow. */
export type Unsent = { readonly revision: number; readonly papers: readonly Kept[] }

/** Where papers outlast the page until they are acknowledged; `undefined` forgets them. */
export type Drawer = { readonly put: (unsent: Unsent | undefined) => Promise<void> }

/** What stands in the way of sending; `sentence` is the server's. */
export type Trouble = {
  readonly kind: 'unreachable' | 'refused' | 'elsewhere' | 'conflict'
  readonly sentence: string
}

/** How sending goes. */
export type Sending = {
  /** The papers not acknowledged yet, in the order they were read. */
  readonly waiting: readonly Kept[]
  readonly revision: number
  /** The paper acknowledged last. */
  readonly saved: Kept | undefined
  readonly trouble: Trouble | undefined
}

/** Whether nothing more is to be read here until the trouble is over: the pass goes on in another window. */
export function isStopped({ trouble }: Sending): boolean {
  return trouble?.kind === 'elsewhere' || trouble?.kind === 'conflict'
}

/** Sends papers one after the other, each with the revision the last answer gave. */
export type Queue = {
  readonly state: () => Sending
  readonly send: (paper: Kept) => void
  /** Tries again, at once; nothing while stopped. */
  readonly retry: () => Promise<void>
  /** Takes the pass from the window that has it, and goes on. */
  readonly take: () => Promise<void>
  /** Says that the pass is open here. */
  readonly hold: () => Promise<void>
  /** Forgets what was not sent, here and in the drawer. */
  readonly forget: () => Promise<void>
}

/** How long to wait before the server is tried again, in milliseconds. */
const RETRY_MS = 3000

/**
 * What of these papers is still to be sent when the pass stands like that; `undefined` when somebody else
 * saved in between. A paper whose answer was lost on the way counts as sent.
 */
export function stillUnsent({ revision, papers }: Unsent, stored: Stored) {
  if (stored.revision === revision) return papers
  const [first] = papers
  if (!first || stored.revision !== revision + 1 || !holds(stored.papers, first)) return undefined
  return papers.slice(1)
}

function holds(stored: readonly Ballot[], { place, marks }: Kept): boolean {
  return marks === null ? stored.length === place - 1 : stored[place - 1] === marks
}

/** A queue that begins with what was left unsent; `tell` hears of every change. */
export function sendQueue(
  server: Server,
  drawer: Drawer,
  start: Unsent,
  tell: (state: Sending) => void,
): Queue {
  let state: Sending = { waiting: start.papers, ...begin(start.revision) }
  let running: Promise<void> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const become = (changed: Partial<Sending>) => {
    state = { ...state, ...changed }
    tell(state)
  }
  const keep = () => {
    const { waiting: papers, revision } = state
    return drawer.put(papers.length === 0 ? undefined : { revision, papers })
  }
  const stop = (trouble: Trouble) => {
    become({ trouble })
    clearTimeout(timer)
    if (trouble.kind === 'unreachable') timer = setTimeout(() => void retry(), RETRY_MS)
  }
  const meet = async (answer: Answer): Promise<boolean> => {
    if (answer.kind === 'unreachable') stop({ kind: 'unreachable', sentence: '' })
    else if (answer.kind === 'changed') return compare()
    else if (answer.kind !== 'saved') stop(answer)
    return answer.kind === 'saved'
  }
  /** Whether sending may go on after the server said that the pass has changed. */
  const compare = async (): Promise<boolean> => {
    const stored = await server.read()
    if (!stored) return meet({ kind: 'unreachable' })
    const { waiting: papers, revision } = state
    const left = stillUnsent({ revision, papers }, stored)
    if (!left) stop({ kind: 'conflict', sentence: '' })
    else become({ waiting: left, revision: stored.revision, trouble: undefined })
    return left !== undefined
  }
  const run = async () => {
    for (let first = state.waiting[0]; first; first = state.waiting[0]) {
      const answer = await server.send(first, state.revision)
      if (answer.kind === 'saved') {
        const waiting = state.waiting.slice(1)
        become({ waiting, revision: answer.revision, saved: first, trouble: undefined })
      } else if (!(await meet(answer))) return
      await keep()
    }
  }
  const alone = (work: () => Promise<void>) => {
    running ??= work().finally(() => (running = undefined))
    return running
  }
  const flush = () => alone(run)
  const catchUp = () =>
    alone(async () => {
      if (await compare()) await run()
    })
  const retry = async () => {
    clearTimeout(timer)
    if (isStopped(state)) return
    become({ trouble: undefined })
    await flush()
  }
  return {
    state: () => state,
    send(paper) {
      become({ waiting: [...state.waiting, paper] })
      void keep()
      if (!state.trouble) void flush()
    },
    retry,
    async take() {
      if (!(await meet(await server.hold(true)))) return
      become({ trouble: undefined })
      await catchUp()
    },
    async hold() {
      const answer = await server.hold(false)
      if (answer.kind === 'elsewhere') stop(answer)
      if (answer.kind !== 'saved') return
      if (state.trouble?.kind === 'elsewhere') {
        become({ trouble: undefined })
        await flush()
      }
      if (answer.revision !== state.revision && state.waiting.length === 0) await catchUp()
    },
    async forget() {
      become({ waiting: [] })
      await keep()
    },
  }
}

const begin = (revision: number) => ({ revision, saved: undefined, trouble: undefined })
