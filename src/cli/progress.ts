import { phrase } from '../messages/message.ts'

/** In milliseconds: how often progress is told. */
const EVERY_MS = 5_000

/** Tells how many of so many are done, every five seconds, and never of what takes less; `clock` in milliseconds. */
export function progressTeller(
  total: number,
  tell: (line: string) => void,
  clock: () => number = () => performance.now(),
): (done: number) => void {
  let last = clock()
  return (done) => {
    const now = clock()
    if (now - last < EVERY_MS || done === total) return
    last = now
    tell(`${phrase('verdicts', 'progress', { done, total })}\n`)
  }
}
