import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../src/config.ts'
import { startServer } from '../../src/main.ts'
import { pdfWorkers } from '../../src/pdf-workers.ts'
import { ROOT } from '../../src/program.ts'
import { sampleInput } from '../reports/samples.ts'
import { hall, runTypists, savesText } from './entry.ts'

const DOCUMENTS = 1000
/** A save every so many milliseconds by each of the fifty typists of the hall. */
const EVERY = 400
/** Saves of each typist, repeated until all is drawn. */
const SAVES = 40

/** A thousand documents of 30 people drawn in the worker threads while fifty people type over HTTP. */
export async function benchBatch(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tin-nhiem-batch-'))
  const threads = Math.max(1, availableParallelism() - 1)
  const pdf = pdfWorkers({
    templatesFolder: null,
    threads,
    failed: (error) => console.error(error),
  })
  const { ctx, typists } = await hall(join(folder, 'batch.sqlite'), 'totals')
  const config = readConfig({ PORT: '0', LOG_LEVEL: 'silent' }, ROOT)
  const server = await startServer({ ...ctx, pdf }, config)
  try {
    await pdf.renderDocument(sampleInput('minutes', 'thirty-people'))
    const batch = { drawing: true }
    const typing = (async () => {
      const taken: number[] = []
      for (let start = 0; batch.drawing; start += SAVES) {
        const again = typists.map((typist) => ({ ...typist, start }))
        const ran = await runTypists({
          url: server.url,
          typists: again,
          saves: SAVES,
          every: EVERY,
        })
        taken.push(...ran.taken)
      }
      return taken
    })()
    const { seconds, peak } = await drawAll(pdf, 4 * threads)
    batch.drawing = false
    const rate = (DOCUMENTS / seconds).toFixed(0)
    console.log(`${DOCUMENTS} documents of 30 people, threads: ${threads}, while 50 people type:`)
    console.log(`  drawn in             ${seconds.toFixed(1)} s, ${rate} a second`)
    console.log(`  peak memory          ${(peak / 2 ** 20).toFixed(0)} MB, all threads`)
    console.log(`  saves meanwhile      ${savesText(await typing)}`)
  } finally {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Draws minutes and summaries in turn, so many asked for at a time. */
async function drawAll(
  pdf: ReturnType<typeof pdfWorkers>,
  atOnce: number,
): Promise<{ seconds: number; peak: number }> {
  const inputs = (['minutes', 'summary'] as const).map((name) => sampleInput(name, 'thirty-people'))
  let left = DOCUMENTS
  let peak = 0
  const from = performance.now()
  const one = async () => {
    while (left > 0) {
      await pdf.renderDocument(inputs[left-- % 2]!)
      peak = Math.max(peak, process.memoryUsage().rss)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  return { seconds: (performance.now() - from) / 1000, peak }
}
