import { recordJump } from './actions/program-start.ts'
import type { Context } from './context.ts'
import { type ClockReading, jumpBetween } from './domain/clock.ts'

/** In milliseconds: how often the clocks are compared. */
const EVERY_MS = 10_000

/** Both clocks of this machine. */
export const readClocks = (): ClockReading => ({ wall: Date.now(), steady: performance.now() })

/**
 * Journals each jump of the clock against one that only goes on, as long as the server runs; comes back with what ends
 * it. A machine that slept shows as a jump forwards. A slow drift is none: each look is compared with the one before.
 */
export function keepWatchingClock(
  ctx: Pick<Context, 'store' | 'now' | 'log'>,
  read: () => ClockReading = readClocks,
  everyMs = EVERY_MS,
): () => void {
  let before = read()
  const look = async () => {
    const after = read()
    const jump = jumpBetween(before, after)
    before = after
    if (!jump) return
    ctx.log.warn(jump, 'the clock was set')
    await recordJump(ctx, jump)
  }
  const timer = setInterval(() => {
    look().catch((error: unknown) => {
      ctx.log.error({ err: error }, 'a jump of the clock could not be journalled')
    })
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
