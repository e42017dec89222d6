import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { beginBackup } from '../../src/actions/backup-run.ts'
import { checkDatabase } from '../../src/actions/database-verification.ts'
import { recordStart } from '../../src/actions/program-start.ts'
import { createApp } from '../../src/app.ts'
import { lookAfterBackups } from '../../src/backing-up.ts'
import type { JournalEntry } from '../../src/domain/journal.ts'
import { AppError } from '../../src/errors.ts'
import { errorMessage } from '../../src/messages/message.ts'
import { recount } from '../../src/recount/recount.ts'
import { sealsUnder } from '../../src/secrets.ts'
import { commit } from '../../src/storage/commit.ts'
import { openStore } from '../../src/storage/dialect.ts'
import { verifyJournal } from '../../src/storage/journal.ts'
import { seatPeople } from '../support/context.ts'
import { fileContext } from '../support/file-context.ts'
import { shell } from './test-io.ts'

const says = (...of: ConstructorParameters<typeof AppError>) => errorMessage(new AppError(...of))

let time = 0
let first: Awaited<ReturnType<typeof fileContext>>
let look: () => Promise<void>
let sh = shell()

const note = () =>
  commit(first.ctx.store, { actor: null, at: first.ctx.now() }, async (_, record) =>
    record({ type: 'account_disabled', account: 'x' }),
  )
const later = async (minutes: number) => {
  time += minutes * 60_000
  await look()
}
const names = () => readdirSync(first.folder).sort()
const takeOver = () => sh.run(['take-over', first.folder])
const second = async () => {
  const store = openStore(join(sh.folder, 'tin-nhiem.sqlite'))
  const { broken, head } = await verifyJournal(store.db)
  const rows = await store.db.selectFrom('journal').select('entry').orderBy('seq').execute()
  await store.db.destroy()
  return {
    broken,
    head,
    events: rows.map(({ entry }) => (JSON.parse(entry) as JournalEntry).event),
  }
}

/** A first laptop whose stick holds a full backup (to entry 1) and two increments (to 3 and 5). */
beforeEach(async () => {
  sh = shell()
  time = Date.parse('2026-02-05T12:00:00.000Z')
  const now = () => new Date((time += 1000)).toISOString()
  first = await fileContext({ minutes: 5 }, { now })
  await seatPeople(first.ctx)
  await note()
  look = lookAfterBackups(first.ctx)
  await look()
  await later(5)
  for (let round = 0; round < 2; round += 1) {
    await note()
    if (round === 1) await note()
    await later(5)
  }
  expect(names().map((name) => name.slice(-3))).toEqual(['bak', 'inc', 'inc'])
})
afterEach(async () => {
  await first.remove()
  sh.remove()
})

describe('a second laptop takes over', () => {
  test('at the newest increment, and shows that nothing between is missing', async () => {
    const { exit, out } = await takeOver()
    expect(exit).toBe(0)
    expect(out).toContain('Bản đầy đủ đến mục 1; từ đó đến cuối, 4 mục nối liền nhau')
    expect(out).toContain('3 bản sao lưu trong thư mục đều nằm trên cùng một chuỗi')
    const heads = [...out.matchAll(/mục (\d+), mã ([0-9a-f]{64})/g)].map(([, ...head]) => head)
    expect(heads[0]).toEqual(heads[1])
    const { broken, events } = await second()
    expect(broken).toBeNull()
    expect(events.at(5)).toMatchObject({ type: 'taken_over', head: { seq: 5 } })
    const rows = await first.ctx.store.db.selectFrom('journal').select(['seq', 'hash']).execute()
    expect(heads[0]).toEqual(['5', rows.find(({ seq }) => seq === 5)!.hash])
  })

  test('and the first one, seeing that, lets nothing be changed any more', async () => {
    await note() // known to the first alone
    await takeOver()
    await later(1)
    expect(first.ctx.backups.state.elsewhere).toMatchObject({ seq: 6 })
    const app = createApp(first.ctx)
    const post = (path: string) =>
      app.request(path, {
        method: 'POST',
        headers: { origin: 'http://localhost', 'content-type': 'application/json' },
        body: '{}',
      })
    const refused = await post('/api/v1/organisations')
    expect([refused.status, await refused.text()]).toEqual([
      409,
      expect.stringContaining('taken_over_elsewhere'),
    ])
    expect((await post('/api/v1/login')).status).toBe(422)
    const page = await (await app.request('/login')).text()
    expect(page).toContain(says('taken_over_elsewhere', { seq: 6 }))
    const before = names()
    await note()
    await later(5)
    expect(names()).toEqual(before)
  })

  test('with the key of the first one just the same', async () => {
    writeFileSync(join(sh.folder, 'secrets.key'), `${'07'.repeat(32)}\n`)
    expect((await takeOver()).out).toContain('dấu của chính máy này')
    await later(1)
    expect(first.ctx.backups.state.elsewhere).toMatchObject({ seq: 6 })
  })
})

