import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { BackupSettings } from '../../src/actions/backup-keeping.ts'
import { type BackupTasks, backupWorkHere } from '../../src/actions/backup-work.ts'
import { checkBackup, downloadBackup, listBackups, makeBackup } from '../../src/actions/backups.ts'
import { lookAfterBackups } from '../../src/backing-up.ts'
import { backupWorkers } from '../../src/backup-workers.ts'
import type { Context } from '../../src/context.ts'
import type { JournalEntry } from '../../src/domain/journal.ts'
import { commit } from '../../src/storage/commit.ts'
import { type People, seatPeople } from '../support/context.ts'
import { fileContext } from '../support/file-context.ts'

const PASSPHRASE = 'câu chỉ người giữ biết'

let place: Awaited<ReturnType<typeof fileContext>>
let people: People
let time = Date.parse('2026-02-05T12:00:00.000Z')
const started = async (
  settings: Partial<BackupSettings> = {},
  overrides: Partial<Context> = {},
) => {
  await place?.remove()
  time = Date.parse('2026-02-05T12:00:00.000Z')
  const now = () => new Date((time += 1000)).toISOString()
  place = await fileContext(settings, { now, ...overrides })
  people = await seatPeople(place.ctx)
  await note()
}
const note = () =>
  commit(place.ctx.store, { actor: null, at: place.ctx.now() }, async (_, record) =>
    record({ type: 'account_disabled', account: 'x' }),
  )
const close = (session: string) =>
  commit(place.ctx.store, { actor: null, at: place.ctx.now() }, async (_, record) =>
    record({
      type: 'session_moved',
      session,
      state: { old: 'entered', new: 'reconciled' },
      reason: null,
    }),
  )
const made = async (passphrase: string | null = null) =>
  (await makeBackup(place.ctx, people.admin, passphrase).done).head
const list = () => listBackups(place.ctx, people.admin)
/** The newest events, the oldest first. */
const lastEvents = async (count: number) => {
  const { db } = place.ctx.store
  const rows = await db.selectFrom('journal').select('entry').orderBy('seq').execute()
  return rows.slice(-count).map(({ entry }) => (JSON.parse(entry) as JournalEntry).event)
}
const names = () => readdirSync(place.folder).sort()

beforeEach(() => started())
afterEach(async () => {
  await place.remove()
  place = undefined as unknown as typeof place
})

describe('a backup made by an administrator', () => {
  test('is listed with head, size, when, locked or not, and as read back', async () => {
    const head = await made()
    await made(PASSPHRASE)
    const [locked, clear] = list().files
    expect(clear).toMatchObject({ head, encrypted: false, check: 'made', seal: 'own' })
    expect(locked).toMatchObject({ encrypted: true, check: 'made', seal: 'own', increment: false })
    expect(names()).toHaveLength(2)
    const { bytes, stream } = await downloadBackup(place.ctx, people.admin, clear!.name)
    expect(await lastEvents(2)).toEqual([
      { type: 'backup_made', head: expect.anything(), sha256: expect.anything(), encrypted: true },
      { type: 'backup_taken', head, encrypted: false },
    ])
    const whole = new Uint8Array(await new Response(stream).arrayBuffer())
    expect([whole.length, clear!.bytes]).toEqual([bytes, bytes])
    expect(Buffer.from(whole).equals(readFileSync(join(place.folder, clear!.name)))).toBe(true)
  })

  test('is nobody else’s to make, see or take', async () => {
    const { ctx } = place
    await made()
    const { name } = list().files[0]!
    expect(() => listBackups(ctx, people.auditor)).toThrow('forbidden')
    expect(() => makeBackup(ctx, people.head, null)).toThrow('forbidden')
    await expect(downloadBackup(ctx, people.first, name)).rejects.toThrow('forbidden')
    for (const other of ['../tin-nhiem.sqlite', 'x.bak', name.replace('sao', 'SAO')])
      await expect(downloadBackup(ctx, people.admin, other)).rejects.toThrow('not_found')
  })

  test('shows how far it is, and is the only one at a time', async () => {
    const run = makeBackup(place.ctx, people.admin, null)
    expect(list().running).toMatchObject({ stage: 'copying' })
    expect(() => makeBackup(place.ctx, people.admin, null)).toThrow('backup_running')
    await run.done
    expect(list().running).toBeNull()
  })

  test('is made in a thread of its own as well', async () => {
    const work = backupWorkers(() => undefined)
    Object.assign(place.ctx.backups, { work })
    await made()
    await work.close()
    expect(list().files).toMatchObject([{ check: 'made' }])
  })

  test('that cannot be made in that thread says what stood in the way', async () => {
    const work = backupWorkers(() => undefined)
    await expect(
      work.copy(join(place.root, 'khong-co.sqlite'), join(place.root, 'x'), false),
    ).rejects.toThrow('unable to open database file')
    await work.close()
  })

  test('that was changed is found when it is read again, and a whole one too', async () => {
    await made()
    await made(PASSPHRASE)
    const [locked, clear] = list().files
    await checkBackup(place.ctx, people.admin, clear!.name, null)
    await expect(
      checkBackup(place.ctx, people.admin, locked!.name, 'một câu khác hẳn nhé'),
    ).rejects.toThrow('passphrase_wrong')
    await checkBackup(place.ctx, people.admin, locked!.name, PASSPHRASE)
    expect(list().files.map(({ check }) => check)).toEqual(['again', 'again'])
    const path = join(place.folder, clear!.name)
    const bytes = readFileSync(path)
    bytes[bytes.length - 5]! ^= 1
    writeFileSync(path, bytes)
    await expect(checkBackup(place.ctx, people.admin, clear!.name, null)).rejects.toThrow(
      'backup_unreadable',
    )
    expect(list().files.map(({ check }) => check)).toEqual(['again', 'damaged'])
  })

  test('needs a passphrase of thirteen characters, or none', () => {
    expect(() => makeBackup(place.ctx, people.admin, 'ngắn quá')).toThrow('passphrase_weak')
    expect(names()).toEqual([])
  })
})

