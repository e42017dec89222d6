import { Agent, request } from 'node:http'

/** One typist's stream of saves, sent one after the other over one kept connection. */
export type Typist = {
  readonly cookie: string
  readonly method: 'PUT'
  /** The path of save number `n`, counted from 0, with `{n}` counted from 1. */
  readonly path: string
  /** Bodies in turn. */
  readonly bodies: readonly string[]
  /** The revision the first save names. */
  readonly start: number
}

/** What a run of typists is asked to do. */
export type Run = {
  readonly url: string
  readonly typists: readonly Typist[]
  readonly saves: number
  /** Milliseconds from one save of a typist to the next; 0 for as fast as answers come. */
  readonly every: number
}

/** What came of it: milliseconds of every save, and each typist's last revision. */
export type Ran = {
  readonly taken: readonly number[]
  readonly revisions: readonly number[]
  /** Milliseconds from the first save to the last answer. */
  readonly busy: number
}

process.once('message', (run: Run) => void answer(run))

async function answer(run: Run): Promise<void> {
  const ran = await runAll(run)
  process.send?.(ran, () => process.exit(0))
}

async function runAll({ url, typists, saves, every }: Run): Promise<Ran> {
  const taken: number[] = []
  const one = async (typist: Typist, at: number) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    let revision = typist.start
    await pause((every * at) / typists.length)
    for (let save = 0; save < saves; save += 1) {
      const from = performance.now()
      revision = await send(agent, url, typist, save, revision)
      const ms = performance.now() - from
      if (save > 0) taken.push(ms) // the first one opens the connection
      if (every > 0) await pause(every - ms)
    }
    agent.destroy()
    return revision
  }
  const begun = performance.now()
  const revisions = await Promise.all(typists.map(one))
  return { taken, revisions, busy: performance.now() - begun }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)))

function send(
  agent: Agent,
  url: string,
  { cookie, method, path, bodies }: Typist,
  save: number,
  revision: number,
): Promise<number> {
  const body = bodies[save % bodies.length]!
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    origin: url,
    cookie,
    'if-match': `"${revision}"`,
  }
  return new Promise((resolve, reject) => {
    const asked = request(
      `${url}${path.replace('{n}', String(save + 1))}`,
      { agent, method, headers },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () => {
          const text = Buffer.concat(parts).toString()
          if (answer.statusCode !== 200) reject(new Error(`${answer.statusCode}: ${text}`))
          else resolve((JSON.parse(text) as { revision: number }).revision)
        })
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })
}
