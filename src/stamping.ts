import { stampWaiting } from './actions/timestamps.ts'
import type { Context } from './context.ts'

/** In milliseconds: how often the queue of timestamps is looked at. */
const EVERY_MS = 30_000

/** Asks for the timestamps that are due as long as the server runs; comes back with what ends it. */
export function keepStamping(ctx: Context, everyMs = EVERY_MS): () => void {
  if (!ctx.timestamps) return () => undefined
  let asking = false
  const ask = async () => {
    if (asking) return
    asking = true
    try {
      await stampWaiting(ctx)
    } catch (error) {
      ctx.log.error({ err: error }, 'timestamps could not be asked for')
    } finally {
      asking = false
    }
  }
  const timer = setInterval(() => void ask(), everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