describe('a backup that cannot be made', () => {
  const failing = (step: keyof BackupTasks, code: string) => {
    const fails = async () => {
      throw Object.assign(new Error('no'), { code })
    }
    Object.assign(place.ctx.backups, { work: { ...backupWorkHere, [step]: fails } })
  }

  test.each([
    ['copy', 'SQLITE_FULL'],
    ['write', 'ENOSPC'],
  ] as const)(
    'for a full disk in %s leaves nothing and is told until one is made',
    async (step, code) => {
      failing(step, code)
      await expect(made()).rejects.toThrow('disk_full')
      expect(names()).toEqual([])
      expect(readdirSync(place.root).filter((name) => name.startsWith('.'))).toEqual([])
      expect(list().fault).toMatchObject({ code: 'disk_full' })
      Object.assign(place.ctx.backups, { work: backupWorkHere })
      await made()
      expect(list().fault).toBeNull()
    },
  )

  test('for a stick that is not plugged in says so, and makes no folder in its place', async () => {
    rmSync(place.folder, { recursive: true })
    expect(() => makeBackup(place.ctx, people.admin, null)).toThrow('backup_folder_unusable')
    expect([list().readable, readdirSync(place.root).includes('usb')]).toEqual([false, false])
  })

  test('for a database of a server is refused', async () => {
    await started({ database: null })
    expect(() => makeBackup(place.ctx, people.admin, null)).toThrow('backup_only_sqlite')
  })
})

describe('by itself the program makes a backup', () => {
  const HOUR = 3_600_000

  test('every so many hours, and after a restart no sooner', async () => {
    await started({ hours: 2 })
    const look = lookAfterBackups(place.ctx)
    await look()
    expect(names()).toHaveLength(1)
    time += 2 * HOUR - 60_000
    await look()
    await lookAfterBackups(place.ctx)()
    expect(names()).toHaveLength(1)
    time += 60_000
    await look()
    expect(names()).toHaveLength(2)
  })

  test('at each closing of a session, and not at any other change', async () => {
    const look = lookAfterBackups(place.ctx)
    await look()
    await note()
    await look()
    expect(names()).toEqual([])
    await close('s')
    await look()
    await look()
    expect(names()).toHaveLength(1)
  })

  test('and keeps the newest only, never taking away what is another’s', async () => {
    await started({ hours: 1, keep: 2 })
    const look = lookAfterBackups(place.ctx)
    writeFileSync(join(place.folder, 'ghi-chu.txt'), 'x')
    for (let hour = 0; hour < 4; hour += 1) {
      await look()
      time += HOUR
    }
    expect(names().filter((name) => name.endsWith('.bak'))).toHaveLength(2)
    expect(list().files[0]!.head!.seq).toBe(4)
    expect(names()).toContain('ghi-chu.txt')
  })

  test('locked by the file of the settings; a failure is told, and the next hour it is tried again', async () => {
    const passphraseFile = join(place.root, 'cum')
    await started({ hours: 1, passphraseFile: 'khong-co' })
    const look = lookAfterBackups(place.ctx)
    await look()
    expect(list().fault).toMatchObject({ code: 'backup_folder_unusable' })
    await look()
    expect(names()).toEqual([])
    mkdirSync(join(place.root, 'k'))
    const file = join(place.root, 'k', 'cum')
    writeFileSync(file, `${PASSPHRASE}\n`)
    Object.assign(place.ctx.backups, { passphraseFile: file })
    time += HOUR
    await look()
    expect(list().files).toMatchObject([{ encrypted: true }])
    expect([list().fault, passphraseFile === file]).toEqual([null, false])
  })

  test('with increments in between, made only where something changed', async () => {
    await started({ minutes: 5 })
    const look = lookAfterBackups(place.ctx)
    const wait = async (minutes: number) => {
      time += minutes * 60_000
      await look()
    }
    await look()
    await wait(5)
    expect(names().map((name) => name.slice(-3))).toEqual(['bak'])
    await wait(5)
    expect(names()).toHaveLength(1)
    await note()
    await wait(5)
    expect(names().map((name) => name.slice(-3))).toEqual(['bak', 'inc'])
    const [increment, full] = list().files
    expect(increment).toMatchObject({ increment: true, seal: 'own', check: 'made' })
    expect(increment!.bytes).toBeLessThan(full!.bytes / 4)
  })
})
