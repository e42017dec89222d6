import { availableParallelism } from 'node:os'
import { workerPool } from '../../src/worker-pool.ts'
import { type WorkerTask, received } from '../../src/worker-task.ts'
import { fixture } from '../support/archive-forgery.ts'
import type { ArchiveTasks } from './archive-worker.ts'

/** Of these, a country's has ten thousand. */
const ARCHIVES = 60
const NATION = 10_000

/** Archives verified with every step, in one thread and in as many as there are cores. */
export async function benchArchives(): Promise<void> {
  const all = [fixture('v1-real'), fixture('v1-rehearsal')]
  const threads = availableParallelism()
  const one = await rateWith(1, all)
  const many = await rateWith(threads, all)
  const hours = NATION / many / 3600
  console.log(`${ARCHIVES} archives of 8 and 13 documents, every step, minutes drawn again:`)
  console.log(`  in one thread        ${one.toFixed(2)} a second`)
  console.log(
    `  in ${threads} threads         ${many.toFixed(2)} a second, ${(many / one).toFixed(2)} times`,
  )
  console.log(`  ${NATION} of them would take ${hours.toFixed(1)} h in ${threads} threads`)
}

/** Archives a second, once every thread has begun. */
async function rateWith(threads: number, archives: readonly Uint8Array[]): Promise<number> {
  const pool = workerPool<WorkerTask<ArchiveTasks>>({
    worker: new URL('./archive-worker.ts', import.meta.url).href,
    threads,
    kept: true,
    failed: (error) => console.error(error),
  })
  const verify = async (nth: number) => {
    const given = [archives[nth % archives.length]!] as const
    const holds = received(await pool.run({ name: 'verify', given: [...given] }))
    if (holds !== true) throw new Error('an archive of the bench does not hold')
  }
  try {
    await Promise.all(Array.from({ length: 2 * threads }, (_, nth) => verify(nth)))
    const from = performance.now()
    await Promise.all(Array.from({ length: ARCHIVES }, (_, nth) => verify(nth)))
    return ARCHIVES / ((performance.now() - from) / 1000)
  } finally {
    await pool.close()
  }
}
