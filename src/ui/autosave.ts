/** How the server answered a save, or that it did not. */
export type SaveAnswer =
  | { readonly is: 'saved'; readonly revision: number }
  /** Another save came between. */
  | { readonly is: 'changed' }
  /** Another window has the sheet, since that moment. */
  | { readonly is: 'elsewhere'; readonly since: string }
  /** Refused with a sentence; nothing that sending it again would change. */
  | { readonly is: 'refused'; readonly sentence: string }
  /** Not reached, or in trouble: worth another try. */
  | { readonly is: 'unreachable' }

/** What was typed and is not known to be on the server, with the revision it was typed over. */
export type Unsent<T> = { readonly draft: T; readonly revision: number }

/** What saving needs of the page around it. */
export type SavingParts<T> = {
  readonly read: () => T
  readonly send: (unsent: Unsent<T>) => Promise<SaveAnswer>
  /** Keeps it on this machine, over what was kept before; `false` where that is impossible. */
  readonly keep: (unsent: Unsent<T>) => Promise<boolean>
  readonly forget: () => Promise<void>
  readonly say: (text: string, bad: boolean) => void
  readonly onChanged: () => void
  readonly onElsewhere: (since: string) => void
  readonly wait: (ms: number, act: () => void) => { cancel(): void }
}

/** Saves what is typed: on this machine at once, on the server after a short pause; one save at a time. */
export type Autosave = {
  /** Something was typed. */
  soon(): void
  now(): Promise<void>
  /** Nothing more is saved by itself; resolves when no save is under way. */
  finish(): Promise<void>
  /** Whether something typed is neither on the server nor on this machine. */
  inDanger(): boolean
  /** Whether something typed is not known to be on the server. */
  isUnsent(): boolean
  revision(): number
  /** Goes on over another revision, after the typist has chosen between the two. */
  rebase(revision: number): void
}

const PAUSE_MS = 400
const RETRY_MS = [2000, 4000, 8000, 15_000]
const KEPT = 'Số đã gõ được giữ trên máy này và tự gửi lại.'
const NOT_KEPT = 'Đừng đóng cửa sổ này: số đã gõ chỉ còn ở đây.'

/** Starts saving over that revision. */
export function createAutosave<T>(parts: SavingParts<T>, revision: number): Autosave {
  let [seen, kept, tries] = [revision, true, 0]
  /** Counts what was typed: a save that comes back late must not call the newest state saved. */
  let [typed, stored] = [0, 0]
  let [stopped, ended] = [false, false]
  let timer: { cancel(): void } | undefined
  let running: Promise<void> | undefined

  const later = (ms: number) => {
    timer?.cancel()
    timer = parts.wait(ms, () => void now())
  }
  const keep = async () => {
    kept = await parts.keep({ draft: parts.read(), revision: seen })
  }
  const save = async () => {
    const at = typed
    parts.say('Đang lưu…', false)
    const answer = await parts.send({ draft: parts.read(), revision: seen })
    if (answer.is === 'saved') {
      ;[seen, tries, stored] = [answer.revision, 0, at]
      if (typed !== at) return keep() // over the revision just made
      await parts.forget()
      return parts.say('Đã lưu', false)
    }
    if (answer.is === 'unreachable') {
      parts.say(`Không nối được máy chủ. ${kept ? KEPT : NOT_KEPT}`, true)
      if (!ended) later(RETRY_MS[Math.min((tries += 1), RETRY_MS.length) - 1]!)
      return
    }
    stopped = answer.is !== 'refused'
    if (answer.is === 'changed') parts.onChanged()
    else if (answer.is === 'elsewhere') parts.onElsewhere(answer.since)
    else parts.say(`Chưa lưu được: ${answer.sentence}`, true)
  }
  const now = async (): Promise<void> => {
    timer?.cancel()
    if (ended || stopped) return
    await running
    running = save()
    await running
    running = undefined
  }
  return {
    soon() {
      typed += 1
      void keep()
      later(PAUSE_MS)
    },
    now,
    async finish() {
      ended = true
      timer?.cancel()
      await running
    },
    inDanger: () => !ended && typed !== stored && !kept,
    isUnsent: () => typed !== stored,
    revision: () => seen,
    rebase(next) {
      ;[seen, stopped] = [next, false]
    },
  }
}
