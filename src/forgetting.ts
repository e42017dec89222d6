import { forgetOldAttempts } from './actions/attempts.ts'
import { forgetOldIdentityCodes } from './actions/identity-log-in.ts'
import { overwriteDestroyed } from './actions/overwriting.ts'
import type { Context } from './context.ts'

/** In milliseconds: how often what is too old is looked for. */
const EVERY_MS = 3_600_000

/** Forgets what is kept for a while only, at once and as long as the server runs; comes back with what ends it. */
export function keepForgetting(ctx: Context, everyMs = EVERY_MS): () => void {
  const forget = async () => {
    await Promise.all([forgetOldAttempts(ctx), forgetOldIdentityCodes(ctx)]).catch(
      (error: unknown) => {
        ctx.log.error({ err: error }, 'what is left of old log-ins could not be forgotten')
      },
    )
    await overwriteDestroyed(ctx).catch((error: unknown) => {
      ctx.log.error({ err: error }, 'destroyed data could not be overwritten')
    })
  }
  void forget()
  const timer = setInterval(() => void forget(), everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
