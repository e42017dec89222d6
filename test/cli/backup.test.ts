import { createHash, randomBytes } from 'node:crypto'
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { JournalEntry } from '../../src/domain/journal.ts'
import { AppError } from '../../src/errors.ts'
import { errorMessage } from '../../src/messages/message.ts'
import { type Seal, sealOf } from '../../src/signatures/seal.ts'
import { digestOf, writeBackup } from '../../src/storage/backup-file.ts'
import { type Manifest, signedManifest } from '../../src/storage/backup-manifest.ts'
import { insertAccount } from '../../src/storage/accounts.ts'
import { commit } from '../../src/storage/commit.ts'
import { type Store, openStore } from '../../src/storage/dialect.ts'
import { verifyJournal } from '../../src/storage/journal.ts'
import { insertLogin } from '../../src/storage/logins.ts'
import { migrate } from '../../src/storage/migrations/index.ts'
import { insertOrganisation } from '../../src/storage/organisations.ts'
import { shell } from './test-io.ts'

const PASSPHRASE = 'câu chỉ người giữ biết'
const PIECE = 1 << 20
const SECRET = 'Nguyễn Văn Mẫu Rất Bí Mật'
const at = '2026-02-05T00:00:00.000Z'
const says = (...of: ConstructorParameters<typeof AppError>) => errorMessage(new AppError(...of))

let sh = shell()
let made = ''
let fresh = ''
beforeEach(() => {
  sh = shell()
  made = join(sh.folder, 'sao-luu.bak')
  fresh = join(sh.folder, 'moi')
})
afterEach(() => sh.remove())

const database = (folder = sh.folder) => join(folder, 'tin-nhiem.sqlite')

async function withStore<T>(work: (store: Store) => Promise<T>, folder = sh.folder): Promise<T> {
  const store = openStore(database(folder))
  try {
    return await work(store)
  } finally {
    await store.db.destroy()
  }
}

/** A database of some pieces: an account that is logged in, and a long text that does not pack. */
async function someData(): Promise<void> {
  await withStore(async (store) => {
    await migrate(store)
    await commit(store, { actor: null, at }, async (trx, record) => {
      await insertOrganisation(trx, {
        id: 'o',
        parent: null,
        side: 'party',
        name: 'Mẫu',
        superior: null,
        locality: null,
        symbol: null,
      })
      await insertAccount(trx, {
        id: 'a',
        username: 'a',
        full_name: SECRET,
        role: 'admin',
        organisation_id: 'o',
        password_hash: 'x',
        disabled: 0,
        must_change: 0,
        created_at: at,
      })
      await insertLogin(trx, {
        token_sha256: 't',
        account_id: 'a',
        created_at: at,
        expires_at: at,
        seen_at: at,
        factor_proven: 0,
      })
      const body = randomBytes(1_300_000).toString('hex')
      await trx.insertInto('regimes').values({ sha256: 'a', id: 'r', body }).execute()
      record({ type: 'logged_in', account: 'a', way: 'password' })
      record({ type: 'logged_out', account: 'a' })
    })
  })
}

const backup = (...more: string[]) =>
  sh.run(['backup', made, ...more], {}, [PASSPHRASE, PASSPHRASE])
const restore = (file: string, passphrase = PASSPHRASE) =>
  sh.run(['restore', file], { DATA_DIR: fresh }, [passphrase])
const events = (folder?: string) =>
  withStore(async ({ db }) => {
    const rows = await db.selectFrom('journal').select('entry').orderBy('seq').execute()
    return rows.map(({ entry }) => (JSON.parse(entry) as JournalEntry).event)
  }, folder)

/** Writes the backup with its bytes changed under another name, tries to restore it: what is said, and that nothing came of it. */
async function restoreChanged(change: (bytes: Buffer) => Buffer, passphrase?: string) {
  const file = sh.file('changed.bak', change(readFileSync(made)))
  const { exit, out, err } = await restore(file, passphrase)
  expect([exit, out]).toEqual([2, ''])
  expect(existsSync(fresh) ? readdirSync(fresh) : []).toEqual([])
  return err
}

/** Where the rest begins, behind three lines. */
const startOf = (bytes: Buffer) => [1, 2, 3].reduce((at) => bytes.indexOf('\n', at) + 1, 0)
const manifestOf = (bytes: Buffer) => {
  const start = startOf(bytes)
  const end = bytes.indexOf('\n', start)
  const told = JSON.parse(bytes.subarray(start, end).toString()) as Record<string, unknown>
  return { told, start, end }
}

function withManifest(bytes: Buffer, change: Record<string, unknown>): Buffer {
  const { told, start, end } = manifestOf(bytes)
  const line = Buffer.from(JSON.stringify({ ...told, ...change }))
  return Buffer.concat([bytes.subarray(0, start), line, bytes.subarray(end)])
}

