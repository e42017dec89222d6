/** Tells whoever waits in this process that something was committed. */
export type Changes = {
  /** How many commits this process has made. */
  count(): number
  /** Says that one more was made. */
  tell(): void
  /**
   * Resolves once more than `since` commits were made, after `ms`, or when `signal` aborts: whoever waits
   * looks again for itself.
   */
  after(since: number, ms: number, signal: AbortSignal): Promise<void>
  /** Lets everybody who waits go, now and ever after: the program is ending. */
  end(): void
  /** Aborted once the program is ending. */
  readonly ending: AbortSignal
}

/**
 * A hub without a memory. Other processes on the same database are not heard here; `ms` bounds how long
 * that goes unnoticed, which spares a second channel (LISTEN) that SQLite does not have.
 */
export function createChanges(): Changes {
  const waiting = new Set<() => void>()
  const ended = new AbortController()
  const wake = () => waiting.forEach((each) => each())
  let count = 0
  return {
    ending: ended.signal,
    count: () => count,
    tell() {
      count += 1
      wake()
    },
    end() {
      ended.abort()
      wake()
    },
    async after(since, ms, signal) {
      if (ended.signal.aborted || signal.aborted || count > since) return
      await new Promise<void>((resolve) => {
        const go = () => {
          clearTimeout(timer)
          waiting.delete(go)
          signal.removeEventListener('abort', go)
          resolve()
        }
        const timer = setTimeout(go, ms)
        waiting.add(go)
        signal.addEventListener('abort', go)
      })
    },
  }
}
