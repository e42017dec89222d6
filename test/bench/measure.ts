/** Median, lowest and highest of repeated timings. */
export type Timing = { readonly median: number; readonly min: number; readonly max: number }

/** Times `work` `runs` times after `warmUp` uncounted ones; milliseconds. */
export async function time(runs: number, warmUp: number, work: () => unknown): Promise<Timing> {
  const taken: number[] = []
  for (let run = -warmUp; run < runs; run += 1) {
    const from = performance.now()
    await work()
    if (run >= 0) taken.push(performance.now() - from)
  }
  return timingOf(taken)
}

/** The timing of measured milliseconds. */
export function timingOf(taken: readonly number[]): Timing {
  const sorted = [...taken].sort((a, b) => a - b)
  return { median: sorted[sorted.length >> 1]!, min: sorted[0]!, max: sorted.at(-1)! }
}

/** Two works in turn, A B A B …, so that a slow moment of the machine falls on both alike. */
export async function timeInTurn(
  runs: number,
  warmUp: number,
  a: () => unknown,
  b: () => unknown,
): Promise<{ readonly a: Timing; readonly b: Timing; readonly ratio: number }> {
  const taken = { a: [] as number[], b: [] as number[] }
  for (let run = -warmUp; run < runs; run += 1)
    for (const [name, work] of [
      ['a', a],
      ['b', b],
    ] as const) {
      const from = performance.now()
      await work()
      if (run >= 0) taken[name].push(performance.now() - from)
    }
  const [timeA, timeB] = [timingOf(taken.a), timingOf(taken.b)]
  return { a: timeA, b: timeB, ratio: timeA.median / timeB.median }
}

/** Milliseconds as people read them. */
export function ms({ median, min, max }: Timing): string {
  const text = (n: number) => (n < 1 ? `${(n * 1000).toFixed(0)} µs` : `${n.toFixed(2)} ms`)
  return `median ${text(median)} (min ${text(min)}, max ${text(max)})`
}