describe.each([['in clear', []] as const, ['encrypted', ['--encrypt']] as const])(
  'a backup %s',
  (_name, options) => {
    beforeEach(someData)

    test('is restored row for row, with the journal it had and one entry more', async () => {
      const { exit, out } = await backup(...options)
      expect(exit).toBe(0)
      expect(out).toMatch(/nhật ký đến mục 2, mã [0-9a-f]{64}\.\n/)
      expect(statSync(made).mode & 0o777).toBe(0o600)
      const restored = await restore(made)
      expect([restored.exit, restored.out.split('\n').length]).toEqual([0, 7])
      const seals = [out, restored.out].map((told) => /dấu của .*: ([0-9a-f]{64})/.exec(told)?.[1])
      expect([seals[0], restored.out.includes('máy khác')]).toEqual([seals[1], true])
      const heads = [...restored.out.matchAll(/mục (\d+), mã ([0-9a-f]{64})/g)]
      expect(heads.map(([, seq, hash]) => [seq, hash])).toEqual(
        [0, 1].map(() => ['2', /mã ([0-9a-f]{64})/.exec(out)?.[1]]),
      )
      await withStore(async ({ db }) => {
        expect((await verifyJournal(db)).broken).toBeNull()
        const { full_name: name } = await db
          .selectFrom('accounts')
          .selectAll()
          .executeTakeFirstOrThrow()
        expect(name).toBe(SECRET)
        expect(await db.selectFrom('logins').selectAll().execute()).toEqual([])
      }, fresh)
      expect((await events(fresh)).map(({ type }) => type)).toEqual([
        'logged_in',
        'logged_out',
        'restored',
      ])
    })

    test('leaves nothing beside itself and an entry in the journal of the database it is of', async () => {
      await backup(...options)
      expect(readdirSync(sh.folder).filter((name) => !name.startsWith('tin-nhiem.'))).toEqual([
        'sao-luu.bak',
        'secrets.key',
      ])
      const last = (await events()).at(-1)
      expect(last).toMatchObject({ type: 'backup_made', encrypted: options.length > 0 })
      expect(last).toMatchObject({ head: { seq: 2 } })
    })

    test('never takes the place of a file that is there', async () => {
      writeFileSync(made, 'giữ tôi')
      const { exit, err } = await backup(...options)
      expect([exit, err.endsWith(`${says('backup_exists', { place: made })}\n`)]).toEqual([2, true])
      expect(readFileSync(made, 'utf8')).toBe('giữ tôi')
      rmSync(made)
      writeFileSync(`${made}.partial`, 'giữ tôi')
      expect((await backup(...options)).exit).toBe(2)
      expect([existsSync(made), readFileSync(`${made}.partial`, 'utf8')]).toEqual([
        false,
        'giữ tôi',
      ])
    })

    test('that is cut, lengthened or changed in one bit anywhere is not restored', async () => {
      await backup(...options)
      const { length } = readFileSync(made)
      const unreadable = says('backup_unreadable')
      for (const end of [length - 1, length - PIECE, 2 * PIECE, 200, 30])
        expect(await restoreChanged((bytes) => bytes.subarray(0, end))).toContain(unreadable)
      expect(await restoreChanged((bytes) => Buffer.concat([bytes, Buffer.of(0)]))).toContain(
        unreadable,
      )
      for (const place of [2, length - 1, length - 20, PIECE + 500, 2 * PIECE])
        expect(
          await restoreChanged((bytes) => {
            bytes[place]! ^= 1
            return bytes
          }),
        ).toContain(unreadable)
    }, 60_000)

    test('of a later form of the file, or with a migration this program does not know, is told as newer', async () => {
      await backup(...options)
      const later = (bytes: Buffer) =>
        Buffer.from(bytes.toString('latin1').replace('backup@1', 'backup@2'), 'latin1')
      expect(await restoreChanged(later)).toContain(
        says('backup_newer', { found: 'tin-nhiem/backup@2' }),
      )
      rmSync(made)
      await withStore(({ db }) =>
        sql`insert into kysely_migration values ('9999-later', '')`.execute(db),
      )
      const { exit, err } = await backup(...options)
      expect([exit, err.includes(says('backup_newer', { found: '9999-later' }))]).toEqual([2, true])
    })
  },
)

