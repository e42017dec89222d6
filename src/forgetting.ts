import { forgetOldAttempts } from './actions/attempts.ts'
import type { Context } from './context.ts'

/** In milliseconds: how often what is too old is looked for. */
const EVERY_MS = 3_600_000

/** Forgets what is kept for a while only, at once and as long as the server runs; comes back with what ends it. */
export function keepForgetting(ctx: Context, everyMs = EVERY_MS): () => void {
  const forget = () =>
    forgetOldAttempts(ctx).catch((error: unknown) => {
      ctx.log.error({ err: error }, 'old log-in attempts could not be forgotten')
    })
  void forget()
  const timer = setInterval(() => void forget(), everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
