import { createHash, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { openArchive } from '../../src/actions/archives/open-archive.ts'
import { readStoredZip, sourceOf } from '../../src/formats/archive/read-stored-zip.ts'
import { ROOT } from '../../src/program.ts'
import { readSignedRange } from '../../src/signatures/byte-range.ts'
import { signerCertificate } from '../../src/signatures/check-cms.ts'
import { loadPdf } from '../../src/signatures/open-pdf.ts'
import { publicKeyOf } from '../../src/signatures/public-key.ts'
import { readCms } from '../../src/signatures/read-cms.ts'
import { isSealed } from '../../src/signatures/seal.ts'
import { readSignatureDictionaries } from '../../src/signatures/signature-dictionary.ts'
import { verifierWorkers } from '../../src/verifier-workers.ts'
import { timingOf } from './measure.ts'

const FILES = ['v1-real', 'v1-rehearsal'].map(
  (name) => `${ROOT}/test/fixtures/archives/${name}.zip`,
)
/** Archives in each round, and rounds of each way in turn. */
const ARCHIVES = 20
const ROUNDS = 3
/** So many a country's has. */
const NATION = 10_000

/** Archives verified with every step, in one thread and in all, beside reading, hashing and checking signatures barely. */
export async function benchArchives(): Promise<void> {
  const threads = availableParallelism()
  const ways = { one: verifier(1), all: verifier(threads) }
  const bare = await Promise.all(FILES.map(bareLoop))
  const taken = { bare: [] as number[], one: [] as number[], all: [] as number[] }
  const worked = { bare: [] as number[], one: [] as number[], all: [] as number[] }
  const before = process.memoryUsage().rss
  let peak = 0
  const timed = async (name: keyof typeof taken, work: () => unknown) => {
    const from = performance.now()
    const used = process.cpuUsage()
    await work()
    taken[name].push((performance.now() - from) / ARCHIVES)
    const { user, system } = process.cpuUsage(used)
    worked[name].push((user + system) / 1000 / ARCHIVES)
    peak = Math.max(peak, process.memoryUsage().rss)
  }
  try {
    for (const way of Object.values(ways)) await way.run(4 * threads)
    for (let round = 0; round < ROUNDS; round += 1) {
      await timed('bare', () => {
        for (let nth = 0; nth < ARCHIVES; nth += 1) bare[nth % bare.length]!()
      })
      await timed('one', () => ways.one.run(ARCHIVES))
      await timed('all', () => ways.all.run(ARCHIVES))
    }
  } finally {
    await Promise.all(Object.values(ways).map((way) => way.close()))
  }
  const median = (each: readonly number[]) => timingOf(each).median
  const [limit, one, all] = [median(taken.bare), median(taken.one), median(taken.all)]
  const ofLimit = (100 * median(worked.bare)) / median(worked.one) // the threads stand back, the loop does not
  const mb = (bytes: number) => (bytes / 2 ** 20).toFixed(0)
  const rate = (ms: number) => `${(1000 / ms).toFixed(2)} a second`
  const lines = [
    `archives of 8 and 13 documents, every step, minutes drawn again, ${ROUNDS} rounds in turn:`,
    `  in one thread        ${rate(one)}, ${ofLimit.toFixed(1)} % of the bare limit by time of the processor`,
    `  in ${threads} threads         ${rate(all)}, ${(one / all).toFixed(2)} times`,
    `  bare limit           ${rate(limit)}: read, SHA-256, every signature, one loop`,
    `  memory               ${mb(before)} MB before, ${mb(peak)} MB at most, all threads`,
    `  ${NATION} would take     ${((NATION * all) / 3.6e6).toFixed(1)} h in ${threads} threads, as busy as the machine is`,
  ]
  console.log(lines.join('\n'))
}

function verifier(threads: number) {
  const workers = verifierWorkers({
    regimeFolders: [`${ROOT}/data/regimes`],
    templatesFolder: null,
    otherTemplates: [],
    roots: null,
    crls: [],
    trustedSeals: [],
    threads,
  })
  const verifyOne = async (_: unknown, nth: number) => {
    const { holds } = await workers.verify(new Uint8Array(readFileSync(FILES[nth % FILES.length]!)))
    if (!holds) throw new Error('an archive of the bench does not hold')
  }
  return {
    run: (archives: number) => Promise.all(Array.from({ length: archives }, verifyOne)),
    close: () => workers.close(),
  }
}

/** Reads the file, hashes it, and checks its seal and the signatures in its documents; where they stand is known before. */
async function bareLoop(file: string): Promise<() => void> {
  const bytes = new Uint8Array(readFileSync(file))
  const { archive } = openArchive(sourceOf(bytes))
  const { signature: seal } = archive!
  const manifest = Buffer.from(archive!.bytes('manifest.json')!)
  const checks: (() => boolean)[] = [() => isSealed(seal, 'archive', manifest)]
  for (const { path } of readStoredZip(sourceOf(bytes)).filter((each) =>
    each.path.endsWith('.pdf'),
  )) {
    const pdf = archive!.bytes(path)!
    for (const { dictionary } of readSignatureDictionaries(await loadPdf(pdf))) {
      const range = dictionary && readSignedRange(pdf, dictionary)
      if (!range || typeof range === 'string') throw new Error('a signature of the bench is none')
      const { cms } = readCms(range.contents)
      const key = publicKeyOf(signerCertificate(cms)!.der)
      const pieces = [pdf.subarray(0, range.gapStart), pdf.subarray(range.gapEnd, range.end)]
      checks.push(() => {
        const hash = createHash('sha256')
        for (const piece of pieces) hash.update(piece)
        return (
          hash.digest().length === 32 && verify('sha256', cms.signedAttributes, key, cms.signature)
        )
      })
    }
  }
  return () => {
    const digest = createHash('sha256').update(readFileSync(file)).digest()
    if (digest.length !== 32 || !checks.every((check) => check()))
      throw new Error('a signature of the bench does not hold')
  }
}