describe('an encrypted backup', () => {
  beforeEach(async () => {
    await someData()
    await backup('--encrypt')
  })

  test('shows nothing of the database and no manifest', () => {
    const bytes = readFileSync(made)
    for (const word of ['SQLite format', SECRET, 'journal', 'organisation'])
      expect(bytes.includes(word)).toBe(false)
  })

  test('is opened by its passphrase alone', async () => {
    expect(await restoreChanged((bytes) => bytes, `${PASSPHRASE}.`)).toContain(
      says('passphrase_wrong'),
    )
    expect((await restore(made, PASSPHRASE.normalize('NFD'))).exit).toBe(0)
  })

  test('with two pieces exchanged, one left out, or the cost changed, is not restored', async () => {
    const size = PIECE + 16
    const start = startOf
    const piece = (bytes: Buffer, no: number) =>
      bytes.subarray(start(bytes) + no * size, start(bytes) + (no + 1) * size)
    const rebuilt = (...order: readonly number[]) =>
      restoreChanged((bytes) =>
        Buffer.concat([bytes.subarray(0, start(bytes)), ...order.map((no) => piece(bytes, no))]),
      )
    const pieces = Math.ceil((readFileSync(made).length - 200) / size)
    expect(pieces).toBeGreaterThanOrEqual(3)
    const rest = Array.from({ length: pieces - 2 }, (_, at) => at + 2)
    for (const order of [
      [1, 0, ...rest],
      [0, ...rest],
      [0, 1, ...rest.slice(0, -1)],
      [0, 1, 1, ...rest],
    ])
      expect(await rebuilt(...order)).toContain(says('backup_unreadable'))
    const cost = (bytes: Buffer) =>
      Buffer.from(bytes.toString('latin1').replace('"costLog2":17', '"costLog2":16'), 'latin1')
    expect(await restoreChanged(cost)).toContain(says('passphrase_wrong'))
  }, 60_000)
})

describe('the passphrase', () => {
  beforeEach(someData)

  test('has thirteen characters at least, typed twice alike', async () => {
    const tried = (...answers: string[]) => sh.run(['backup', made, '--encrypt'], {}, answers)
    expect((await tried('123456789012', '123456789012')).err).toContain(says('passphrase_weak'))
    expect((await tried('1234567890123', '1234567890124')).err).toContain(
      says('passphrase_differs'),
    )
    expect(existsSync(made)).toBe(false)
    expect((await tried('1234567890123', '1234567890123')).exit).toBe(0)
  })

  test('is taken from the first line of a file, for locking and for opening', async () => {
    const from = ['--passphrase-file', sh.file('cum', `${PASSPHRASE}\r\n`)]
    const { exit, err } = await sh.run(['backup', made, '--encrypt', ...from])
    expect([exit, err.includes('Gõ lại')]).toEqual([0, false])
    expect((await sh.run(['restore', made, ...from], { DATA_DIR: fresh })).exit).toBe(0)
    expect((await sh.run(['backup', join(sh.folder, 'x'), ...from])).exit).toBe(2)
  })
})

describe('a backup in clear', () => {
  beforeEach(async () => {
    await someData()
    await backup()
  })

  test('is the database of SQLite behind three lines and the manifest', () => {
    const bytes = readFileSync(made)
    const { told, end } = manifestOf(bytes)
    const file = bytes.subarray(end + 1)
    expect(told['file']).toMatchObject({ sha256: createHash('sha256').update(file).digest('hex') })
    const opened = new BetterSqlite3(file)
    expect(opened.prepare('select full_name from accounts').pluck().get()).toBe(SECRET)
    opened.close()
  })

  test('with the manifest of another one is not restored, whatever of it differs', async () => {
    const other = { seq: 1, hash: 'f'.repeat(64) }
    for (const change of [
      { sha256: '0'.repeat(64) },
      { head: other },
      { rows: {} },
      { schema: '0001-initial' },
      { more: 1 },
    ])
      expect(await restoreChanged((bytes) => withManifest(bytes, change))).toContain(
        says('backup_unreadable'),
      )
  })

  test('with a broken journal inside is not restored though its sums are right', async () => {
    const { end } = manifestOf(readFileSync(made))
    const inside = sh.file('inside.sqlite', readFileSync(made).subarray(end + 1))
    const opened = new BetterSqlite3(inside)
    opened.exec(`drop trigger journal_no_update; update journal set entry = '{}' where seq = 1`)
    opened.close()
    const forged = () => sealedAnew(inside, sealOf(new Uint8Array(32).fill(9)))
    expect(await restoreChanged(forged)).toContain(says('database_damaged'))
  })
})

/** The backup with another database in it, and all that is said of it right, sealed by somebody. */
function sealedAnew(inside: string, seal: Seal): Buffer {
  const file = { ...digestOf(inside) }
  const manifest = { ...manifestOf(readFileSync(made)).told, file, payload: file } as Manifest
  const signed = signedManifest(manifest, (label) => ({
    publicKey: seal.publicKey,
    signature: seal.sign('backup', label),
  }))
  const place = sh.file('anew.bak', '')
  const open = openSync(place, 'w')
  writeBackup(open, inside, signed, null)
  closeSync(open)
  return readFileSync(place)
}