describe('the journal of a database that was taken over', () => {
  beforeEach(async () => {
    await recordStart({ ...first.ctx, store: { ...first.ctx.store, seal: first.ctx.seals.real } })
    await later(5)
    await takeOver()
  })

  /** The second laptop has started: its own seal stands under all that came before. */
  const started = async (key: Uint8Array) => {
    const seals = sealsUnder(key)
    const store = { ...openStore(join(sh.folder, 'tin-nhiem.sqlite')), seal: seals.real }
    await recordStart({ ...first.ctx, store, seals })
    return { store, seals }
  }
  // the people of this scene were put into the tables beside the journal
  const verified = async ({ store, seals }: Awaited<ReturnType<typeof started>>) => {
    const trusted = { real: [seals.real.id], rehearsal: [seals.rehearsal.id] }
    const { steps } = await checkDatabase({ store, recount, trusted, paper: null })
    return steps.flatMap(({ id, status, detail }) =>
      status === 'failed' && id !== 'program_replayed'
        ? [[id, detail['reason'], detail['checkpoint']]]
        : [],
    )
  }

  test('holds under the seal of the second, which speaks for that of the first', async () => {
    const now = await started(randomBytes(32))
    const seals = await now.store.db.selectFrom('checkpoints').select('public_key').execute()
    expect(new Set(seals.map((row) => row.public_key)).size).toBe(2)
    expect(await verified(now)).toEqual([])
    await now.store.db.destroy()
  })

  test('does not hold where the old seal stands under what came after', async () => {
    const now = await started(randomBytes(32))
    const old = { ...now.store, seal: first.ctx.seals.real }
    await recordStart({ ...first.ctx, store: old })
    expect(await verified(now)).toEqual([
      ['checkpoints_signed', 'seal_unknown', expect.any(Number)],
    ])
    await now.store.db.destroy()
  })

  test('does not hold before the second laptop has put its own seal under it', async () => {
    const key = randomBytes(32)
    const store = openStore(join(sh.folder, 'tin-nhiem.sqlite'))
    expect(
      await verified({ store: { ...store, seal: sealsUnder(key).real }, seals: sealsUnder(key) }),
    ).toEqual([['checkpoints_signed', 'seal_unknown', 1]])
    await store.db.destroy()
  })
})

describe('nothing is taken over', () => {
  const stopped = async (reason: string) => {
    const { exit, err } = await takeOver()
    expect([exit, err.includes(reason)]).toEqual([2, true])
    expect(existsSync(join(sh.folder, 'tin-nhiem.sqlite'))).toBe(false)
  }

  test('where the full backup is not beside its increments', async () => {
    rmSync(join(first.folder, names()[0]!))
    await stopped(says('backup_base_missing', { place: first.folder }))
  })

  test('where a bit of the newest increment or of its full backup was changed', async () => {
    for (const name of [names()[2]!, names()[0]!]) {
      const whole = readFileSync(join(first.folder, name))
      const changed = Buffer.from(whole)
      changed[changed.length - 7]! ^= 1
      writeFileSync(join(first.folder, name), changed)
      await stopped(says('backup_unreadable'))
      writeFileSync(join(first.folder, name), whole)
    }
  })

  test('where the folder holds no backup, or those of two databases', async () => {
    const bare = join(first.root, 'trong')
    mkdirSync(bare)
    const none = await sh.run(['take-over', bare])
    expect([none.exit, none.err.includes(says('backup_unreadable'))]).toEqual([2, true])
    const other = await fileContext({ folder: first.folder })
    await seatPeople(other.ctx)
    await commit(other.ctx.store, { actor: null, at: other.ctx.now() }, async (_, record) =>
      record({ type: 'account_disabled', account: 'another' }),
    )
    await beginBackup(other.ctx, { cause: 'asked', actor: null, passphrase: null }).done
    await other.remove()
    await stopped(says('backup_unreadable'))
  })

  test('where the first laptop went on after a second one had taken over', async () => {
    await takeOver()
    const branch = join(first.root, 'b')
    mkdirSync(branch)
    await note()
    await note()
    const store = first.ctx.backups
    const more = await sh.run(['backup', join(first.folder, 'nhanh-khac.bak')], {
      DATA_DIR: first.root,
    })
    expect([more.exit, store.state.fault]).toEqual([0, null])
    const third = await sh.run(['take-over', first.folder], { DATA_DIR: branch })
    expect([third.exit, third.err.includes(says('backup_unreadable'))]).toEqual([2, true])
  })

  test('from PostgreSQL, or over data that are there', async () => {
    const url = { DATABASE_URL: 'postgres://localhost/x' }
    const { err } = await sh.run(['take-over', first.folder], url)
    expect(err).toContain(says('backup_only_sqlite'))
    const place = join(sh.folder, 'tin-nhiem.sqlite')
    writeFileSync(place, 'dữ liệu cũ')
    expect((await takeOver()).err).toContain(says('restore_over_data', { place }))
    expect(readFileSync(place, 'utf8')).toBe('dữ liệu cũ')
    expect((await sh.run(['take-over'])).exit).toBe(2)
  })
})
