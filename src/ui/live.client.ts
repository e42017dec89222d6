/** Whoever follows a stream of progress. */
export type Follower<T> = {
  progress(progress: T): void
  /** Whether changes arrive. */
  live(is: boolean): void
  /** There is nothing more to see: logged out, or closed. */
  over(): void
}

/** In milliseconds: when to ask again after a refusal, which a browser does not do by itself. */
const AGAIN = 10_000

/** Follows the stream while somebody looks at the page; a hidden page gives its connection back. */
export function followProgress<T>(url: string, follower: Follower<T>): void {
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let over = false
  const close = () => {
    clearTimeout(timer)
    source?.close()
  }
  const open = () => {
    close()
    if (over) return
    const opened = new EventSource(url)
    source = opened
    opened.addEventListener('open', () => follower.live(true))
    opened.addEventListener('progress', ({ data }: MessageEvent<string>) =>
      follower.progress(JSON.parse(data) as T),
    )
    opened.addEventListener('over', () => {
      over = true
      close()
      follower.over()
    })
    opened.addEventListener('error', () => {
      follower.live(false)
      if (opened.readyState === EventSource.CLOSED) timer = setTimeout(open, AGAIN)
    })
  }
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()))
  if (!document.hidden) open()
}

/** Shows or hides every element of that selector. */
export function reveal(what: string, there: boolean): void {
  for (const each of document.querySelectorAll<HTMLElement>(what)) each.hidden = !there
}
