import type { Context as HonoContext } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Told } from '../actions/live-progress.ts'
import type { Context } from '../context.ts'
import type { WebEnv } from './env.ts'
import type { StreamPlaces } from './stream-places.ts'

/** Who watches, and what is told from after that journal entry until the signal aborts. */
export type ProgressFeed<T> = {
  readonly whose: string
  readonly watch: (from: { since: number; signal: AbortSignal }) => AsyncGenerator<Told<T>>
  /** What of a progress goes out. */
  readonly shown: (progress: T) => unknown
}

/** In milliseconds: when a browser that lost the connection tries again. */
const RETRY = 2000

/**
 * Answers with server-sent events: `progress` with the journal entry's number as id, `over` at the end of
 * what may be seen. `too_many_streams` before anything is sent.
 */
export function streamProgress<T extends { readonly seq: number }>(
  ctx: Context,
  c: HonoContext<WebEnv>,
  places: StreamPlaces,
  { whose, watch, shown }: ProgressFeed<T>,
): Response {
  if (c.req.method === 'HEAD') return c.body(null, 200, { 'content-type': 'text/event-stream' })
  const leave = places.take(whose)
  const gone = new AbortController()
  const since = Number(c.req.header('last-event-id') ?? 0)
  const response = streamSSE(c, async (events) => {
    events.onAbort(() => gone.abort())
    try {
      for await (const told of watch({ since, signal: gone.signal })) {
        if (told === 'alive') await events.write(': \n\n')
        else if (told === 'over') await events.writeSSE({ event: 'over', data: '' })
        else {
          const data = JSON.stringify(shown(told))
          await events.writeSSE({ event: 'progress', id: String(told.seq), data, retry: RETRY })
        }
      }
    } catch (error) {
      // what went wrong is for the log, not for the stream; the browser asks again
      ctx.log.error({ requestId: c.get('requestId'), err: error }, 'fault')
    } finally {
      leave()
    }
  })
  response.headers.set('cache-control', 'no-store')
  response.headers.set('connection', 'close') // a finished stream holds no server open
  response.headers.set('x-accel-buffering', 'no') // a proxy in between passes each event on at once
  return response
}