describe('the seal of a backup', () => {
  beforeEach(async () => {
    await someData()
    await backup()
  })

  test('that is another’s, or of something else, is not accepted', async () => {
    const bytes = readFileSync(made)
    const [, label = ''] = bytes.toString('latin1').split('\n')
    const stranger = sealOf(new Uint8Array(32).fill(9))
    const { id, publicKey } = stranger
    const ours = /"publicKey":"[^"]*"/
    const swapped = (change: (head: string) => string) =>
      restoreChanged((whole) => {
        const text = whole.toString('latin1')
        return Buffer.from(change(text), 'latin1')
      })
    expect(await swapped((text) => text.replace(ours, `"publicKey":"${publicKey}"`))).toContain(
      says('backup_seal_wrong'),
    )
    const other = stranger.sign('archive', Buffer.from(label))
    expect(
      await swapped((text) =>
        text
          .replace(ours, `"publicKey":"${publicKey}"`)
          .replace(/"signature":"[^"]*"/, `"signature":"${other}"`),
      ),
    ).toContain(says('backup_seal_wrong'))
    const inside = sh.file('same.sqlite', bytes.subarray(manifestOf(bytes).end + 1))
    writeFileSync(made, sealedAnew(inside, stranger))
    const { exit, out } = await restore(made)
    expect([exit, out.includes(`dấu của một máy khác: ${id}`)]).toEqual([0, true])
  })

  test('is the machine’s own where its key is kept', async () => {
    mkdirSync(fresh)
    copyFileSync(join(sh.folder, 'secrets.key'), join(fresh, 'secrets.key'))
    expect((await restore(made)).out).toContain('dấu của chính máy này')
  })
})

test('a backup is not restored in silence where later ones of the same database lie beside it', async () => {
  await someData()
  await backup()
  const later = join(sh.folder, 'sau.bak')
  await sh.run(['backup', later])
  const { exit, err } = await restore(made)
  expect([exit, err.includes(says('backup_newer_there', { seq: 3 }))]).toEqual([2, true])
  const known = await sh.run(['restore', made, '--leave-newer'], { DATA_DIR: fresh })
  expect(known.exit).toBe(0)
  expect((await events(fresh)).at(-1)).toMatchObject({ type: 'restored', newerLeft: [{ seq: 3 }] })
})

describe('nothing is restored', () => {
  beforeEach(async () => {
    await someData()
    await backup()
  })

  test('where a database is, or only the log of one', async () => {
    mkdirSync(fresh)
    for (const place of [database(fresh), `${database(fresh)}-wal`]) {
      writeFileSync(place, 'dữ liệu cũ')
      const { exit, err } = await restore(made)
      expect([exit, err.includes(says('restore_over_data', { place }))]).toEqual([2, true])
      expect(readFileSync(place, 'utf8')).toBe('dữ liệu cũ')
      rmSync(place)
    }
    expect((await restore(made)).exit).toBe(0)
  })

  test('from a file that is no backup, or is not there', async () => {
    expect(await restoreChanged(() => readFileSync(database()))).toContain(
      says('backup_unreadable'),
    )
    expect((await restore(join(sh.folder, 'khong-co'))).err).toContain('ENOENT')
  })
})

test('a database with broken pages is not backed up', async () => {
  await someData()
  const bytes = readFileSync(database())
  writeFileSync(database(), bytes.fill(0xff, 4096, 60 * 4096))
  const { exit, err } = await backup()
  expect([exit, err.includes(says('database_damaged'))]).toEqual([2, true])
  expect(existsSync(made)).toBe(false)
})

test('a database with a broken chain of its journal is not backed up', async () => {
  await someData()
  await withStore(async ({ db }) => {
    await sql`drop trigger journal_no_update`.execute(db)
    await sql`update journal set entry = '{}' where seq = 1`.execute(db)
  })
  const { exit, err } = await backup()
  expect([exit, err.includes(says('database_damaged'))]).toEqual([2, true])
  expect(existsSync(made)).toBe(false)
})

test('PostgreSQL is left to its own tools, and a folder without a database makes none', async () => {
  for (const command of ['backup', 'restore']) {
    const { exit, err } = await sh.run([command, made], { DATABASE_URL: 'postgres://localhost/x' })
    expect([exit, err.includes(says('backup_only_sqlite'))]).toEqual([2, true])
  }
  expect((await backup()).err).toContain('ENOENT')
  expect(readdirSync(sh.folder)).toEqual([])
  for (const args of [['backup'], ['restore'], ['backup', 'a', 'b'], ['restore', 'a', 'b']])
    expect((await sh.run(args)).exit).toBe(2)
})
