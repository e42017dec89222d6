/** Where a verification is. */
export const STAGES = ['starting', 'entries', 'sessions'] as const
export type Stage = (typeof STAGES)[number]

/** How far a verification is: so many done of those there are. */
export type RunProgress = { readonly stage: Stage; readonly done: number; readonly of: number }

/** What a run and whoever watches it see at once, from whichever threads. */
export type RunMemory = {
  /** What goes to another thread, to be looked at there with `runMemory`. */
  readonly shared: SharedArrayBuffer
  tell(progress: RunProgress): void
  told(): RunProgress
  /** Asks the run to end. */
  stop(): void
  stopped(): boolean
}

const [STAGE, DONE, OF, STOP] = [0, 1, 2, 3] as const
const CELLS = 4

/** A new one, or another look at one. */
export function runMemory(
  shared = new SharedArrayBuffer(CELLS * Int32Array.BYTES_PER_ELEMENT),
): RunMemory {
  const cells = new Int32Array(shared)
  return {
    shared,
    tell({ stage, done, of }) {
      Atomics.store(cells, STAGE, STAGES.indexOf(stage))
      Atomics.store(cells, DONE, done)
      Atomics.store(cells, OF, of)
    },
    told: () => ({
      stage: STAGES[Atomics.load(cells, STAGE)] ?? 'starting',
      done: Atomics.load(cells, DONE),
      of: Math.max(Atomics.load(cells, OF), Atomics.load(cells, DONE)),
    }),
    stop: () => void Atomics.store(cells, STOP, 1),
    stopped: () => Atomics.load(cells, STOP) === 1,
  }
}
